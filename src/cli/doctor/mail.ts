import { type Check, notChecked, ok, wrong } from '#src/cli/doctor/_examination/check.ts';
import { IntegrationError } from '#src/errors.ts';
import { greetMailServer } from '#src/vendors/mail/greet.ts';

/** The mail server greets us and takes our password. No mail is sent. */
export const mail: Check = {
  name: 'mail',
  async look({ config }) {
    if (config.mail === undefined) return [notChecked('what mail needs cannot be used, see configuration.')];
    if (config.mail === null)
      return [ok('not set up: where a mail would go, the bot writes in Slack. To have it: SMTP_URL and MAIL_FROM.')];
    try {
      await greetMailServer(config.mail.smtpUrl);
      return [ok('the server of SMTP_URL greets us.')];
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      return [wrong(`The mail server of SMTP_URL: ${words[error.code] ?? refused(error.code)}`)];
    }
  },
};

const words: Readonly<Record<string, string>> = {
  unreachable: 'cannot be reached. Are host and port right, and does the firewall let us out to it?',
  timeout: 'does not answer in time. Is the port right? 465 wants smtps://, 587 and 25 want smtp://.',
  reset: 'hung up. Is the port right? 465 wants smtps://, 587 and 25 want smtp://.',
  unreadable: 'does not speak SMTP. Are host and port right?',
  tls: 'shows no certificate that somebody vouches for. 465 wants smtps://, 587 smtp://; an authority of your own: NODE_EXTRA_CA_CERTS.',
  no_tls:
    'cannot encrypt, and a password is only sent encrypted. Use its smtps:// port, or take the password out of SMTP_URL.',
  no_login: 'knows no way to log in. Take user and password out of SMTP_URL, or use another port.',
  smtp_535:
    'does not take user and password (535). Are they right? A character such as @ or / in them is written %40 or %2F.',
};

function refused(code: string): string {
  return `says no (${code}). Ask whoever runs it whether this machine may send mail through it.`;
}
