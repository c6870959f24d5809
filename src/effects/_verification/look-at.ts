import { z } from 'zod';
import { type BotAttempt, type BotDone, superseded } from '#src/define.ts';
import { dayAt } from '#src/domain/calendar.ts';
import type { Called } from '#src/domain/duty.ts';
import { isComplete } from '#src/domain/verification/looking.ts';
import type { DutyFinding } from '#src/domain/verification/verification.ts';
import { endVerification } from '#src/operations/verify-duty.ts';

/** `look`: which of those of that day. */
export const aLook = z.object({ day: z.string(), look: z.int() }).parse;

/** What is not looked at on its day is not looked at any more. */
export function isOfToday({ deps: { policy, clock }, payload }: BotAttempt<{ readonly day: string }>): boolean {
  return dayAt(policy.calendar, clock.now()) === payload.day;
}

/** Keeps what `find` finds, as soon as it does, and ends the verification where it was the last that was missing. */
export async function lookAt(
  { deps, payload: { day, look } }: BotAttempt<ReturnType<typeof aLook>>,
  find: (who: Called | null) => Promise<readonly DutyFinding[]>,
): Promise<BotDone | typeof superseded> {
  const looking = await deps.store.looking(day);
  const one = looking?.looks?.[look];
  if (!one) return superseded;
  // Somebody killed after it was kept and before the end has the end still to come.
  const known = one.found === null ? await deps.store.keepLook(day, look, await find(one.who)) : looking;
  if (known && isComplete(known)) await endVerification(deps, day, known);
  return {};
}
