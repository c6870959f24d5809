import type { Attempt } from '#src/define.ts';
import { emailsOfRung, emailsOnCall } from '#src/domain/on-call.ts';
import type { Prose } from '#src/domain/prose.ts';

/** Who is meant by somebody's request for more people, or by a promise to acknowledge that nobody kept. */
export interface Meant {
  /** By Slack id, where one was named. */
  readonly person: string | null;
  readonly emails: readonly string[];
  readonly why: Prose | null;
  /** Only as long as nobody acknowledged it. */
  readonly untilAcknowledged: boolean;
}

/** What the event `of` asks for. Throws where it asks for nobody. */
export async function askedBy({ deps, incident }: Attempt<unknown>, of: number): Promise<Meant> {
  const { store, policy, clock } = deps;
  const recorded = await store.event(incident.stream, of);
  const onCall = await store.onCall();
  const at = clock.now();
  const rung = (index: number) => emailsOfRung(policy, onCall, incident.services, index, at);
  switch (recorded?.event.type) {
    case 'obligation-missed': {
      const emails = recorded.event.data.reached.flatMap((one) => rung(one.rung));
      return { person: null, emails: [...new Set(emails)], why: null, untilAcknowledged: true };
    }
    case 'responders-asked': {
      const { asked, why } = recorded.event.data;
      const rest = { why, untilAcknowledged: false };
      if (asked.kind === 'person') return { person: asked.person, emails: await emailOf(asked.person, deps), ...rest };
      if (asked.kind === 'rung') return { person: null, emails: rung(asked.rung), ...rest };
      return { person: null, emails: emailsOnCall(policy, onCall, [asked.service], 'primary', at), ...rest };
    }
    default:
      throw new Error(`${incident.stream}: event ${of} asks for nobody`);
  }
}

async function emailOf(person: string, { store }: Attempt<unknown>['deps']): Promise<readonly string[]> {
  const known = await store.person(person);
  return known?.email ? [known.email] : [];
}
