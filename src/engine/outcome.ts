import type { AnyDone, EffectKindDefinition } from '#src/define.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Settlement, Work } from '#src/ports/store.ts';
import { backoffMs } from './backoff.ts';

/** What an attempt came to, before it is written. */
export interface Outcome {
  readonly how: Settlement;
  readonly done: AnyDone | null;
  /** The vendor asked for quiet: nothing more of this call until then (clock). */
  readonly hold?: { readonly call: string | null; readonly until: number };
}

/** What is known of earlier attempts, and goes on to the next one. */
type Known = Pick<Work, 'attempt' | 'last' | 'error' | 'ambiguousAt'>;

export function doneWith(done: AnyDone): Outcome {
  return { how: { state: 'done' }, done };
}

export const noLongerWanted: Outcome = { how: { state: 'void' }, done: null };

export function failedWith(error: string): Outcome {
  return { how: { state: 'failed', error }, done: null };
}

/** Wait until `at` (clock) without counting: nothing was tried. */
export function waitUntil(at: number, { last, error, ambiguousAt }: Known): Outcome {
  return { how: { state: 'ready', at, last, error, ambiguousAt, countsAsAttempt: false }, done: null };
}

/** Try again after the back-off that `known.attempt` has earned. */
export function backOff({ attempt, last, error, ambiguousAt }: Known, now: number): Outcome {
  const at = now + backoffMs(attempt);
  return { how: { state: 'ready', at, last, error, ambiguousAt, countsAsAttempt: true }, done: null };
}

/** As the vendor asked: wait, and leave that call alone. */
export function asAsked(error: IntegrationError, forMs: number, work: Work, now: number): Outcome {
  const until = now + forMs;
  return { ...waitUntil(until, { ...work, error: error.code }), hold: { call: error.call, until } };
}

/** What a failed attempt means for its row. Anything but an `IntegrationError` is a bug of ours: the row ends, a person may set it going again. */
export function outcomeOfFailure(
  error: unknown,
  { work, definition, now }: { readonly work: Work; readonly definition: EffectKindDefinition; readonly now: number },
): Outcome {
  if (!(error instanceof IntegrationError)) return failedWith('fault');
  const { code, ambiguous, retryable, retryAfterMs } = error;
  if (retryAfterMs !== null) return asAsked(error, retryAfterMs, work, now);
  if (!retryable && !ambiguous) return failedWith(code);
  const known = { attempt: work.attempt, error: code };
  // A clear failure now does not tell how the doubtful call before it ended.
  if (!ambiguous && work.last === 'ambiguous') return backOff({ ...work, error: code }, now);
  if (!ambiguous || definition.class === 'idempotent')
    return backOff({ ...known, last: 'retryable', ambiguousAt: null }, now);
  if (definition.class === 'droppable') return noLongerWanted;
  return backOff({ ...known, last: 'ambiguous', ambiguousAt: now }, now);
}
