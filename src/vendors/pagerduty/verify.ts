import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether PagerDuty sent this body: one of the signatures of `X-PagerDuty-Signature` is ours. There are several while a secret is being replaced. The
 * signature holds no time, so whoever has a delivery can send it again: that is told by its id.
 */
export function isSigned(header: string | undefined, body: Uint8Array, secret: string): boolean {
  const ours = Buffer.from(`v1=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = (header ?? '').split(',').map((one) => Buffer.from(one.trim()));
  return given.some((one) => one.length === ours.length && timingSafeEqual(one, ours));
}
