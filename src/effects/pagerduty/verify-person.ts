import { defineBotEffect } from '#src/define.ts';
import { nameOf } from '#src/domain/verification/called.ts';
import { lookLimit } from '#src/effects/_pagerduty/limits.ts';
import { userOf } from '#src/effects/_pagerduty/user-of.ts';
import { aLook, isOfToday, lookAt } from '#src/effects/_verification/look-at.ts';
import type { ContactKind } from '#src/ports/pager.ts';

/** What reaches somebody who is not at a desk. */
const reaching: readonly ContactKind[] = ['phone', 'sms', 'push'];

/** Looks whether somebody who may be called has a user in PagerDuty, and one that it could call. */
export const verifyPerson = defineBotEffect({
  kind: 'pagerduty.verify-person',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: aLook,
  buckets: () => [lookLimit],
  wanted: (attempt) => attempt.deps.pager !== null && isOfToday(attempt),
  async perform(attempt) {
    const { deps, signal } = attempt;
    const { pager, policy } = deps;
    return lookAt(attempt, async (who) => {
      if (who === null || pager === null) return [];
      const id = who.pager ?? (who.email && (await userOf(who.email, pager, attempt))?.id) ?? null;
      signal.throwIfAborted();
      const name = nameOf(who, policy);
      if (id === null) return [{ kind: 'not-in-pager', name }];
      return (await pager.contactsOf(id)).some((kind) => reaching.includes(kind)) ? [] : [{ kind: 'no-number', name }];
    });
  },
});
