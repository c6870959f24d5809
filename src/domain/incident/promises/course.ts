import { addBusinessDays, morningOf, whenWorking } from '#src/domain/calendar.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Obligation, ObligationKind } from '#src/domain/promises/obligation.ts';
import type { Terms } from './terms.ts';

/** How an unkept promise goes on, by the clock alone. Times are milliseconds since the epoch. */

const minuteMs = 60_000;

/** What is owed after an incident waits for working hours: nobody is woken for a review. */
export const inBusinessDays: ReadonlySet<ObligationKind> = new Set([
  'schedule-review',
  'hold-review',
  'follow-up',
  'task',
]);

/** The rung that is told first once it is missed: whoever is on call was asked to acknowledge from the start. */
export function firstRung({ kind }: Pick<Obligation, 'kind'>): number {
  return kind === 'acknowledge' ? 1 : 0;
}

/**
 * When its debtor is reminded; `null`: it came to be owed later than that. To acknowledge one is asked at once; of what waits for working hours one is
 * reminded on the morning of the business day before, or on the morning itself.
 */
export function remindsAt({ kind, since, dueAt }: Obligation, { remind, calendar }: Terms): number | null {
  if (kind === 'acknowledge') return since;
  const byTheClock = dueAt - remind * minuteMs;
  const mornings = () => [morningOf(calendar, addBusinessDays(calendar, dueAt, -1)), morningOf(calendar, dueAt)];
  const moments = [
    ...(inBusinessDays.has(kind) ? mornings() : []),
    // Items of a checklist may be due within minutes.
    ...(inBusinessDays.has(kind) && kind !== 'task' ? [] : [byTheClock]),
  ];
  return moments.find((at) => at !== null && at > since && at < dueAt) ?? null;
}

/**
 * How many rungs of the escalation path hear of it. Of an item of a checklist none does while the incident is open: its debtor is told, and that is all.
 * Afterwards it climbs like everything else.
 */
export function rungsFor({ kind }: Obligation, incident: Incident, { rungs }: Terms): number {
  return kind === 'task' && isOpen(incident) ? 0 : rungs;
}

/** When it is missed: at its deadline, unless it came to be owed only later. */
export function missedAt({ since, dueAt }: Obligation): number {
  return Math.max(since, dueAt);
}

/** When `rung` of the escalation path is told, as long as it stays unkept. */
export function reachesAt(obligation: Obligation, rung: number, incident: Incident, terms: Terms): number {
  const { climb, calendar } = terms;
  const steps = rung - firstRung(obligation);
  const missed = missedAt(obligation);
  if (!waits(obligation, incident)) return missed + steps * climb * minuteMs;
  // A checklist concerned its debtor alone while the incident was open: it begins to climb when that is over.
  const quietUntil = obligation.kind === 'task' ? (incident.promises.resolved?.at ?? missed) : missed;
  const first = whenWorking(calendar, Math.max(missed, quietUntil));
  return steps > 0 ? addBusinessDays(calendar, first, steps) : first;
}

/** Whether it climbs in working hours only. */
function waits({ kind }: Obligation, incident: Incident): boolean {
  return inBusinessDays.has(kind) && !(kind === 'task' && isOpen(incident));
}

/** The newest moment up to `now` at which the status is posted (003, the order card): by the clock on the wall, so that all incidents have the same. */
export function tickUpTo(incident: Incident, now: number): number | null {
  const every = cadenceOf(incident);
  if (every === null) return null;
  const tick = Math.floor(now / every) * every;
  return tick > lastTick(incident) ? tick : null;
}

/** Whether its status is posted at `tick`, along with the others'. */
export function ticksAt(incident: Incident, tick: number): boolean {
  const every = cadenceOf(incident);
  return every !== null && tick % every === 0 && incident.promises.begun.at < tick;
}

/** The next one after the last. */
export function nextTick(incident: Incident): number | null {
  const every = cadenceOf(incident);
  return every === null ? null : (Math.floor(lastTick(incident) / every) + 1) * every;
}

/** How often its status is posted (ms); `null`: not at all. Nothing of a restricted incident stands in a room. */
export function cadenceOf(incident: Incident): number | null {
  const { terms } = incident.promises;
  if (terms === null || !isOpen(incident) || incident.restricted) return null;
  return terms.spans[incident.severity].internalUpdate * minuteMs;
}

function lastTick({ promises: { tick, begun } }: Incident): number {
  return Math.max(tick ?? 0, begun.at);
}
