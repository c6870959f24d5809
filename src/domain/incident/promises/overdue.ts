import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';
import { reachedBy } from '#src/domain/promises/rungs.ts';
import { onCallFor } from '#src/domain/rota.ts';
import { firstRung, missedAt, nextTick, reachesAt, remindsAt, rungsFor } from './course.ts';
import { obligationsOf } from './obligations.ts';
import type { Terms } from './terms.ts';

/** What the clock made of the promises of `incident` up to `now` and nobody recorded yet, in the order in which it happened. */
export function overdue(incident: Incident, policy: Policy, now: number): readonly IncidentEvent[] {
  const { terms } = incident.promises;
  if (terms === null) return [];
  return obligationsOf(incident)
    .flatMap((one) => missed(incident, one, terms, policy, now) ?? reminded(incident, one, terms, policy, now) ?? [])
    .toSorted((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** Whether it waits for an acknowledgement that should have come by now. */
export function isAcknowledgementMissed(incident: Incident): boolean {
  const { missed } = incident.promises;
  return obligationsOf(incident).some(({ key, kind }) => kind === 'acknowledge' && missed[key] !== undefined);
}

/** When the clock next has something to say of its promises (ms); `null`: nothing, as things stand. */
export function nextMoment(incident: Incident): number | null {
  const { terms } = incident.promises;
  if (terms === null) return null;
  const moments = obligationsOf(incident).flatMap((one) => nextOf(incident, one, terms) ?? []);
  const tick = nextTick(incident);
  return tick === null && moments.length === 0 ? null : Math.min(tick ?? Number.POSITIVE_INFINITY, ...moments);
}

interface Dated {
  readonly at: number;
  readonly event: IncidentEvent;
}

function missed(incident: Incident, obligation: Obligation, terms: Terms, policy: Policy, now: number): Dated | null {
  const passed = rungsLeft(incident, obligation, terms).filter(
    (rung) => reachesAt(obligation, rung, incident, terms) <= now,
  );
  const first = passed[0];
  if (first === undefined) return null;
  const { key, kind, dueAt } = obligation;
  const reached = passed
    .filter((rung) => rung < rungsFor(obligation, incident, terms))
    .map((rung) => reachedBy(incident.services, policy, rung, reachesAt(obligation, rung, incident, terms)));
  const data = { obligation: key, kind, dueAt, missedAt: missedAt(obligation), reached };
  return { at: reachesAt(obligation, first, incident, terms), event: { type: 'obligation-missed', v: 1, data } };
}

/** Rungs not told of this deadline yet. That it is missed is recorded also where the path has no rung for it. */
function rungsLeft(incident: Incident, obligation: Obligation, terms: Terms): readonly number[] {
  const { key, dueAt } = obligation;
  const rungs = rungsFor(obligation, incident, terms);
  const told = incident.promises.missed[key];
  const first = firstRung(obligation);
  const counts = told?.dueAt === dueAt;
  const next = counts ? Math.max(told.rung + 1, first) : first;
  const last = counts ? rungs - 1 : Math.max(rungs - 1, first);
  return Array.from({ length: Math.max(0, last - next + 1) }, (_, index) => next + index);
}

function reminded(incident: Incident, obligation: Obligation, terms: Terms, policy: Policy, now: number): Dated | null {
  const at = reminderLeft(incident, obligation, terms);
  if (at === null || at > now) return null;
  const { key, kind, dueAt, debtor } = obligation;
  const onCall = 'onCall' in debtor ? onCallFor(policy, incident.services, 'primary', at) : null;
  const data = { obligation: key, kind, dueAt, debtor, onCall };
  return { at, event: { type: 'obligation-reminded', v: 1, data } };
}

/** Nobody is reminded twice of one deadline, nor of one that is missed. */
function reminderLeft({ promises }: Incident, obligation: Obligation, terms: Terms): number | null {
  const { key, dueAt } = obligation;
  if (promises.reminded[key] === dueAt || promises.missed[key]?.dueAt === dueAt) return null;
  return remindsAt(obligation, terms);
}

function nextOf(incident: Incident, obligation: Obligation, terms: Terms): number | null {
  const [rung] = rungsLeft(incident, obligation, terms);
  const climbs = rung === undefined ? null : reachesAt(obligation, rung, incident, terms);
  const reminds = reminderLeft(incident, obligation, terms);
  if (climbs === null || reminds === null) return climbs ?? reminds;
  return Math.min(climbs, reminds);
}
