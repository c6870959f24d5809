import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import type { Told } from '#src/domain/incident/events/promises.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { onCallFor } from '#src/domain/rota.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';
import type { Chat } from '#src/ports/chat.ts';

/** Who in Slack is meant by a reminder or a miss, and that they are told. Of a private incident only its members are. */
export const findDebtors = defineEffect({
  kind: 'slack.find-debtors',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read.email'],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [lookupLimit],
  wanted: () => true,
  async perform({ deps, signal, incident, payload }) {
    const recorded = await deps.store.event(incident.stream, payload.of);
    const meant = recorded && meantBy(recorded, incident, deps.policy);
    if (!meant) throw new Error(`${incident.stream}: event ${payload.of} is about no promise`);
    if (meant === 'kept') return {};
    const found = await peopleWith(deps.chat, meant.emails, { incident, signal });
    const known = meant.people.filter((person) => mayKnow(incident, person));
    const people = [...new Set([...known, ...found.people])];
    const data: Told = { ...meant.told, people, missing: found.missing };
    // What was kept while they were looked up needs no telling.
    return { events: (now) => (owes(now, data) ? [{ type: 'obligation-told', v: 1, data }] : []) };
  },
});

interface Meant {
  readonly told: Omit<Told, 'people' | 'missing'>;
  readonly people: readonly string[];
  readonly emails: readonly string[];
}

/** `kept`: an item of a checklist that was ticked before its debtor could be told. */
function meantBy({ event, seq, at }: RecordedIncidentEvent, incident: Incident, policy: Policy): Meant | 'kept' | null {
  switch (event.type) {
    case 'obligation-reminded': {
      const { debtor, onCall, ...about } = event.data;
      const told = { ...about, of: seq, what: 'reminder', rungs: [] } as const;
      return { told, people: 'person' in debtor ? [debtor.person] : [], emails: onCall === null ? [] : [onCall] };
    }
    case 'obligation-missed': {
      const { missedAt: _, reached, ...about } = event.data;
      const told = { ...about, of: seq, what: 'miss', rungs: reached.map(({ name }) => name) } as const;
      const emails = reached.flatMap(({ people }) => people);
      if (about.kind !== 'task') return { told, people: [], emails: [...new Set(emails)] };
      const owed = obligationsOf(incident).find(({ key }) => key === about.obligation);
      if (!owed) return 'kept';
      if ('person' in owed.debtor) return { told, people: [owed.debtor.person], emails };
      const onCall = onCallFor(policy, incident.services, 'primary', at);
      return { told, people: [], emails: [...new Set([...(onCall === null ? [] : [onCall]), ...emails])] };
    }
    default:
      return null;
  }
}

async function peopleWith(
  chat: Pick<Chat, 'personByEmail'>,
  emails: readonly string[],
  { incident, signal }: { readonly incident: Incident; readonly signal: AbortSignal },
) {
  const people: string[] = [];
  const missing: string[] = [];
  for (const email of emails) {
    signal.throwIfAborted();
    const person = await chat.personByEmail(email);
    if (person && !person.outsider && mayKnow(incident, person.id)) people.push(person.id);
    else missing.push(email);
  }
  return { people, missing };
}

function owes(incident: Incident, { obligation }: Told): boolean {
  return obligationsOf(incident).some(({ key }) => key === obligation);
}

function mayKnow({ restricted, members }: Incident, person: string): boolean {
  return !restricted || members.includes(person);
}
