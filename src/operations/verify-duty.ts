import { dayAt, morningOf, nextMorning } from '#src/domain/calendar.ts';
import {
  effectsOfLooks,
  findingsOf,
  isComplete,
  type Looking,
  looksAt,
  patienceMs,
} from '#src/domain/verification/looking.ts';
import { askWhoIsOnCall, postVerification, verificationKind } from '#src/domain/verification/verification.ts';
import type { Deps } from '#src/ports/deps.ts';

type Needed = Pick<Deps, 'store' | 'queue' | 'pager' | 'policy' | 'clock' | 'log'>;

/** Who comes so much later than when time was up was not there while it ran (ms). */
const lateMs = 60_000;

/**
 * Has it looked at who is called, once on each day on which people work, from when they begin (runbook 001: "Verify on-call rotation and incident
 * contact numbers in PagerDuty"), ends it where it takes too long, and sets the timer for the next moment.
 */
export async function verifyDuty(deps: Needed): Promise<void> {
  const {
    store,
    policy: { calendar },
    clock,
  } = deps;
  const now = clock.now();
  const due = morningOf(calendar, now);
  const day = dayAt(calendar, now);
  if (due !== null && now >= due && (await store.verification(day)) === null) await moveOn(deps, day, now);
  const until = (await store.looking(day))?.until ?? nextMorning(calendar, now);
  await store.setTimers([{ key: verificationKind, dueAt: until, kind: verificationKind, ref: verificationKind }]);
}

async function moveOn(deps: Needed, day: string, now: number): Promise<void> {
  const { store, queue, pager } = deps;
  const looking = await store.looking(day);
  if (looking === null && pager === null) return listLooks(deps, day, null);
  if (looking === null) {
    const first = { until: now + patienceMs, silent: null, looks: null };
    return void queue.wake(await store.keepLooking(day, first, [askWhoIsOnCall(day)]));
  }
  if (isComplete(looking)) return endVerification(deps, day, looking);
  if (now < looking.until) return;
  if (now > looking.until + lateMs) return store.lookOn(day, now + patienceMs);
  if (looking.looks !== null) return endVerification(deps, day, looking);
  const [asked] = await store.workOf(askWhoIsOnCall(day).stream);
  await listLooks(deps, day, asked?.error ?? 'deadline');
}

/** Has looked at whoever may be called, one by one. `silent`: why PagerDuty did not say who is on call, so that it is not asked about them either. */
export async function listLooks(
  { store, queue, pager, policy, clock }: Omit<Needed, 'log'>,
  day: string,
  silent: string | null,
): Promise<void> {
  const from = clock.now();
  const onCall = pager && (await store.onCall());
  const looks = looksAt(policy, onCall, { from, atPager: pager !== null && silent === null });
  const looking = { until: from + patienceMs, silent, looks };
  void queue.wake(await store.keepLooking(day, looking, effectsOfLooks(day, looks)));
}

/** Keeps what came of it, once, and has people told where something is to be mended. */
export async function endVerification(
  { store, queue, pager, policy, clock, log }: Needed,
  day: string,
  looking: Looking,
): Promise<void> {
  const at = clock.now();
  const findings = findingsOf(policy, pager && (await store.onCall()), looking, at);
  const wakes = await store.keepVerification({ day, at, findings }, findings.length > 0 ? [postVerification(day)] : []);
  if (wakes === null) return;
  void queue.wake(wakes);
  log.info({ day, findings: findings.map(({ kind }) => kind) }, 'on-call verified');
}
