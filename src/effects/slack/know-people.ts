import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';

/** Few enough to be asked for one after the other in one attempt; the others have their turn the next time. */
const mostAtOnce = 10;

/** Learns who those are in Slack whom PagerDuty calls, so that what they do there is theirs here at once. Whom Slack does not know is asked for again when it is their turn. */
export const knowPeople = defineBotEffect({
  kind: 'slack.know-people',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({}).parse,
  buckets: () => [lookupLimit],
  wanted: () => true,
  async perform({ deps: { store, chat, clock }, signal }) {
    for (const email of await store.strangersInPager(mostAtOnce)) {
      signal.throwIfAborted();
      const person = await chat.personByEmail(email);
      if (person) await store.keepPerson({ ...person, seenAt: clock.now() });
      await store.strangerAsked(email);
    }
    return {};
  },
});
