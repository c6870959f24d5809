import type { Moved } from '#src/domain/incident/events/promises.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';
import { obligationsOf } from './obligations.ts';

/**
 * The deadlines that stand elsewhere once other rules hold, or would without grace. Nobody is late by a rule that was not there yesterday: what the new
 * rules would have made due by `now`, or at once, gets a whole new span from now on, and what they make due any moment the time of a reminder; neither
 * more than it had.
 */
export function movedDeadlines(before: Incident, after: Incident, now: number): readonly Moved[] {
  const old = new Map(obligationsOf(before).map((one) => [one.key, one.dueAt]));
  return obligationsOf(after).flatMap((one) => {
    const from = old.get(one.key) ?? null;
    const to = fair(one, { from, now, remind: (after.promises.terms?.remind ?? 0) * minuteMs });
    const grace = to !== one.dueAt;
    return to === from && !grace ? [] : [{ obligation: one.key, kind: one.kind, from, to, grace }];
  });
}

function fair(
  { since, dueAt }: Obligation,
  { from, now, remind }: { readonly from: number | null; readonly now: number; readonly remind: number },
): number {
  // What came to be owed this very moment has its span already.
  if (from === null && since >= now) return dueAt;
  const whole = Math.max(0, dueAt - since);
  const atLeast = now + (dueAt > now ? Math.min(remind, whole) : whole);
  return Math.max(dueAt, Math.min(atLeast, from ?? Number.POSITIVE_INFINITY));
}

const minuteMs = 60_000;
