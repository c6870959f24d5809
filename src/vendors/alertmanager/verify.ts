import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether the header `Authorization` carries this token. In constant time: how long it takes says nothing of the token. */
export function hasToken(authorization: string | undefined, token: string): boolean {
  const [, shown] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return shown !== undefined && timingSafeEqual(digest(shown), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
