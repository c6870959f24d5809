import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly recipients: readonly string[];
  /** Headers and body, as they came. */
  readonly source: string;
  readonly overTls: boolean;
}

export interface MailServer {
  /** `host:port`, without a scheme. */
  readonly host: string;
  readonly received: readonly Received[];
  /** Passwords it was shown, in whatever way. */
  readonly passwords: readonly string[];
  /** Greets, and says no more to anybody who is connected. */
  cut(session: SMTPServerSession): void;
}

/** `'hang'`: no reply. `'reset'`: the line drops. A number: that reply. */
export type AtTheEnd = 'take' | 'hang' | 'reset' | number;

const localhost = {
  key: readFileSync(new URL('../../fixtures/tls/localhost-key.pem', import.meta.url)),
  cert: readFileSync(new URL('../../fixtures/tls/localhost.pem', import.meta.url)),
};
export const certificate = localhost.cert.toString();

/** A real SMTP server on loopback; `atTheEnd` is what it does once it has the whole mail. It ends with the test. */
export async function mailServer(options: SMTPServerOptions = {}, atTheEnd: AtTheEnd = 'take'): Promise<MailServer> {
  const received: Received[] = [];
  const passwords: string[] = [];
  const server = new SMTPServer({
    ...localhost,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 1,
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? '');
      if (password === 'right') done(null, { user: username });
      else done(null, { message: 'no', responseCode: 535 });
    },
    async onData(stream, session, done) {
      const source = await text(stream);
      received.push({
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        source,
        overTls: session.secure,
      });
      if (atTheEnd === 'take') done();
      if (atTheEnd === 'reset') cut(session);
      if (typeof atTheEnd === 'number') done(refusal(atTheEnd));
    },
    ...options,
  });
  // Clients that hang up in the middle are what the tests are about.
  server.on('error', () => undefined);

  function cut(session: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
  }

  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(resolve)));
  return { host: `localhost:${portOf(server.server)}`, received, passwords, cut };
}

export function refusal(code: number): Error {
  return Object.assign(new Error('not today'), { responseCode: code });
}

/** Something that is no mail server: `talk` is what it says to whoever connects. It ends with the test. Returns `host:port`. */
export async function oddServer(talk: (say: (text: string) => void, hangUp: () => void) => void): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(
      (line) => void socket.write(line),
      () => socket.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return `127.0.0.1:${portOf(server)}`;
}

/** Greets, and then begins a reply it never ends: it is never silent, and never done. */
export async function endlessServer(): Promise<string> {
  return oddServer((say) => {
    say('220 endless\r\n');
    const timer = setInterval(() => say('250-wait\r\n'), 200);
    onTestFinished(() => clearInterval(timer));
  });
}

function portOf(server: Server | SMTPServer['server']): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}
