import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { copyOnCall } from '#src/effects/_pagerduty/copy-on-call.ts';
import { isOfToday } from '#src/effects/_verification/look-at.ts';
import { IntegrationError } from '#src/errors.ts';
import { listLooks } from '#src/operations/verify-duty.ts';

/**
 * Asks PagerDuty who is on call, so that it can be looked whether they can be reached (runbook 001, Daily Checks: "Verify on-call rotation and incident
 * contact numbers in PagerDuty"). Where it refuses, it is done without; where it does not answer, the timer of the verification waits no longer in the end.
 */
export const verifyDuty = defineBotEffect({
  kind: 'pagerduty.verify-duty',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ day: z.string() }).parse,
  buckets: () => [],
  wanted: (attempt) => attempt.deps.pager !== null && isOfToday(attempt),
  async perform(attempt) {
    const { deps, payload } = attempt;
    if (deps.pager) await listLooks(deps, payload.day, await refusedWith(copyOnCall(deps.pager, attempt)));
    return {};
  },
});

/** `null`: it was not. */
async function refusedWith(asked: Promise<void>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.retryable || error.ambiguous) throw error;
    return error.code;
  }
}
