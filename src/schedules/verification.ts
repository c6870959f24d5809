import { defineAlarm, defineSchedule } from '#src/define.ts';
import { verificationKind } from '#src/domain/verification/verification.ts';
import { verifyDuty } from '#src/operations/verify-duty.ts';

/** People begin to work: who is called is looked at. */
export const verification = defineAlarm({ kind: verificationKind, ring: (_, deps) => verifyDuty(deps) });

/** Looks whether it was done today, at each start and now and then: a morning is not lost with its timer. */
export const everyVerification = defineSchedule({ name: 'verification', everyMs: 3_600_000, run: verifyDuty });
