import { dayAt, morningOf, nextMorning } from '#src/domain/calendar.ts';
import { verifyDuty as effect, verificationKind } from '#src/domain/verification/verification.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Has it looked at who is called, once on each day on which people work, from when they begin (runbook 001: "Verify on-call rotation and incident
 * contact numbers in PagerDuty"), and sets the timer for the next one.
 */
export async function verifyDuty({
  store,
  queue,
  policy: { calendar },
  clock,
}: Pick<Deps, 'store' | 'queue' | 'policy' | 'clock'>): Promise<void> {
  const now = clock.now();
  const due = morningOf(calendar, now);
  const day = dayAt(calendar, now);
  if (due !== null && now >= due && (await store.verification(day)) === null)
    void queue.wake(await store.setGoing([effect({ day, due })]));
  const dueAt = nextMorning(calendar, now);
  await store.setTimers([{ key: verificationKind, dueAt, kind: verificationKind, ref: verificationKind }]);
}
