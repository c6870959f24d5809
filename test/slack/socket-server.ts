import { once } from 'node:events';
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

/** How `apps.connections.open` answers. */
export type Opening = 'ok' | 'invalid_auth' | 'http_500' | 'reset' | 'dead-url' | 'ratelimited';

/** Slack's end of Socket Mode: `apps.connections.open` and the sockets behind the URL it gives. */
export async function socketServer() {
  const openings: Opening[] = [];
  const asked: Opening[] = [];
  const sockets: WebSocket[] = [];
  const received: unknown[] = [];
  let pongs = 0;
  let watchers: readonly (() => void)[] = [];
  const changed = () => {
    for (const watch of watchers) watch();
  };

  const http = createServer((request, response) => {
    const how = openings.shift() ?? 'ok';
    asked.push(how);
    request.resume();
    const answer = (status: number, body: object, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    if (how === 'reset') response.destroy();
    else if (how === 'http_500') answer(500, {});
    else if (how === 'ratelimited') answer(429, {}, { 'retry-after': '17' });
    else if (how === 'invalid_auth') answer(200, { ok: false, error: 'invalid_auth' });
    else answer(200, { ok: true, url: how === 'dead-url' ? 'ws://127.0.0.1:1/' : `ws://127.0.0.1:${port()}/link` });
    changed();
  });
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.length }));
    socket.on('message', (data) => {
      received.push(JSON.parse(data.toString()));
      changed();
    });
    socket.on('pong', () => {
      pongs += 1;
      changed();
    });
    socket.on('close', changed);
    changed();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const port = () => z.object({ port: z.number() }).parse(http.address()).port;

  return {
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    /** What the next calls of `apps.connections.open` meet; then `ok`. */
    openings,
    asked,
    /** Every socket ever opened, oldest first. */
    sockets,
    /** What the bot sent, oldest first. */
    received,
    /** How many of our pings it answered. */
    pongs: () => pongs,
    /** Resolves as soon as something here changed so that `test` holds. */
    until: (test: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!test()) return;
          watchers = watchers.filter((other) => other !== look);
          resolve();
        };
        watchers = [...watchers, look];
        look();
      }),
    async close() {
      for (const socket of sockets) socket.terminate();
      server.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}
