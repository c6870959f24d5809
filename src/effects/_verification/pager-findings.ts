import type { BotAttempt } from '#src/define.ts';
import type { Called } from '#src/domain/duty.ts';
import type { DutyFinding } from '#src/domain/verification/verification.ts';
import { userOf } from '#src/effects/_pagerduty/user-of.ts';
import type { ContactKind, Pager } from '#src/ports/pager.ts';
import { nameOf } from './name-of.ts';

/** What reaches somebody who is not at a desk. */
const reaching: readonly ContactKind[] = ['phone', 'sms', 'push'];

/** Who of those who may be called has no user in PagerDuty, or none that it could call. */
export async function pagerFindings(
  people: readonly Called[],
  pager: Pager,
  attempt: Pick<BotAttempt<unknown>, 'deps' | 'signal'>,
): Promise<readonly DutyFinding[]> {
  const findings: DutyFinding[] = [];
  for (const one of people) {
    attempt.signal.throwIfAborted();
    const id = one.pager ?? (one.email && (await userOf(one.email, pager, attempt))?.id) ?? null;
    const name = nameOf(one, attempt.deps.policy);
    if (id === null) findings.push({ kind: 'not-in-pager', name });
    else if (!(await pager.contactsOf(id)).some((kind) => reaching.includes(kind)))
      findings.push({ kind: 'no-number', name });
  }
  return findings;
}
