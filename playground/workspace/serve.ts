import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { sendJson } from './http.ts';

/** Something that answers some of a server's routes; the first one that does not say `false` has answered. */
export interface Mounted {
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface Served {
  /** `http://127.0.0.1:<port>`, without a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves them all on 127.0.0.1; port 0 takes a free one. What a handler throws is a 500 and a line on stderr. */
export async function serve(mounted: readonly Mounted[], port = 0): Promise<Served> {
  const server = createServer((request, response) => {
    answer(mounted, request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { ok: false, error: String(error) });
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (!mounted.some((one) => one.upgrade?.(request, socket, head) === true)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${isAddressInfo(address) ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(mounted: readonly Mounted[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const one of mounted) {
    if (await one.handle(request, response)) return;
  }
  sendJson(response, 404, { ok: false, error: `there is nothing at ${request.method} ${request.url}` });
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
