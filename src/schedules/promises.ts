import { defineAlarm, defineSchedule } from '#src/define.ts';
import { promisesKind } from '#src/domain/incident/promises/timer.ts';
import { keepAllPromises, keepPromises } from '#src/operations/incident/keep-promises.ts';

/** A promise of an incident is due, or its status. */
export const promises = defineAlarm({ kind: promisesKind, ring: (stream, deps) => keepPromises(deps, stream) });

/** Looks at every incident that promises something, at each start and now and then: what its timer would have told is not lost with the timer. */
export const everyPromise = defineSchedule({ name: 'promises', everyMs: 3_600_000, run: keepAllPromises });
