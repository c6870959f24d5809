import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Ids } from '#src/ports/deps.ts';
import type { Log } from '#src/ports/log.ts';
import { readBody } from './body.ts';

export interface HttpRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Called once the answer has left, or the one who asked is gone. */
  readonly sent?: () => void;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** How much of a body is read, where that is more than `HttpLimits` says. */
  readonly bodyBytes?: number;
  /** Called where there was more of a body than that. */
  readonly tooLarge?: () => void;
  handle(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpLimits {
  readonly bodyBytes: number;
  /** For a request to arrive whole, and for a route to answer it. */
  readonly requestMs: number;
  /** How long `close` waits for running requests. */
  readonly closeMs: number;
}

/** A megabyte holds the largest payload Slack sends (a view of 250 kB) with room; Slack itself gives up after 3 s, health probes sooner. */
export const httpLimits: HttpLimits = { bodyBytes: 1_048_576, requestMs: 10_000, closeMs: 10_000 };

export interface HttpServer {
  /** Resolves once connections are accepted; port 0 takes a free one. */
  listen(port: number, host: string): Promise<void>;
  /** `http://host:port`; throws before `listen`. */
  url(): string;
  /** Accepts nothing more and resolves when running requests are answered, or after `closeMs`. */
  close(): Promise<void>;
}

/**
 * The server in front of every door. Routes are found by method and path (GET routes answer HEAD too) and get the raw body. It answers 404, 405,
 * 413 and 503 (no answer in time) itself; a route that throws is answered 500 with an id that stands in the log beside the error.
 */
export function createHttpServer(options: {
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly ids: Ids;
  readonly limits?: HttpLimits;
}): HttpServer {
  const { routes, log, ids, limits = httpLimits } = options;
  let closing = false;

  const server = createServer(
    {
      requestTimeout: limits.requestMs,
      headersTimeout: limits.requestMs,
      connectionsCheckingInterval: 1_000,
      // Longer than the 60 s after which load balancers drop an idle connection: the one who drops it must not be us, while a request is on its way.
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      serve(request, response).catch((error) => {
        log.error({ err: error }, 'an http answer could not be sent');
        response.destroy();
      });
    },
  );

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await answerTo(request);
    if (response.closed) return answer.sent?.();
    if (closing || !request.complete) response.setHeader('connection', 'close');
    response.once('close', () => answer.sent?.());
    response.writeHead(answer.status, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': Buffer.byteLength(answer.body),
      ...answer.headers,
    });
    response.end(answer.body);
  }

  async function answerTo(request: IncomingMessage): Promise<HttpAnswer> {
    const path = request.url?.split('?', 1)[0];
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const here = routes.filter((route) => route.path === path);
    const route = here.find((one) => one.method === method);
    if (here.length === 0) return { status: 404, body: 'There is nothing here.\n' };
    if (!route) {
      return { status: 405, headers: { allow: here.map((one) => one.method).join(', ') }, body: 'Not this way.\n' };
    }
    try {
      const { bodyBytes = limits.bodyBytes } = route;
      const body = await readBody(request, bodyBytes);
      if (body === 'too-large') {
        const announced = Number(request.headers['content-length'] ?? Number.NaN);
        log.warn({ path: route.path, bytes: announced || null, limit: bodyBytes }, 'a body was too large to be read');
        route.tooLarge?.();
        return { status: 413, body: `At most ${bodyBytes} bytes are read.\n` };
      }
      if (body === 'broken-off') return { status: 400, body: 'The request ended early.\n' };
      return await inTime(route.handle({ headers: request.headers, body }));
    } catch (error) {
      const id = ids.next();
      log.error({ err: error, fault: id, path: route.path }, 'http route failed');
      return { status: 500, body: `Something is wrong on our side. The log knows it as ${id}.\n` };
    }
  }

  async function inTime(work: Promise<HttpAnswer>): Promise<HttpAnswer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, limits.requestMs, 'late');
    });
    const answer = await Promise.race([work, late]).finally(() => clearTimeout(timer));
    if (answer !== 'late') return answer;
    // What the route still brings goes nowhere, but it must hear that nobody waits.
    void work.then(
      (unused) => unused.sent?.(),
      (error) => log.error({ err: error }, 'http route failed after its deadline'),
    );
    return { status: 503, body: 'No answer in time.\n' };
  }

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve();
        });
      }),
    url() {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the http server is not listening');
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      return `http://${host}:${address.port}`;
    },
    close: () =>
      new Promise((resolve) => {
        closing = true;
        const giveUp = setTimeout(() => server.closeAllConnections(), limits.closeMs);
        server.close(() => {
          clearTimeout(giveUp);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
