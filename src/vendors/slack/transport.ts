import { z } from 'zod';

/** An answer that is not what Slack answers: a proxy's page, half a body, nothing. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** Seconds to wait when a rate limit does not say how long: Slack's windows are a minute. */
const unsaidRetryAfter = 30;

const answer = z.object({ ok: z.boolean() });

/**
 * `fetch` for the SDK, which by itself takes a body that is not JSON for Slack's error code, and a 429 without `Retry-After` for a failure without a
 * kind. Reads the whole body, so that a connection lost within it fails here, under the deadline.
 */
export async function slackFetch(
  url: string | URL,
  init?: Pick<RequestInit, 'method' | 'headers' | 'body' | 'redirect' | 'signal'>,
): Promise<Response> {
  const response = await fetch(url, init);
  const body = await response.text();
  const headers = new Headers(response.headers);
  if (response.status === 429) headers.set('retry-after', String(retryAfterOf(response)));
  if (response.status === 200) mustBeAnswer(body);
  return new Response(body || null, { status: response.status, headers });
}

/** Seconds, at least one. */
export function retryAfterOf({ headers }: Response): number {
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  return Number.isNaN(seconds) ? unsaidRetryAfter : Math.max(seconds, 1);
}

function mustBeAnswer(body: string): void {
  try {
    answer.parse(JSON.parse(body));
  } catch (error) {
    throw new UnreadableAnswer('not an answer of Slack', { cause: error });
  }
}
