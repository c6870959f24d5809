import type { Done, EffectKindDefinition } from '#src/define.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Settlement, Work } from '#src/ports/store.ts';
import { backoffMs } from './backoff.ts';

/** What an attempt came to, before it is written. */
export interface Outcome {
  readonly how: Settlement;
  readonly done: Done | null;
  /** The vendor asked for quiet: this bucket gives nothing until then (clock). */
  readonly hold?: number;
}

export function doneWith(done: Done): Outcome {
  return { how: { state: 'done' }, done };
}

export const noLongerWanted: Outcome = { how: { state: 'void' }, done: null };

export function failedWith(error: string): Outcome {
  return { how: { state: 'failed', error }, done: null };
}

/** Wait until `at` (clock) without counting: nothing was tried. */
export function waitUntil(at: number, { last, error }: Pick<Work, 'last' | 'error'>): Outcome {
  return { how: { state: 'ready', at, last, error, countsAsAttempt: false }, done: null };
}

/** Try again after the back-off that `work.attempt` has earned. */
export function backOff(work: Pick<Work, 'attempt' | 'last' | 'error'>, now: number): Outcome {
  const at = now + backoffMs(work.attempt);
  return { how: { state: 'ready', at, last: work.last, error: work.error, countsAsAttempt: true }, done: null };
}

/** What a failed attempt means for its row. Anything but an `IntegrationError` is a bug of ours: the row ends, a person may set it going again. */
export function outcomeOfFailure(
  error: unknown,
  { work, definition, now }: { readonly work: Work; readonly definition: EffectKindDefinition; readonly now: number },
): Outcome {
  if (!(error instanceof IntegrationError)) return failedWith('fault');
  const { code, ambiguous, retryable, retryAfterMs } = error;
  if (retryAfterMs !== null) {
    const until = now + retryAfterMs;
    return { ...waitUntil(until, { last: work.last, error: code }), hold: until };
  }
  if (!retryable && !ambiguous) return failedWith(code);
  if (!ambiguous || definition.class === 'idempotent') return backOff({ ...work, last: 'retryable', error: code }, now);
  if (definition.class === 'droppable') return noLongerWanted;
  return backOff({ ...work, last: 'ambiguous', error: code }, now);
}
