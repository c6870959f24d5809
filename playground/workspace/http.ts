import type { IncomingMessage, ServerResponse } from 'node:http';
import { fromJsonText } from './method.ts';
import type { Json } from './state.ts';

/** More than any honest call needs. */
const longestBody = 4 * 1024 * 1024;

/** The body as text, or `null` when it is longer than 4 MB. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  return (await readBytes(request))?.toString('utf8') ?? null;
}

/** The raw body, or `null` when it is longer than 4 MB. */
export async function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    length += piece.length;
    if (length > longestBody) return null;
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

/** The fields of a JSON or form body, or `null` when it is neither. */
export function readFields(request: IncomingMessage, body: string): Json | null {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (type !== 'application/json') return Object.fromEntries(new URLSearchParams(body));
  const value = body === '' ? {} : fromJsonText(body);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** `http://host:port` of ours, by the one name the app knows us by. */
export function originOf(request: IncomingMessage): string {
  return `http://${(request.headers.host ?? '127.0.0.1').replace(/^localhost(?=:|$)/, '127.0.0.1')}`;
}

/** A page elsewhere must not reach us through somebody's browser, by a foreign `Origin` or by a name that leads here. */
export function isOwnPage({ headers: { host, origin } }: IncomingMessage): boolean {
  const isLocal = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(host ?? '');
  return isLocal && (origin === undefined || origin === `http://${host}`);
}
