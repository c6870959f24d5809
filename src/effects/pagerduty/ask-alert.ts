import { z } from 'zod';
import { type AlertAttempt, type AlertDone, defineAlertEffect, notYet, superseded } from '#src/define.ts';
import { servicesOf } from '#src/domain/alert/acknowledgement.ts';
import type { RespondersPaged } from '#src/domain/paging/events.ts';
import { emailsReached } from '#src/effects/_asked/asked.ts';
import { askToJoin, gone, usersOf, wereAsked } from '#src/effects/_pagerduty/joining.ts';
import { askLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { comingAlertPage, standingFor } from '#src/effects/_pagerduty/standing.ts';
import { hearDeleted } from '#src/operations/paging/reconcile.ts';
import { alertJoinRequest } from '#views/documents/page.ts';

interface Payload {
  readonly of: number;
}

/** Has PagerDuty call the next rung besides, for the page of an alert that nobody acknowledges (runbook 003). Waits for a page that is still to come, also in the
 * place of one that was deleted there. */
export const askAlert = defineAlertEffect<Payload>({
  kind: 'pagerduty.ask-alert',
  vendor: 'pagerduty',
  class: 'searchable',
  // Asks first who the bot is there.
  settleMs: settleMs(2),
  scopes: [],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [askLimit],
  wanted: ({ deps, alert }) => deps.pager !== null && alert.unacknowledged !== null,
  async find(attempt) {
    const { deps, alert, work } = attempt;
    const page = standingFor(deps, alert.page);
    if (!page || !deps.pager) return { kind: 'absent' };
    const { users, missing } = await usersOf(await emailsMeant(attempt), deps.pager, attempt);
    return (await wereAsked(users, page.id, deps.pager, work))
      ? { kind: 'found', done: paged(attempt, { people: users, missing, unable: null }) }
      : { kind: 'absent' };
  },
  async perform(attempt) {
    const { deps, alert, payload, signal } = attempt;
    if (!deps.pager) return superseded;
    const page = await comingAlertPage(attempt);
    if (page === notYet) return notYet;
    if (!page || page.status === 'resolved') return paged(attempt, { people: [], missing: [], unable: 'no-page' });
    const { users, missing } = await usersOf(await emailsMeant(attempt), deps.pager, attempt);
    if (users.length === 0) return paged(attempt, { people: [], missing, unable: null });
    signal.throwIfAborted();
    const request = { page: page.id, message: alertJoinRequest(alert, payload.of), users, from: null };
    const unable = await askToJoin(request, deps.pager);
    if (unable === gone) {
      await hearDeleted(deps, page);
      return notYet;
    }
    return paged(attempt, { people: unable === null ? users : [], missing, unable });
  },
});

/** Whoever is on call was called by the page itself. */
async function emailsMeant({ deps, alert, payload }: AlertAttempt<Payload>): Promise<readonly string[]> {
  const reached = alert.unacknowledged?.reached.filter(({ of, rung }) => of === payload.of && rung > 0) ?? [];
  const onCall = await deps.store.onCall();
  const services = servicesOf(alert);
  return [...new Set(reached.flatMap((one) => emailsReached(one, { services }, deps.policy, onCall)))];
}

function paged({ payload: { of } }: AlertAttempt<Payload>, data: Omit<RespondersPaged, 'of'>): AlertDone {
  return { events: () => [{ type: 'responders-paged', v: 2, data: { of, ...data } }] };
}
