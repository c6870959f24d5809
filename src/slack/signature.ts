import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type SignatureFault = 'unsigned' | 'stale' | 'wrong-signature';

/** Slack's own limit for old requests; we hold future ones to it as well, so that a signed request is worth nothing five minutes later. */
const toleranceMs = 300_000;

/**
 * Whether a request comes from Slack: its v0 signature over the raw body, and a timestamp within 300 s of `now` (ms, wall) either way.
 * `null` when all is well.
 */
export function signatureFault(
  request: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
  secret: string,
  now: number,
): SignatureFault | null {
  const timestamp = request.headers['x-slack-request-timestamp'];
  const signature = request.headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return 'unsigned';
  if (Math.abs(now - Number(timestamp) * 1_000) > toleranceMs) return 'stale';
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(request.body).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? null : 'wrong-signature';
}
