import { defineAlarm } from '#src/define.ts';
import { promisesKind } from '#src/domain/incident/promises/timer.ts';
import { keepPromises } from '#src/operations/incident/keep-promises.ts';

/** A promise of an incident is due, or its status. */
export const promises = defineAlarm({ kind: promisesKind, ring: (stream, deps) => keepPromises(deps, stream) });
