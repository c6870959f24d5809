import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** How long a mail server may take, in milliseconds. `whole` is for everything together; a lane waits, with a lease above it. */
const deadlines = { connection: 4_000, greeting: 4_000, silence: 6_000, whole: 8_000 } as const;

/** The whole took too long. */
export class TooLate extends Error {
  constructor() {
    super('the mail server took too long');
    this.name = 'TooLate';
  }
}

/**
 * One connection to the server of `url` (`smtp://` or `smtps://`): greeted, encrypted, logged in, then `work`. No retry, and nothing of it outlives
 * this call but a polite goodbye. Throws what nodemailer throws, or `TooLate`.
 */
export async function inSession(url: string, work: (session: Session) => Promise<void> = nothing): Promise<void> {
  const { options, credentials } = serverOf(url);
  const connection = new SMTPConnection(options);
  const broken = Promise.withResolvers<never>();
  // Later ones too: a connection that breaks while it says goodbye has nobody left to tell.
  connection.on('error', broken.reject);
  const timer = setTimeout(() => broken.reject(new TooLate()), deadlines.whole);
  async function talk(): Promise<void> {
    await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
    if (credentials)
      await new Promise<void>((resolve, reject) =>
        connection.login(credentials, (error) => (error ? reject(error) : resolve())),
      );
    await work(connection);
  }
  try {
    await Promise.race([talk(), broken.promise]);
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

export type Session = Pick<SMTPConnection, 'send'>;

async function nothing(): Promise<void> {
  // To be greeted and let in is all that is wanted.
}

/**
 * A password travels under TLS with a certificate that can be verified, or not at all. Without one, `smtp://` is what mail servers do among
 * themselves: encrypted where that is offered, whoever it is.
 */
function serverOf(address: string) {
  const { protocol, hostname, port, username, password } = new URL(address);
  const secure = protocol === 'smtps:';
  const credentials = username === '' ? null : { user: decoded(username), pass: decoded(password) };
  const options = {
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
    secure,
    requireTLS: !secure && credentials !== null,
    tls: { rejectUnauthorized: secure || credentials !== null },
    connectionTimeout: deadlines.connection,
    greetingTimeout: deadlines.greeting,
    socketTimeout: deadlines.silence,
    dnsTimeout: deadlines.connection,
    logger: false,
  };
  return { options, credentials };
}

/** A `%` that means itself is left alone. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
