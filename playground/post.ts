import { Agent, request } from 'node:http';
import { fromJsonText } from './workspace/method.ts';

/** What came of a POST; `answered` with 2xx, `refused` with any other status. `body`: the parsed JSON, or the text as it was. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long to wait for the answer, wall milliseconds. */
  readonly patience: number;
}

// A kept connection would remember a bot that was killed in between.
const agent = new Agent({ keepAlive: false });

/** Tells the bot something, once, as a vendor does. Never throws. */
export function post(url: URL, { headers, body, patience }: Post): Promise<Posted> {
  return new Promise((resolve) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const text = Buffer.concat(chunks).toString('utf8');
        const isTaken = status >= 200 && status < 300;
        finish(isTaken ? { kind: 'answered', status, body: fromJsonText(text) } : { kind: 'refused', status });
      });
      response.on('error', () => finish({ kind: 'unreachable' }));
    });
    const timer = setTimeout(() => finish({ kind: 'timeout' }), patience);
    function finish(posted: Posted): void {
      clearTimeout(timer);
      resolve(posted);
      outgoing.destroy();
    }
    outgoing.on('error', () => finish({ kind: 'unreachable' }));
    outgoing.end(body);
  });
}
