import { z } from 'zod';
import { type Attempt, type Done, defineEffect, superseded } from '#src/define.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { pageKey } from '#src/domain/paging/key.ts';
import { answered } from '#src/effects/_pagerduty/answered.ts';
import { type Call, type Called, callPeople, findCalled } from '#src/effects/_pagerduty/call-people.ts';
import { createLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { pagedService } from '#src/effects/_pagerduty/target.ts';
import { pageDetails, pageTitle } from '#views/documents/page.ts';

/**
 * Has PagerDuty call people: whoever it says is on call for the service (rung 0), or a later rung of the escalation path where that is nobody (runbook
 * 003). Our key finds what a lost answer left behind; an incident goes on with one page, whatever happens.
 */
export const page = defineEffect<{ readonly rung: number }>({
  kind: 'pagerduty.page',
  vendor: 'pagerduty',
  class: 'searchable',
  // Asks for the priorities first.
  settleMs: settleMs(2),
  scopes: [],
  payload: z.object({ rung: z.int() }).parse,
  buckets: () => [createLimit],
  // What may stand already must be found, whatever became of the incident meanwhile.
  wanted: (attempt) =>
    attempt.deps.pager !== null && (attempt.work.last === 'ambiguous' || isToBeCalled(attempt.incident)),
  async find(attempt) {
    const { pager } = attempt.deps;
    const there = pager && (await findCalled(callOf(attempt), pager, attempt));
    return there ? { kind: 'found', done: told(attempt, there) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const { pager } = attempt.deps;
    if (!pager || !isToBeCalled(attempt.incident)) return superseded;
    return told(attempt, await callPeople(callOf(attempt), pager, attempt));
  },
});

function isToBeCalled({ status, page: known }: Incident): boolean {
  return isOpen({ status }) && (known === null || known.gone);
}

function callOf({ deps: { policy }, incident, payload }: Attempt<{ readonly rung: number }>): Call {
  return {
    ...policy.paging.severities[incident.severity],
    service: pagedService(incident, policy),
    key: pageKey(incident.stream, incident.declaredAt),
    title: pageTitle(incident),
    details: pageDetails(incident, policy),
    services: incident.services,
    rung: payload.rung,
    // What is private is the security group's alone.
    climbs: !incident.restricted,
    before: incident.page,
  };
}

function told(attempt: Attempt<unknown>, called: Called): Done {
  return called.kind === 'paged'
    ? answered(attempt, { type: 'hear-paged', paged: called.paged })
    : answered(attempt, { type: 'hear-unanswerable', unanswerable: called.unanswerable });
}
