import { defineBotEffect } from '#src/define.ts';
import { nameOf } from '#src/domain/verification/called.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';
import { aLook, isOfToday, lookAt } from '#src/effects/_verification/look-at.ts';

/** Looks whether somebody who may be called is in Slack. */
export const verifyPerson = defineBotEffect({
  kind: 'slack.verify-person',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: aLook,
  buckets: () => [lookupLimit],
  wanted: (attempt) => isOfToday(attempt),
  async perform(attempt) {
    const { chat, store, clock, policy } = attempt.deps;
    return lookAt(attempt, async (who) => {
      if (who === null) return [];
      const person = who.email === null ? null : await chat.askByEmail(who.email);
      if (person) await store.keepPerson({ ...person, seenAt: clock.now() });
      return !person || person.outsider ? [{ kind: 'not-in-slack', name: nameOf(who, policy) }] : [];
    });
  },
});
