import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { mayBeTold } from '#src/domain/incident/state.ts';
import { actorId } from '#src/domain/people.ts';
import { askedBy } from '#src/effects/_asked/asked.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';

/** Who those are in Slack who are asked to join in, so that they are told and brought in. */
export const findResponders = defineEffect({
  kind: 'slack.find-responders',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [lookupLimit],
  wanted: () => true,
  async perform(attempt) {
    const { deps, incident, payload, signal } = attempt;
    const { person, emails } = await askedBy(attempt, payload.of);
    const recorded = await deps.store.event(incident.stream, payload.of);
    const asks = recorded && actorId(recorded.actor);
    const people: string[] = person === null ? [] : [person];
    const missing: string[] = [];
    for (const email of person === null ? emails : []) {
      signal.throwIfAborted();
      const found = await deps.chat.personByEmail(email);
      // Who asks for a rung or a service may be on it themselves, and asks for others.
      if (found?.id === asks) continue;
      if (found && !found.outsider && mayBeTold(incident, found.id)) people.push(found.id);
      else missing.push(email);
    }
    return { events: () => [{ type: 'responders-told', v: 1, data: { of: payload.of, people, missing } }] };
  },
});
