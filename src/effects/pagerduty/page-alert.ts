import { z } from 'zod';
import { type AlertAttempt, type AlertDone, defineAlertEffect, superseded } from '#src/define.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { pageKey } from '#src/domain/paging/key.ts';
import { isOpenThere } from '#src/domain/paging/page.ts';
import { alertAnswered } from '#src/effects/_pagerduty/answered.ts';
import { type Call, type Called, callPeople, findCalled } from '#src/effects/_pagerduty/call-people.ts';
import { createLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { serviceOfAlert } from '#src/effects/_pagerduty/target.ts';
import { alertPageDetails, alertPageTitle } from '#views/documents/page.ts';

/** Has PagerDuty call people for a critical alert that no incident has in hand (runbook 003), once for as long as it fires. */
export const pageAlert = defineAlertEffect<{ readonly rung: number }>({
  kind: 'pagerduty.page-alert',
  vendor: 'pagerduty',
  class: 'searchable',
  // Asks for the priorities first.
  settleMs: settleMs(2),
  scopes: [],
  payload: z.object({ rung: z.int() }).parse,
  buckets: () => [createLimit],
  // What may stand already must be found, whatever became of the alert meanwhile.
  wanted: (attempt) =>
    attempt.deps.pager !== null && (attempt.work.last === 'ambiguous' || isToBeCalled(attempt.alert)),
  async find(attempt) {
    const { pager } = attempt.deps;
    const there = pager && (await findCalled(callOf(attempt), pager, attempt));
    return there ? { kind: 'found', done: told(attempt, there) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const { pager } = attempt.deps;
    if (!pager || !isToBeCalled(attempt.alert)) return superseded;
    return told(attempt, await callPeople(callOf(attempt), pager, attempt));
  },
});

function isToBeCalled({ status, severity, incident, page }: Alert): boolean {
  return status === 'firing' && severity === 'critical' && incident === null && !isOpenThere(page);
}

function callOf({ deps: { policy }, alert, payload }: AlertAttempt<{ readonly rung: number }>): Call {
  return {
    ...{
      service: serviceOfAlert(alert, policy),
      key: pageKey(alert.stream, alert.keyedAt),
      urgency: 'high',
      priority: null,
    },
    title: alertPageTitle(alert),
    details: alertPageDetails(alert),
    services: alert.service === null ? [] : [alert.service],
    rung: payload.rung,
    climbs: true,
    before: alert.page,
  };
}

function told(attempt: AlertAttempt<unknown>, called: Called): AlertDone {
  return called.kind === 'paged'
    ? alertAnswered(attempt, { type: 'hear-paged', paged: called.paged })
    : alertAnswered(attempt, { type: 'hear-unanswerable', unanswerable: called.unanswerable });
}
