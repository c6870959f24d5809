import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { CallLine } from '#playground/answer-call.ts';
import type { Fault } from '#playground/faults.ts';
import { sendJson } from '#playground/workspace/http.ts';
import type { Mounted } from '#playground/workspace/serve.ts';
import { readMail } from './mime.ts';

/** A mail that was taken. `at`: ISO, the playground's clock. */
export interface KeptMail {
  readonly at: string;
  readonly message_id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface Mailbox extends Mounted {
  /** For the bot's `SMTP_URL`. */
  readonly url: string;
  /** Oldest first; a mail that was sent twice is there twice. */
  messages(): readonly KeptMail[];
  close(): Promise<void>;
}

export interface MailboxOptions {
  /** What goes wrong and what is written down; a mail is a call `send` of vendor `mail`. */
  readonly line: CallLine;
  readonly clock: { now(): number };
  /** There is a mail more. */
  readonly changed?: () => void;
}

/** Everybody's mailbox: an SMTP server on 127.0.0.1 that takes all mail, keeps it in memory and passes nothing on. `GET /_mail/messages` reads it. */
export async function openMailbox({ line, clock, changed = () => undefined }: MailboxOptions): Promise<Mailbox> {
  const kept: KeptMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      take(stream, session).then((refusal) => done(refusal), done);
    },
  });
  // A bot that is killed hangs up in the middle.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');

  async function take(stream: NodeJS.ReadableStream, session: SMTPServerSession): Promise<Error | null> {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const mail: KeptMail = { at: new Date(clock.now()).toISOString(), to, ...readMail(await text(stream)) };
    const args = { to, subject: mail.subject, message_id: mail.message_id };
    const entry = line.log.begin({ vendor: 'mail', method: 'send', args });
    const fault = line.faults.take({ vendor: 'mail', method: 'send', channels: [], text: JSON.stringify(args) });
    const end = fault === null ? taken : await ends(fault);
    if (end.keeps) {
      kept.push(mail);
      changed();
    }
    entry.settle(end.outcome, fault?.fault);
    if (end.kills) await line.killBot();
    if (end.cuts) cut(session);
    return end.reply === null ? null : Object.assign(new Error('not now'), { responseCode: end.reply });
  }

  function cut(session: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
  }

  return {
    url: `smtp://127.0.0.1:${portOf(server)}`,
    messages: () => [...kept],
    async handle(request: IncomingMessage, response: ServerResponse) {
      if (request.method !== 'GET' || request.url !== '/_mail/messages') return false;
      sendJson(response, 200, { messages: kept });
      return true;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** How the server ends a mail: what it keeps, what it says (`null`: 250), whether the line drops. `outcome` is for the call log. */
interface End {
  readonly outcome: string;
  readonly keeps: boolean;
  readonly reply: number | null;
  readonly cuts?: true;
  readonly kills?: true;
}

const taken: End = { outcome: 'ok', keeps: true, reply: null };
const busy: End = { outcome: 'smtp_451', keeps: false, reply: 451 };
const dropped: End = { outcome: 'reset', keeps: false, reply: null, cuts: true };

async function ends(fault: Fault): Promise<End> {
  switch (fault.fault) {
    case 'rate_limit':
    case 'error_before':
      return busy;
    case 'error_after':
      return { ...busy, keeps: true };
    case 'refuse': {
      const reply = /^[45]\d\d$/.test(fault.error) ? Number(fault.error) : 550;
      return { outcome: `smtp_${reply}`, keeps: false, reply };
    }
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return taken;
    case 'reset_before':
      return dropped;
    case 'reset_after':
      return { ...dropped, keeps: true };
    case 'kill_before':
      return { ...dropped, outcome: 'killed', kills: true };
    case 'kill_after_applying':
      return { ...dropped, outcome: 'killed', keeps: true, kills: true };
    case 'kill_after_answering':
      return { ...taken, kills: true };
  }
}

function portOf({ server }: SMTPServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}
