import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { events } from './schema.ts';

/** What the first event of a stream, and the first anchor, has for the hash of the one before it. */
export const genesis = '0'.repeat(64);

/** SHA-256 (hex) of the canonical JSON (RFC 8785) of everything an event row holds but its own hash. */
export function hashOf(event: Omit<typeof events.$inferSelect, 'hash'>): string {
  const { stream, seq, type, v, data, actor, at, policyHash, prevHash } = event;
  return digest({ stream, seq, type, v, data, actor, at, policyHash, prevHash });
}

/** SHA-256 (hex) of the canonical JSON of `value`. */
export function digest(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
