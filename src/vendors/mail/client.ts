import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail, Mailer } from '#src/ports/mailer.ts';
import { faultOf } from './fault.ts';
import { inSession } from './session.ts';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with the credentials. */
  readonly smtpUrl: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
}

/** A mail server as the port wants it: one connection for each mail, one try, eight seconds. */
export function createMailer({ smtpUrl, from }: MailOptions): Mailer {
  return {
    async send(mail) {
      const message = composed(mail, from).compile();
      const envelope = message.getEnvelope();
      const body = handingOver(await message.build());
      await inSession(smtpUrl, (session) => {
        return new Promise((resolve, reject) => {
          session.send(envelope, body.stream, (error) => (error ? reject(error) : resolve()));
        });
      }).catch((error: unknown) => {
        throw faultOf(error, body.begun());
      });
    },
  };
}

function composed({ to, subject, text, id }: Mail, from: string): MailComposer {
  return new MailComposer({
    from,
    to: oneLine(to),
    subject: oneLine(subject),
    text,
    messageId: `<${id}@${hostOf(from)}>`,
    // Nobody's holiday notice answers, RFC 3834.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What follows a line break in a header would be a header of its own. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}

function hostOf(from: string): string {
  return from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
}

/** The server asks for the body last of all: once it is read, nobody but the server knows whether the mail was taken. */
function handingOver(bytes: Buffer) {
  let begun = false;
  const stream = new Readable({
    read() {
      begun = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return { stream, begun: () => begun };
}
