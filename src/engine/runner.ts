import { setTimeout as delay } from 'node:timers/promises';
import { type AnyAttempt, type EffectKindDefinition, notYet, superseded } from '#src/define.ts';
import { changeBy, type Happened, type Subject } from '#src/domain/change.ts';
import { engineActor } from '#src/domain/people.ts';
import { partsOf, type StreamWord } from '#src/domain/streams.ts';
import { IntegrationError, StoreUnavailable } from '#src/errors.ts';
import { traceOf } from '#src/log.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Bucket, MessageRow, Work } from '#src/ports/store.ts';
import { within } from './deadline.ts';
import {
  asAsked,
  backOff,
  doneWith,
  failedWith,
  noLongerWanted,
  type Outcome,
  outcomeOfFailure,
  waitUntil,
} from './outcome.ts';
import { createTurns } from './turns.ts';

/** A claim that is not settled by then belongs to nobody. */
export const leaseMs = 30_000;
/** Shorter than the lease, so that an attempt ends before its row is given away; longer than any adapter's own deadline. */
const deadlineMs = 20_000;
/** What others write of the same thing meanwhile makes a result look again. */
const maxSettleTries = 20;
/** A database that restarts is back by then. */
const maxWriteTries = 5;
/** How long a row of an unknown kind is left to others. */
const otherVersionMs = 30_000;

/** How long a row waits for what must come first, before it looks again. */
export const notYetMs = 5_000;

export type Runner = (workId: string) => Promise<void>;

type Prepared = Omit<AnyAttempt, 'signal'>;

/**
 * Runs one attempt of one row: claim, is it still wanted, did it happen already, do it, write what came of it. Never throws: what cannot be written
 * now is found again when the lease ends.
 */
export function createRunner(deps: Deps, definitions: ReadonlyMap<string, EffectKindDefinition>): Runner {
  // Results of one thing arrive side by side: whoever writes one knows those before it.
  const inTurn = createTurns();
  return async (workId) => {
    const log = deps.log.child({ effect: workId });
    try {
      const claim = await deps.store.claim({
        work: workId,
        now: deps.clock.now(),
        wall: deps.wall.now(),
        leaseMs,
        buckets: (work, message) => bucketsOf(definitions.get(work.kind), work, message),
      });
      if (claim.kind !== 'claimed') return;
      const { work, message } = claim;
      const definition = definitions.get(work.kind);
      const subject = await subjectOf(deps, work);
      const prepared = { deps, work, payload: work.payload, subject, message };
      const outcome = definition ? await tryOnce(prepared, definition, deps, log) : notOurs(work, deps, log);
      await insist(() => hold(deps, bucketsOf(definition, work, message), outcome));
      await inTurn(work.stream, () => settle(deps, prepared, outcome, log));
      log.info(
        { cause: work.cause && traceOf(work.cause), attempt: work.attempt, state: outcome.how.state },
        'effect attempted',
      );
    } catch (error) {
      log.error({ error }, 'attempt not settled, it will be looked at again');
    }
  };
}

/** While two versions run side by side, the newer one knows what to do with it. */
function notOurs(work: Work, { clock }: Deps, log: Deps['log']): Outcome {
  log.error({ kind: work.kind }, 'no effect is defined for this kind');
  return waitUntil(clock.now() + otherVersionMs, work);
}

/** None for a row we cannot read: the attempt will say so. */
function bucketsOf(definition: EffectKindDefinition | undefined, work: Work, message: MessageRow | null) {
  try {
    return definition?.buckets(work, message) ?? [];
  } catch {
    return [];
  }
}

/** Whoever asked for quiet gets it from every row that draws on a bucket of the same call; a call without one holds its own row only. */
async function hold({ store }: Deps, buckets: readonly Bucket[], { hold: asked }: Outcome): Promise<void> {
  if (!asked) return;
  const meant = buckets.filter((bucket) => bucket.call === asked.call);
  for (const bucket of meant) await store.holdBucket(bucket.key, asked.until);
}

/** What effects are done for, by the first word of their stream. */
const subjects: Readonly<Record<StreamWord, (store: Deps['store'], number: number) => Promise<Subject | null>>> = {
  async inc(store, number) {
    const state = await store.incident(number, engineActor);
    return state && { of: 'inc', state };
  },
  async alert(store, number) {
    const state = await store.alert(number);
    return state && { of: 'alert', state };
  },
};

