import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import type { Told } from '#src/domain/incident/events/promises.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Debtor, obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { type Incident, mayBeTold } from '#src/domain/incident/state.ts';
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
    const people = [...new Set([...meant.people, ...found.people])];
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
      if (onCall !== null) return { told, people: [], emails: [onCall] };
      return { told, ...asked(debtor, incident, policy, at) };
    }
    case 'obligation-missed': {
      const { missedAt: _, reached, ...about } = event.data;
      const told = { ...about, of: seq, what: 'miss', rungs: reached.map(({ name }) => name) } as const;
      const emails = reached.flatMap(({ people }) => people);
      if (about.kind !== 'task') return { told, people: [], emails: [...new Set(emails)] };
      const owed = obligationsOf(incident).find(({ key }) => key === about.obligation);
      if (!owed) return 'kept';
      const debtor = asked(owed.debtor, incident, policy, at);
      return { told, people: debtor.people, emails: [...new Set([...debtor.emails, ...emails])] };
    }
    default:
      return null;
  }
}

/** Whoever is on call is asked in the place of somebody who may not know of it any more. */
function asked(debtor: Debtor, incident: Incident, policy: Policy, at: number): Pick<Meant, 'people' | 'emails'> {
  if ('person' in debtor && mayBeTold(incident, debtor.person)) return { people: [debtor.person], emails: [] };
  const onCall = onCallFor(policy, incident.services, 'primary', at);
  return { people: [], emails: onCall === null ? [] : [onCall] };
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
    if (person && !person.outsider && mayBeTold(incident, person.id)) people.push(person.id);
    else missing.push(email);
  }
  return { people, missing };
}

function owes(incident: Incident, { obligation }: Told): boolean {
  return obligationsOf(incident).some(({ key }) => key === obligation);
}
