import type { SubjectAttempt } from '#src/define.ts';
import { acknowledgementOf, servicesOf } from '#src/domain/alert/acknowledgement.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Subject } from '#src/domain/change.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { emailsOfRung, emailsOnCall, type OnCall } from '#src/domain/on-call.ts';
import { actorId } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Reached } from '#src/domain/promises/owed.ts';
import type { Prose } from '#src/domain/prose.ts';

type Asking = Pick<SubjectAttempt<unknown>, 'deps' | 'subject'>;

/** Who is meant by somebody's request for more people, or by a promise to acknowledge that nobody kept. */
export interface Meant {
  /** By Slack id, where one was named. */
  readonly person: string | null;
  readonly emails: readonly string[];
  readonly why: Prose | null;
  /** Key of the promise to acknowledge that was missed: they are meant as long as it is owed. `null`: somebody asked for them. */
  readonly missed: string | null;
}

/**
 * What the event `of` asks for: the same people whenever and wherever they are asked. Whoever asks for a rung or a service they are on themselves asks
 * for the others. Throws where it asks for nobody.
 */
export function askedBy({ deps, subject }: Asking, of: number): Promise<Meant> {
  return subject.of === 'inc' ? askedByIncident(subject.state, deps, of) : missedByAlert(subject.state, deps, of);
}

async function askedByIncident(incident: Incident, deps: Asking['deps'], of: number): Promise<Meant> {
  const { store, policy } = deps;
  const recorded = await store.event(incident.stream, of);
  const onCall = await store.onCall();
  switch (recorded?.event.type) {
    case 'obligation-missed': {
      const { reached, obligation: missed } = recorded.event.data;
      const emails = reached.flatMap((one) => emailsReached(one, incident, policy, onCall));
      return { person: null, emails, why: null, missed };
    }
    case 'responders-asked': {
      const { at, actor } = recorded;
      const { asked, why } = recorded.event.data;
      const rest = { why, missed: null };
      if (asked.kind === 'person') return { person: asked.person, emails: await emailsOf(asked.person, deps), ...rest };
      const all =
        asked.kind === 'rung'
          ? emailsOfRung(policy, onCall, incident.services, asked.rung, at)
          : emailsOnCall(policy, onCall, [asked.service], 'primary', at);
      const own = (await emailsOf(actorId(actor), deps)).map((email) => email.toLowerCase());
      return { person: null, emails: all.filter((email) => !own.includes(email.toLowerCase())), ...rest };
    }
    default:
      throw new Error(`${incident.stream}: event ${of} asks for nobody`);
  }
}

/** Whether what was missed is owed still: nobody acknowledged it since, and it is not another promise by now. */
export function isOwed({ of, state }: Subject, missed: string, policy: Policy): boolean {
  if (of === 'alert') return acknowledgementOf(state, policy)?.key === missed;
  return obligationsOf(state).some(({ key }) => key === missed);
}

/** Whoever is on call was called by its page. */
async function missedByAlert(alert: Alert, { store, policy }: Asking['deps'], of: number): Promise<Meant> {
  const recorded = (await store.alertEvents(alert.stream)).find(({ seq }) => seq === of);
  if (recorded?.event.type !== 'obligation-missed') throw new Error(`${alert.stream}: event ${of} asks for nobody`);
  const { obligation: missed, ...data } = recorded.event.data;
  const reached = data.reached.filter(({ rung }) => rung > 0);
  const onCall = await store.onCall();
  const emails = reached.flatMap((one) => emailsReached(one, { services: servicesOf(alert) }, policy, onCall));
  return { person: null, emails, why: null, missed };
}

/** Who a rung of the escalation path is that a miss reached, by e-mail: whoever was on it when it was its turn, so that all who are told of it are the same. */
export function emailsReached(
  { rung, people, at }: Reached,
  { services }: Pick<Incident, 'services'>,
  policy: Policy,
  onCall: OnCall | null,
): readonly string[] {
  const known = emailsOfRung(policy, onCall, services, rung, at);
  // A path that has fewer rungs by now still reached those it had.
  return known.length > 0 ? known : people;
}

async function emailsOf(person: string, { store }: Asking['deps']): Promise<readonly string[]> {
  const known = await store.person(person);
  return known?.email ? [known.email] : [];
}
