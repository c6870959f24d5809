import type { Policy } from '#src/domain/policy.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';
import type { OwedEvent } from '#src/domain/promises/owed.ts';
import { reachedBy } from '#src/domain/promises/rungs.ts';
import { onCallFor } from '#src/domain/rota.ts';
import type { Alert, Unacknowledged } from './state.ts';

const minuteMs = 60_000;

/** Runbook 003: "On-call acknowledges within 5 minutes". What a critical alert promises as long as nobody has it in hand; `null`: nothing. */
export function acknowledgementOf(
  { unacknowledged }: Pick<Alert, 'unacknowledged'>,
  policy: Policy,
): Obligation | null {
  return unacknowledged && owedSince(unacknowledged, policy);
}

function owedSince({ seq, at, askedAt }: Unacknowledged, { alerts }: Policy): Obligation {
  const dueAt = (askedAt ?? at) + alerts.acknowledge.value * minuteMs;
  return { key: `acknowledge.${seq}`, kind: 'acknowledge', since: at, dueAt, debtor: { onCall: true } };
}

/** The services it is about, as the rota and PagerDuty are asked for them. */
export function servicesOf({ service }: Pick<Alert, 'service'>): readonly string[] {
  return service === null ? [] : [service];
}

/** What the clock made of it up to `now` and nobody recorded yet: those on call are asked at once, and once they let it pass the path is climbed until somebody acknowledges. */
export function overdue(alert: Alert, policy: Policy, now: number): readonly OwedEvent[] {
  const { unacknowledged: since } = alert;
  if (since === null) return [];
  return since.askedAt === null ? asking(alert, since, policy, now) : missed(alert, since, policy, now);
}

function asking(alert: Alert, since: Unacknowledged, policy: Policy, askedAt: number): readonly OwedEvent[] {
  const { key: obligation, kind, dueAt, debtor } = owedSince({ ...since, askedAt }, policy);
  const onCall = onCallFor(policy, servicesOf(alert), 'primary', askedAt);
  return [{ type: 'obligation-reminded', v: 1, data: { obligation, kind, dueAt, debtor, onCall } }];
}

function missed(alert: Alert, since: Unacknowledged, policy: Policy, now: number): readonly OwedEvent[] {
  const { key: obligation, kind, dueAt } = owedSince(since, policy);
  if (dueAt > now) return [];
  const services = servicesOf(alert);
  const reached = rungsLeft(since, policy)
    .map((rung) => ({ rung, at: reachesAt(rung, since, policy) }))
    .filter(({ at }) => at <= now)
    .map(({ rung, at }) => reachedBy(services, policy, rung, at));
  if (since.missedAt !== null && reached.length === 0) return [];
  return [{ type: 'obligation-missed', v: 1, data: { obligation, kind, dueAt, missedAt: dueAt, reached } }];
}

/** When the clock next has something to say of it (ms); `null`: nothing, as things stand. */
export function nextMoment({ unacknowledged: since }: Alert, policy: Policy): number | null {
  if (since === null) return null;
  if (since.askedAt === null) return since.at;
  if (since.missedAt === null) return owedSince(since, policy).dueAt;
  const [rung] = rungsLeft(since, policy);
  return rung === undefined ? null : reachesAt(rung, since, policy);
}

/** Whoever is on call was asked before. */
function rungsLeft({ reached }: Unacknowledged, { escalation }: Policy): readonly number[] {
  const last = reached.at(-1)?.rung ?? 0;
  return escalation.rungs.map((_, rung) => rung).filter((rung) => rung > last);
}

function reachesAt(rung: number, since: Unacknowledged, policy: Policy): number {
  return owedSince(since, policy).dueAt + (rung - 1) * policy.escalation.climb.value * minuteMs;
}
