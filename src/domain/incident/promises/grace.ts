import type { Moved } from '#src/domain/incident/events/promises.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Obligation, obligationsOf } from './obligations.ts';

/**
 * The deadlines that stand elsewhere once other rules hold, or would without grace. Nobody is late by a rule that was not there yesterday: what the new rules would have made
 * due by `now`, or at once, gets a whole new span from now on, but never longer than it had.
 */
export function movedDeadlines(before: Incident, after: Incident, now: number): readonly Moved[] {
  const old = new Map(obligationsOf(before).map((one) => [one.key, one.dueAt]));
  return obligationsOf(after).flatMap((one) => {
    const from = old.get(one.key) ?? null;
    const to = fair(one, from, now);
    const grace = to !== one.dueAt;
    return to === from && !grace ? [] : [{ obligation: one.key, kind: one.kind, from, to, grace }];
  });
}

function fair({ since, dueAt }: Obligation, from: number | null, now: number): number {
  if (dueAt > now) return dueAt;
  // What came to be owed this very moment has its span already.
  if (from === null && since >= now) return dueAt;
  return Math.max(dueAt, Math.min(now + Math.max(0, dueAt - since), from ?? Number.POSITIVE_INFINITY));
}
