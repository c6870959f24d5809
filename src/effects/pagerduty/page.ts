import { z } from 'zod';
import { type AnyDone, defineSubjectEffect, type SubjectAttempt, superseded } from '#src/define.ts';
import { answered } from '#src/effects/_pagerduty/answered.ts';
import { callFor, isToBeCalled } from '#src/effects/_pagerduty/call-for.ts';
import { type Called, callPeople, findCalled } from '#src/effects/_pagerduty/call-people.ts';
import { createLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';

interface Payload {
  readonly rung: number;
}

/**
 * Has PagerDuty call people for an incident, or for a critical alert that no incident has in hand: whoever it says is on call for the service (rung 0), or a
 * later rung of the escalation path where that is nobody (runbook 003). Our key finds what a lost answer left behind; there is one page, whatever happens.
 */
export const page = defineSubjectEffect<Payload>({
  kind: 'pagerduty.page',
  vendor: 'pagerduty',
  class: 'searchable',
  // Asks for the priorities first.
  settleMs: settleMs(2),
  scopes: [],
  payload: z.object({ rung: z.int() }).parse,
  buckets: () => [createLimit],
  // What may stand already must be found, whatever became of it here meanwhile.
  wanted: ({ deps, work, subject }) => deps.pager !== null && (work.last === 'ambiguous' || isToBeCalled(subject)),
  async find(attempt) {
    const { pager } = attempt.deps;
    const there = pager && (await findCalled(callOf(attempt), pager, attempt));
    return there ? { kind: 'found', done: told(attempt, there) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const { pager } = attempt.deps;
    if (!pager || !isToBeCalled(attempt.subject)) return superseded;
    return told(attempt, await callPeople(callOf(attempt), pager, attempt));
  },
});

function callOf({ deps, subject, payload }: SubjectAttempt<Payload>) {
  return callFor(subject, payload.rung, deps.policy);
}

function told(attempt: SubjectAttempt<Payload>, called: Called): AnyDone {
  return called.kind === 'paged'
    ? answered(attempt, { type: 'hear-paged', paged: called.paged, late: false })
    : answered(attempt, { type: 'hear-unanswerable', unanswerable: called.unanswerable });
}
