import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { type Incident, mayBeTold } from '#src/domain/incident/state.ts';
import { emailsOnCall, type List, type OnCall } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Debtor } from '#src/domain/promises/obligation.ts';
import type { Reached, Told } from '#src/domain/promises/owed.ts';
import { emailsReached } from '#src/effects/_asked/asked.ts';
import { calledNow } from '#src/effects/_asked/called.ts';
import { peopleWith } from '#src/effects/_asked/people.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';
import type { Chat } from '#src/ports/chat.ts';

/** Who in Slack is meant by a reminder or a miss, and that they are told. Of a private incident only its members are, and all of them where nobody else is. */
export const findDebtors = defineEffect({
  kind: 'slack.find-debtors',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [lookupLimit],
  wanted: () => true,
  async perform({ deps, signal, incident, payload }) {
    const recorded = await deps.store.event(incident.stream, payload.of);
    const duty = dutyOf(incident, deps.policy, await deps.store.onCall());
    const meant = recorded && meantBy(recorded, incident, duty);
    if (!meant) throw new Error(`${incident.stream}: event ${payload.of} is about no promise`);
    if (meant === 'kept') return {};
    const gone = await whoLeft(deps.chat, meant.person);
    const instead = gone === null ? [] : duty.onCall('primary', recorded.at);
    const may = (person: string) => mayBeTold(incident, person);
    const { kind, what } = meant.told;
    const called = kind === 'acknowledge' && what === 'reminder' ? await calledNow(incident.page, deps) : [];
    const phoned = called.filter(may);
    const emails = phoned.length > 0 ? [] : [...new Set([...instead, ...meant.emails])];
    const found = await peopleWith(emails, deps.chat, { may, signal });
    const here = meant.person !== null && gone === null ? [meant.person] : [];
    const known = [...new Set([...phoned, ...here, ...found.people])];
    // Somebody must hear of a private incident, and who may is in it.
    const people = known.length === 0 && incident.restricted ? incident.members : known;
    const data: Told = { ...meant.told, people, missing: [...(gone === null ? [] : [gone]), ...found.missing] };
    // What was kept while they were looked up needs no telling.
    return { events: (now) => (owes(now, data) ? [{ type: 'obligation-told', v: 1, data }] : []) };
  },
});

interface Meant {
  readonly told: Omit<Told, 'people' | 'missing'>;
  /** Who owes it, by Slack id. */
  readonly person: string | null;
  readonly emails: readonly string[];
}

/** `kept`: an item of a checklist that was ticked before its debtor could be told. */
function meantBy({ event, seq, at }: RecordedIncidentEvent, incident: Incident, duty: Duty): Meant | 'kept' | null {
  switch (event.type) {
    case 'obligation-reminded': {
      const { debtor, onCall: _, ...about } = event.data;
      const told = { ...about, of: seq, what: 'reminder', rungs: [] } as const;
      return { told, ...asked(debtor, incident, duty, at) };
    }
    case 'obligation-missed': {
      const { missedAt: _, reached, ...about } = event.data;
      const told = { ...about, of: seq, what: 'miss', rungs: reached.map(({ name }) => name) } as const;
      const emails = reached.flatMap((one) => duty.of(one));
      if (about.kind !== 'task') return { told, person: null, emails };
      const owed = obligationsOf(incident).find(({ key }) => key === about.obligation);
      if (!owed) return 'kept';
      const debtor = asked(owed.debtor, incident, duty, at);
      return { told, person: debtor.person, emails: [...debtor.emails, ...emails] };
    }
    default:
      return null;
  }
}

/** Whoever is on call is asked in the place of somebody who may not know of it any more. */
function asked(debtor: Debtor, incident: Incident, duty: Duty, at: number): Pick<Meant, 'person' | 'emails'> {
  if ('person' in debtor && mayBeTold(incident, debtor.person)) return { person: debtor.person, emails: [] };
  return { person: null, emails: duty.onCall('primary', at) };
}

/** Who is on call for an incident, and who is meant by a rung of the escalation path, by e-mail. */
interface Duty {
  onCall(list: List, at: number): readonly string[];
  of(reached: Reached): readonly string[];
}

function dutyOf(incident: Incident, policy: Policy, known: OnCall | null): Duty {
  return {
    onCall: (list, at) => emailsOnCall(policy, known, incident.services, list, at),
    of: (reached) => emailsReached(reached, incident, policy, known),
  };
}

/** What they are called, where somebody can be told nothing any more: deactivated, or of another workspace. */
async function whoLeft(chat: Pick<Chat, 'person'>, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const person = await chat.person(id);
  return person?.outsider === false ? null : (person?.email ?? person?.name ?? id);
}

function owes(incident: Incident, { obligation }: Told): boolean {
  return obligationsOf(incident).some(({ key }) => key === obligation);
}
