import { z } from 'zod';
import { type BotAttempt, defineBotEffect } from '#src/define.ts';
import { dayAt } from '#src/domain/calendar.ts';
import { peopleCalled, unknownServices } from '#src/domain/verification/called.ts';
import { gapsOf } from '#src/domain/verification/gaps.ts';
import { type DutyFinding, postVerification } from '#src/domain/verification/verification.ts';
import { copyOnCall } from '#src/effects/_pagerduty/copy-on-call.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';
import { pagerFindings } from '#src/effects/_verification/pager-findings.ts';
import { slackFindings } from '#src/effects/_verification/slack-findings.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Pager } from '#src/ports/pager.ts';

/** How long PagerDuty may take to be back before it is looked at without it (ms). */
const patienceMs = 15 * 60_000;

/**
 * Looks at what can be looked at without people of runbook 001, Daily Checks: "Verify on-call rotation and incident contact numbers in PagerDuty." What
 * came of it is kept once for the day; people hear of it where something is to be mended.
 */
export const verifyDuty = defineBotEffect({
  kind: 'slack.verify-duty',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email', 'channels:read', 'groups:read'],
  payload: z.object({ day: z.string(), due: z.number() }).parse,
  buckets: () => [lookupLimit],
  wanted: ({ deps: { policy, clock }, payload }) => dayAt(policy.calendar, clock.now()) === payload.day,
  async perform(attempt) {
    const { store, queue, policy, clock, log, pager } = attempt.deps;
    const { day } = attempt.payload;
    const asked = await fromPager(attempt, async (there) => {
      await copyOnCall(there, attempt);
      return [];
    });
    const onCall = pager && (await store.onCall());
    const at = clock.now();
    const people = peopleCalled(policy, onCall, at);
    const findings = [
      ...asked,
      ...(onCall ? unknownServices(policy, onCall) : []),
      ...gapsOf(policy, onCall, at),
      ...(await slackFindings(people, attempt)),
      ...(asked.length > 0 ? [] : await fromPager(attempt, (there) => pagerFindings(people, there, attempt))),
    ];
    const following = findings.length > 0 ? [postVerification(day)] : [];
    await queue.wake(await store.keepVerification({ day, at, findings }, following));
    log.info({ day, findings: findings.map(({ kind }) => kind) }, 'on-call verified');
    return {};
  },
});

/** What is found at PagerDuty, where there is one. That it does not answer is a finding, after a while. */
async function fromPager(
  { deps: { pager, clock }, payload }: BotAttempt<{ readonly due: number }>,
  look: (pager: Pager) => Promise<readonly DutyFinding[]>,
): Promise<readonly DutyFinding[]> {
  if (pager === null) return [];
  try {
    return await look(pager);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.vendor !== 'pagerduty') throw error;
    if (error.retryable && clock.now() < payload.due + patienceMs) throw error;
    return [{ kind: 'pager-silent', code: error.code }];
  }
}
