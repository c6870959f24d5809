import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Only our own files, and nothing from elsewhere but pictures the app shows. */
const policy = "default-src 'self'; img-src 'self' https: http: data:; base-uri 'none'; frame-ancestors 'none'";

/** Sends a file of the page: `/`, `/page/<file>`, and `/archives/…` and `/phone/…`, where links of Slack and PagerDuty point. `false`: not one of them. */
export async function sendPageFile(path: string, response: ServerResponse): Promise<boolean> {
  const isDoor = path === '/' || /^\/(?:archives|phone)\//.test(path);
  const name = isDoor ? 'index.html' : /^\/page\/([a-z-]+\.(?:css|js|svg))$/.exec(path)?.[1];
  if (name === undefined) return false;
  const body = await readFile(new URL(`./page/${name}`, import.meta.url)).catch(missing);
  if (body === null) return false;
  response.writeHead(200, {
    'content-type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
  return true;
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
