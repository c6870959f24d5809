import type { OwedEvent } from '#src/domain/incident/events/promises.ts';
import type { Obligation } from '#src/domain/incident/promises/obligations.ts';
import { reachedBy } from '#src/domain/incident/promises/overdue.ts';
import type { Policy } from '#src/domain/policy.ts';
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

function owedSince({ seq, at }: Unacknowledged, { alerts }: Policy): Obligation {
  const dueAt = at + alerts.acknowledge.value * minuteMs;
  return { key: `acknowledge.${seq}`, kind: 'acknowledge', since: at, dueAt, debtor: { onCall: true } };
}

/** The services it is about, as the rota and PagerDuty are asked for them. */
export function servicesOf({ service }: Pick<Alert, 'service'>): readonly string[] {
  return service === null ? [] : [service];
}

/** What the clock made of it up to `now` and nobody recorded yet: those on call are asked at once, and once it is missed the path is climbed until somebody acknowledges. */
export function overdue(alert: Alert, policy: Policy, now: number): readonly OwedEvent[] {
  const { unacknowledged: since } = alert;
  if (since === null) return [];
  const { key: obligation, kind, dueAt, debtor } = owedSince(since, policy);
  const about = { obligation, kind, dueAt };
  const services = servicesOf(alert);
  if (since.missedAt === null && dueAt > now) {
    const onCall = onCallFor(policy, services, 'primary', since.at);
    return since.asked ? [] : [{ type: 'obligation-reminded', v: 1, data: { ...about, debtor, onCall } }];
  }
  const reached = rungsLeft(since, policy)
    .map((rung) => ({ rung, at: reachesAt(rung, since, policy) }))
    .filter(({ at }) => at <= now)
    .map(({ rung, at }) => reachedBy(services, policy, rung, at));
  if (since.missedAt !== null && reached.length === 0) return [];
  return [{ type: 'obligation-missed', v: 1, data: { ...about, missedAt: dueAt, reached } }];
}

/** When the clock next has something to say of it (ms); `null`: nothing, as things stand. */
export function nextMoment({ unacknowledged: since }: Alert, policy: Policy): number | null {
  if (since === null) return null;
  if (since.missedAt === null) return since.asked ? owedSince(since, policy).dueAt : since.at;
  const [rung] = rungsLeft(since, policy);
  return rung === undefined ? null : reachesAt(rung, since, policy);
}

/** Whoever is on call is one of them where nobody was there to ask them in time. */
function rungsLeft({ asked, reached }: Unacknowledged, { escalation }: Policy): readonly number[] {
  const last = reached.at(-1)?.rung ?? (asked ? 0 : -1);
  return escalation.rungs.map((_, rung) => rung).filter((rung) => rung > last);
}

function reachesAt(rung: number, since: Unacknowledged, policy: Policy): number {
  const steps = Math.max(0, rung - 1);
  return owedSince(since, policy).dueAt + steps * policy.escalation.climb.value * minuteMs;
}
