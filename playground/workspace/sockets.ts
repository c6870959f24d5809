import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type Answer, type Delivery, patience, type Transport } from './deliver.ts';
import { fromJsonText } from './method.ts';

const mostSockets = 10;
const pingEvery = 5000;

/** What can go wrong with sockets: open ones cut, new ones refused, `apps.connections.open` denied, or a notice to reconnect. */
export type SocketFault = 'drop' | 'refuse' | 'invalid_auth' | 'warn';

export interface Sockets extends Transport {
  /** The address for one connection, or the refusal a fault asked for. */
  open(origin: string): string | 'invalid_auth';
  /** Takes a websocket upgrade of ours. `false`: not ours. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** `drop` cuts up to `count` open sockets now; the others meet the next `count` attempts. */
  fail(fault: SocketFault, count: number): void;
  clearFaults(): void;
  close(): void;
}

const ackShape = z.preprocess(
  fromJsonText,
  z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() }),
);

/** Slack's Socket Mode: each envelope goes to exactly one of the app's sockets. */
export function createSockets(appId: string): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const live: WebSocket[] = [];
  const waiting = new Map<string, (answer: Answer) => void>();
  const owed = { refuse: 0, invalid_auth: 0 };
  let turn = 0;

  const pings = setInterval(() => {
    for (const socket of live) socket.ping();
  }, pingEvery).unref();

  function welcome(socket: WebSocket): void {
    live.push(socket);
    socket.on('message', (data) => {
      const ack = ackShape.safeParse(String(data));
      if (ack.success) waiting.get(ack.data.envelope_id)?.({ kind: 'answered', body: ack.data.payload ?? '' });
    });
    socket.on('close', () => {
      const at = live.indexOf(socket);
      if (at >= 0) live.splice(at, 1);
    });
    socket.on('error', () => socket.terminate());
    const info = { host: 'playground', started: new Date().toISOString(), build_number: 1 };
    socket.send(
      JSON.stringify({
        type: 'hello',
        connection_info: { app_id: appId },
        num_connections: live.length,
        debug_info: { ...info, approximate_connection_time: 3600 },
      }),
    );
  }

  return {
    open(origin) {
      if (owed.invalid_auth > 0) {
        owed.invalid_auth -= 1;
        return 'invalid_auth';
      }
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `${origin.replace(/^http/, 'ws')}/_socket/?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname !== '/_socket/') return false;
      const known = tickets.delete(url.searchParams.get('ticket') ?? '');
      const refused = owed.refuse > 0;
      if (refused) owed.refuse -= 1;
      if (refused || !known || live.length >= mostSockets) {
        socket.end(`HTTP/1.1 ${refused ? '503 Service Unavailable' : '403 Forbidden'}\r\nconnection: close\r\n\r\n`);
        return true;
      }
      server.handleUpgrade(request, socket, head, welcome);
      return true;
    },
    deliver(delivery) {
      turn += 1;
      const socket = live[turn % Math.max(1, live.length)];
      if (socket === undefined) return Promise.resolve({ kind: 'unreachable' });
      const id = crypto.randomUUID();
      return new Promise((resolve) => {
        const finish = (answer: Answer) => {
          clearTimeout(timer);
          socket.off('close', lost);
          waiting.delete(id);
          resolve(answer);
        };
        const lost = () => finish({ kind: 'unreachable' });
        const timer = setTimeout(() => finish({ kind: 'timeout' }), patience);
        socket.once('close', lost);
        waiting.set(id, finish);
        socket.send(JSON.stringify(envelope(id, delivery)));
      });
    },
    fail(fault, count) {
      if (fault === 'drop') for (const socket of live.slice(0, count)) socket.terminate();
      else if (fault === 'warn') {
        const notice = { type: 'disconnect', reason: 'warning', debug_info: { host: 'playground' } };
        for (const socket of live.slice(0, count)) socket.send(JSON.stringify(notice));
      } else owed[fault] += count;
    },
    clearFaults() {
      owed.refuse = 0;
      owed.invalid_auth = 0;
    },
    close() {
      clearInterval(pings);
      for (const socket of live) socket.terminate();
      server.close();
    },
  };
}

function envelope(id: string, { kind, payload, retry }: Delivery) {
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: kind !== 'events_api',
    ...(kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}
