import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { isOpen, mayBeTold } from '#src/domain/incident/state.ts';
import { askedBy } from '#src/effects/_asked/asked.ts';
import { peopleWith } from '#src/effects/_asked/people.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';

/** Who those are in Slack who are asked to join in, so that they are told and brought in. */
export const findResponders = defineEffect({
  kind: 'slack.find-responders',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [lookupLimit],
  wanted: ({ incident }) => isOpen(incident),
  async perform(attempt) {
    const { deps, incident, payload, signal } = attempt;
    const { person, emails } = await askedBy(attempt, payload.of);
    const may = (one: string) => mayBeTold(incident, one);
    const { people, missing } =
      person === null ? await peopleWith(emails, deps.chat, { may, signal }) : { people: [person], missing: [] };
    return { events: () => [{ type: 'responders-told', v: 1, data: { of: payload.of, people, missing } }] };
  },
});
