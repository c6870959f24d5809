import type { Attempt, EffectKindDefinition } from '#src/define.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Work } from '#src/ports/store.ts';
import { within } from './deadline.ts';
import { backOff, doneWith, failedWith, noLongerWanted, type Outcome, outcomeOfFailure, waitUntil } from './outcome.ts';

/** A claim that is not settled by then belongs to nobody. */
export const leaseMs = 30_000;
/** Shorter than the lease, so that an attempt ends before its row is given away; longer than any adapter's own deadline. */
const deadlineMs = 20_000;
/** Results of one incident arrive side by side and each makes the others look again. */
const maxSettleTries = 20;

export type Runner = (workId: string) => Promise<void>;

/**
 * Runs one attempt of one row: claim, is it still wanted, did it happen already, do it, write what came of it. Never throws: what cannot be written
 * now is found again when the lease ends.
 */
export function createRunner(deps: Deps, definitions: ReadonlyMap<string, EffectKindDefinition>): Runner {
  function definitionOf(work: Work): EffectKindDefinition {
    const definition = definitions.get(work.kind);
    if (!definition) throw new Error(`no effect is defined for ${work.kind}`);
    return definition;
  }

  return async (workId) => {
    const log = deps.log.child({ effect: workId });
    try {
      const claim = await deps.store.claim({
        work: workId,
        now: deps.clock.now(),
        wall: deps.wall.now(),
        leaseMs,
        buckets: (work, message) => definitionOf(work).buckets(work, message),
      });
      if (claim.kind !== 'claimed') return;
      const { work, message } = claim;
      const definition = definitionOf(work);
      const incident = await incidentOf(deps, work);
      const attempt = { deps, work, payload: work.payload, incident, message };
      const outcome = await tryOnce(attempt, definition, deps, log);
      if (outcome.hold !== undefined) {
        const bucket = definition.buckets(work, message)[0];
        if (bucket) await deps.store.holdBucket(bucket.key, outcome.hold);
      }
      await settle(deps, attempt, outcome, log);
      log.info({ attempt: work.attempt, state: outcome.how.state }, 'effect attempted');
    } catch (error) {
      log.error({ error }, 'attempt not settled, it will be looked at again');
    }
  };
}

async function incidentOf({ store }: Deps, work: Work): Promise<Incident> {
  const incident = await store.incident(Number(work.stream.slice('inc-'.length)), engineActor);
  if (!incident) throw new Error(`${work.id} belongs to no incident`);
  return incident;
}

async function tryOnce(
  attempt: Attempt<unknown>,
  definition: EffectKindDefinition,
  { clock }: Deps,
  log: Deps['log'],
): Promise<Outcome> {
  const { work } = attempt;
  try {
    if (!definition.wanted(attempt)) return noLongerWanted;
    if (work.last === 'ambiguous' && definition.class !== 'idempotent') {
      const known = await clearUp(attempt, definition, clock.now());
      if (known) return known;
    }
    return doneWith(await within(deadlineMs, definition.vendor, definition.perform(attempt)));
  } catch (error) {
    if (!(error instanceof IntegrationError)) log.error({ error }, 'effect has a fault');
    return outcomeOfFailure(error, { work, definition, now: clock.now() });
  }
}

/** Did it happen already? `null`: no, or it does not matter; go on. */
async function clearUp(
  attempt: Attempt<unknown>,
  definition: EffectKindDefinition,
  now: number,
): Promise<Outcome | null> {
  const { work } = attempt;
  if (definition.class === 'droppable') return noLongerWanted;
  const found = await search(attempt, definition);
  switch (found.kind) {
    case 'found':
      return doneWith(found.done);
    case 'safe-to-repeat':
      return null;
    case 'absent': {
      const certainAt = (work.ambiguousAt ?? now) + definition.settleMs;
      return now >= certainAt ? null : waitUntil(certainAt, work);
    }
    case 'asked-to-wait':
      return waitUntil(now + found.forMs, work);
    case 'cannot-tell':
      return definition.class === 'ask' ? failedWith('cannot-tell') : backOff(work, now);
  }
}

/** A search that fails tells nothing: the doubt stays. */
async function search(attempt: Attempt<unknown>, definition: EffectKindDefinition) {
  try {
    return await within(deadlineMs, definition.vendor, definition.find(attempt));
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return error.retryAfterMs === null
      ? ({ kind: 'cannot-tell' } as const)
      : ({ kind: 'asked-to-wait', forMs: error.retryAfterMs } as const);
  }
}

async function settle(deps: Deps, attempt: Attempt<unknown>, { how, done }: Outcome, log: Deps['log']): Promise<void> {
  const { work } = attempt;
  let fresh = attempt.incident;
  for (let tries = 0; tries < maxSettleTries; tries += 1) {
    const events = eventsOf(work, { how, done }, fresh);
    const by = { actor: engineActor, at: deps.clock.now(), policyHash: deps.policy.hash };
    const committed = await deps.store.commit({
      settle: { work: work.id, claim: work.claim, how, ...(done?.shown && { shown: done.shown }) },
      ...(done?.links && { links: done.links }),
      ...(events.length > 0 && { change: changeOf(fresh, events, by) }),
    });
    if (committed.kind === 'stored') return deps.queue.wake(committed.wakes);
    if (committed.kind !== 'conflict')
      return log.warn({ attempt: work.attempt }, 'attempt overtaken, its result is dropped');
    fresh = await incidentOf(deps, work);
  }
  log.warn({ attempt: work.attempt }, 'result not written, too much else was');
}

function eventsOf(work: Work, { how, done }: Outcome, fresh: Incident): readonly IncidentEvent[] {
  const { id: effect, kind } = work;
  if (how.state === 'failed') return [{ type: 'effect-failed', v: 1, data: { effect, kind, code: how.error } }];
  if (how.state !== 'done') return [];
  return done?.events?.(fresh) ?? [{ type: 'effect-done', v: 1, data: { effect, kind } }];
}
