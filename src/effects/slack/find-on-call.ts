import { z } from 'zod';
import { defineAlertEffect } from '#src/define.ts';
import { acknowledgementOf, servicesOf } from '#src/domain/alert/acknowledgement.ts';
import type { RecordedAlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { emailsOnCall, type OnCall } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { emailsReached } from '#src/effects/_asked/asked.ts';
import { calledNow } from '#src/effects/_asked/called.ts';
import { peopleWith } from '#src/effects/_asked/people.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';

/** Who in Slack is to acknowledge an alert, or hears that nobody did, and that they are told below its card. */
export const findOnCall = defineAlertEffect({
  kind: 'slack.find-on-call',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [lookupLimit],
  wanted: ({ alert }) => alert.unacknowledged !== null,
  async perform({ deps, signal, alert, payload }) {
    const recorded = await deps.store.alertEvents(alert.stream);
    const of = recorded.find(({ seq }) => seq === payload.of);
    const meant = of && meantBy(of, alert, deps.policy, await deps.store.onCall());
    if (!meant) throw new Error(`${alert.stream}: event ${payload.of} is about no promise`);
    const called = meant.told.what === 'reminder' ? await calledNow(alert.page, deps) : [];
    const emails = called.length > 0 ? [] : meant.emails;
    const { people, missing } = await peopleWith(emails, deps.chat, { may: () => true, signal });
    const data: Told = { ...meant.told, people: [...called, ...people], missing };
    // What was kept while they were looked up needs no telling.
    const owes = (now: Alert) => acknowledgementOf(now, deps.policy)?.key === data.obligation;
    return { events: (now) => (owes(now) ? [{ type: 'obligation-told', v: 1, data }] : []) };
  },
});

interface Meant {
  readonly told: Omit<Told, 'people' | 'missing'>;
  readonly emails: readonly string[];
}

function meantBy(
  { event, seq, at }: RecordedAlertEvent,
  alert: Alert,
  policy: Policy,
  onCall: OnCall | null,
): Meant | null {
  const services = servicesOf(alert);
  switch (event.type) {
    case 'obligation-reminded': {
      const { obligation, kind, dueAt } = event.data;
      const told = { obligation, kind, dueAt, of: seq, what: 'reminder', rungs: [] } as const;
      return { told, emails: emailsOnCall(policy, onCall, services, 'primary', at) };
    }
    case 'obligation-missed': {
      const { obligation, kind, dueAt, reached } = event.data;
      const rungs = reached.map(({ name }) => name);
      const told = { obligation, kind, dueAt, of: seq, what: 'miss', rungs } as const;
      return { told, emails: reached.flatMap((one) => emailsReached(one, { services }, policy, onCall)) };
    }
    default:
      return null;
  }
}
