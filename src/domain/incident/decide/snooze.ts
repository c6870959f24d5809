import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { canSnooze, snoozableTo } from '#src/domain/incident/promises/snooze.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events, refused, says } from './decision.ts';

/** What is owed is put off by so many ms. `kind`: which; `null`: what is due first of all that can be. */
export interface SnoozeCommand {
  readonly type: 'snooze';
  readonly kind: ObligationKind | null;
  readonly by: number;
  readonly why: Prose | null;
}

export function decideSnooze(state: Incident, { kind, by, why }: SnoozeCommand, { now }: Context): Decision {
  const { number, promises } = state;
  if (kind !== null && !canSnooze({ kind })) return refused({ code: 'never-snoozed', number, kind });
  const found = obligationsOf(state).find((one) => (kind === null ? canSnooze(one) : one.kind === kind));
  if (!found) return refused({ code: 'nothing-to-snooze', number, kind });
  if (why === null || !says(why)) return refused({ code: 'needs-reason', action: 'snooze', number });
  const { key, dueAt } = found;
  const until = dueAt + by;
  const latest = snoozableTo(state, found);
  const after = Math.max(dueAt, now);
  if (until > latest || until <= after) {
    const left = latest > after ? latest : null;
    const minutes = promises.terms?.snooze ?? 0;
    return refused({ code: 'snoozed-enough', number, kind: found.kind, latest: left, minutes });
  }
  const data = { obligation: key, kind: found.kind, dueAt, until, why };
  return events({ type: 'obligation-snoozed', v: 1, data });
}
