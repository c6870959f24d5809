import { z } from 'zod';
import { IntegrationError, type IntegrationFault } from '#src/errors.ts';
import { neverSent } from '#src/vendors/never-sent.ts';

/** PagerDuty's error codes that mean something of their own to us. */
const codes: ReadonlyMap<number, string> = new Map([
  [1001, 'already-resolved'],
  [1002, 'already-acknowledged'],
  [1005, 'changed-meanwhile'],
  [1015, 'nobody-on-call'],
  [2001, 'invalid'],
  // A key that is taken, among others.
  [2002, 'invalid'],
  [2014, 'ability-missing'],
  [2016, 'timeout'],
  [2020, 'rate-limited'],
  [2100, 'not-found'],
]);

/** What PagerDuty says where it does not say how long to wait (seconds): its limits are counted by the minute. */
const defaultWait = 30;

const body = z.object({ error: z.object({ code: z.number().optional() }) });

/** An answer with a status of 400 or more. `writes`: the call changes something, so an answer that settles nothing leaves a doubt. */
export function refusal(status: number, answer: unknown, reset: string | null, writes: boolean): IntegrationError {
  const said = body.safeParse(answer).data?.error.code;
  const code = (said !== undefined && codes.get(said)) || `http_${status}`;
  if (status === 429 || code === 'rate-limited') return rateLimited(reset);
  if (code === 'changed-meanwhile') return fault(code, { retryable: true, ambiguous: false });
  const inDoubt = status >= 500 || status === 408 || code === 'timeout';
  return fault(code, { retryable: inDoubt, ambiguous: inDoubt && writes });
}

/** `reset`: the header `ratelimit-reset`, in seconds; it may be missing. */
function rateLimited(reset: string | null): IntegrationError {
  const seconds = Number(reset);
  const wait = reset !== null && Number.isFinite(seconds) && seconds >= 0 ? Math.max(1, seconds) : defaultWait;
  return fault('rate-limited', { retryable: true, ambiguous: false, retryAfterMs: wait * 1_000 });
}

/** No answer, or none that can be read. */
export function noAnswer(error: unknown, writes: boolean): IntegrationError {
  const code = socketCodeOf(error);
  if (neverSent.has(code)) return fault('unreachable', { retryable: true, ambiguous: false, cause: error });
  // It was taken elsewhere, where nothing of ours is: following it would make a question of what was to be done.
  if (typeOf(error) === 'no-redirect') return fault('redirected', { retryable: false, ambiguous: false, cause: error });
  const timeout = error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
  return fault(timeout ? 'timeout' : 'reset', { retryable: true, ambiguous: writes, cause: error });
}

/** An answer that is not what was asked for. */
export function unreadable(cause: unknown, writes: boolean): IntegrationError {
  return fault('unreadable', { retryable: true, ambiguous: writes, cause });
}

/** node-fetch puts the socket's code on its own error. */
function socketCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function typeOf(error: unknown): string {
  return error instanceof Error && 'type' in error ? String(error.type) : '';
}

function fault(code: string, rest: Pick<IntegrationFault, 'retryable' | 'ambiguous' | 'retryAfterMs' | 'cause'>) {
  return new IntegrationError({ vendor: 'pagerduty', code, ...rest });
}
