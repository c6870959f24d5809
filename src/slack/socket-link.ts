import { channel } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Delay } from './delay.ts';

const envelope = z.looseObject({
  type: z.string(),
  envelope_id: z.string().optional(),
  reason: z.string().optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
});
export type Envelope = z.infer<typeof envelope>;

/** One WebSocket to Slack. */
export interface Link {
  /** Slack has greeted us on it; `false`: it ended before, or took too long. */
  readonly greeted: Promise<boolean>;
  /** It ended, or Slack asked for another in its place (`disconnect`, with the reason). */
  readonly over: Promise<string>;
  /** Greeted, and not over. */
  open(): boolean;
  /** `false`: it cannot be sent any more. */
  send(message: object): boolean;
  /** Takes what is under way to its end, then closes. */
  retire(): void;
}

/** Time for the handshake and the greeting. */
const greetingMs = 10_000;
/** Slack pings every few seconds. */
const silenceMs = 30_000;

/** Pings do not reach `addEventListener`; the WebSocket built into Node announces them here. */
const pings = channel('undici:websocket:ping');

/** Opens a link. `handle` gets everything but greetings and farewells, and must not reject. */
export function openLink(
  url: string,
  handle: (envelope: Envelope, link: Pick<Link, 'send'>) => Promise<void>,
  wait: Delay,
): Link {
  const socket = new WebSocket(url);
  const ended = new AbortController();
  const greeted = Promise.withResolvers<boolean>();
  const over = Promise.withResolvers<string>();
  let hello = false;
  let running = 0;
  let retired = false;
  let watch: AbortController | null = null;

  function end(reason: string): void {
    if (ended.signal.aborted) return;
    ended.abort();
    watch?.abort();
    pings.unsubscribe(onPing);
    greeted.resolve(false);
    over.resolve(reason);
    socket.close();
  }

  /** From the first ping on, silence means that nobody is there: a connection cut without a word looks open for hours. */
  function onPing(message: unknown): void {
    if (typeof message === 'object' && message !== null && 'websocket' in message && message.websocket === socket)
      heard();
  }

  function heard(): void {
    watch?.abort();
    const mine = new AbortController();
    watch = mine;
    void wait(silenceMs, mine.signal).then(() => {
      if (!mine.signal.aborted) end('silence');
    });
  }

  const link: Link = {
    greeted: greeted.promise,
    over: over.promise,
    open: () => hello && !ended.signal.aborted && socket.readyState === WebSocket.OPEN,
    send(message) {
      if (!link.open()) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    retire() {
      retired = true;
      if (running === 0) end('replaced');
    },
  };

  async function received(data: unknown): Promise<void> {
    const message = parsed(data);
    if (message.type === 'hello') {
      hello = true;
      return greeted.resolve(true);
    }
    if (message.type === 'disconnect') {
      greeted.resolve(false);
      return over.resolve(message.reason ?? 'disconnect');
    }
    running += 1;
    await handle(message, link);
    running -= 1;
    if (retired && running === 0) end('replaced');
  }

  pings.subscribe(onPing);
  socket.addEventListener('message', ({ data }) => void received(data));
  socket.addEventListener('error', () => end('error'));
  socket.addEventListener('close', ({ code }) => end(`closed ${code}`));
  void wait(greetingMs, ended.signal).then(() => {
    if (!hello) end('no greeting');
  });
  return link;
}

function parsed(data: unknown): Envelope {
  const unreadable = { type: 'unreadable' };
  if (typeof data !== 'string') return unreadable;
  try {
    return envelope.safeParse(JSON.parse(data)).data ?? unreadable;
  } catch {
    return unreadable;
  }
}