/** `null`: it is done for the bot itself. */
async function subjectOf({ store }: Deps, work: Work): Promise<Subject | null> {
  const parts = partsOf(work.stream);
  if (parts === null) return null;
  const subject = await subjects[parts.word](store, parts.number);
  if (!subject) throw new Error(`${work.id} belongs to nothing that has a record`);
  return subject;
}

async function tryOnce(
  prepared: Prepared,
  definition: EffectKindDefinition,
  { clock }: Deps,
  log: Deps['log'],
): Promise<Outcome> {
  const { work } = prepared;
  let begun = false;
  try {
    // One deadline for asking and doing together: the lease outlasts both.
    return await within(deadlineMs, definition.vendor, async (signal) => {
      const attempt = { ...prepared, signal };
      if (!definition.wanted(attempt)) return noLongerWanted;
      const known = await clearUp(attempt, definition, clock.now());
      if (known) return known;
      signal.throwIfAborted();
      begun = true;
      const done = await definition.perform(attempt);
      if (done === notYet) return waitUntil(clock.now() + notYetMs, work);
      return done === superseded ? noLongerWanted : doneWith(done);
    });
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    if (!(error instanceof IntegrationError)) log.error({ error }, 'effect has a fault');
    // Time ran out while asking: nothing new was sent, so no new doubt.
    if (!begun && error instanceof IntegrationError) return backOff({ ...work, error: error.code }, clock.now());
    return outcomeOfFailure(error, { work, definition, now: clock.now() });
  }
}

/** Did it happen already? `null`: no, or it does not matter; go on. */
async function clearUp(attempt: AnyAttempt, definition: EffectKindDefinition, now: number): Promise<Outcome | null> {
  const { work } = attempt;
  if (work.last !== 'ambiguous' || definition.class === 'idempotent') return null;
  if (definition.class === 'droppable') return noLongerWanted;
  try {
    const found = await definition.find(attempt);
    switch (found.kind) {
      case 'found':
        return doneWith(found.done);
      case 'safe-to-repeat':
        return null;
      case 'absent': {
        const certainAt = (work.ambiguousAt ?? now) + definition.settleMs;
        return now >= certainAt ? null : waitUntil(certainAt, work);
      }
      case 'cannot-tell':
        return definition.class === 'ask' ? failedWith('cannot-tell') : backOff(work, now);
    }
  } catch (error) {
    // A search that fails tells nothing of what it was for: the old doubt stays as it was.
    if (!(error instanceof IntegrationError)) throw error;
    if (error.retryAfterMs !== null) return asAsked(error, error.retryAfterMs, work, now);
    return backOff({ ...work, error: error.code }, now);
  }
}

async function settle(deps: Deps, attempt: Prepared, { how, done }: Outcome, log: Deps['log']): Promise<void> {
  const { work } = attempt;
  for (let tries = 0; tries < maxSettleTries; tries += 1) {
    const fresh = attempt.subject && (await insist(() => subjectOf(deps, work)));
    const happened = fresh && happenedTo(fresh, work, { how, done });
    const by = { actor: engineActor, at: deps.clock.now(), policy: deps.policy };
    const committed = await insist(() =>
      deps.store.commit({
        settle: { work: work.id, claim: work.claim, how, ...(done?.shown && { shown: done.shown }) },
        ...(done?.links && { links: done.links }),
        ...(happened && happened.events.length > 0 && { changes: [changeBy(happened, by)] }),
      }),
    );
    if (committed.kind === 'stored') {
      if (fresh === null && how.state === 'failed') log.warn({ code: how.error }, 'an effect of the bot itself failed');
      return deps.queue.wake(committed.wakes);
    }
    if (committed.kind !== 'conflict')
      return log.warn({ attempt: work.attempt }, 'attempt overtaken, or written already');
  }
  log.warn({ attempt: work.attempt }, 'result not written, too much else was');
}

/** A result is worth some patience: what is not written now is in doubt when the lease ends. The claim's number keeps a repetition from counting twice. */
async function insist<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries === maxWriteTries) throw error;
      await delay(tries * 200);
    }
  }
}

/** What the record of what it was done for says of it; `null`: nothing. */
function happenedTo(fresh: Subject, { id: effect, kind }: Work, { how, done }: Outcome): Happened | null {
  if (how.state === 'failed') {
    return { ...fresh, events: [{ type: 'effect-failed', v: 1, data: { effect, kind, code: how.error } }] };
  }
  if (how.state !== 'done') return null;
  return done?.happened?.(fresh) ?? { ...fresh, events: [{ type: 'effect-done', v: 1, data: { effect, kind } }] };
}
