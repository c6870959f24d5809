import { defineAlarm, defineSchedule } from '#src/define.ts';
import { promisesKind } from '#src/domain/incident/promises/timer.ts';
import { partsOf } from '#src/domain/streams.ts';
import { keepAlertPromise, keepAllAlertPromises } from '#src/operations/alert/keep-promise.ts';
import { keepAllPromises, keepPromises } from '#src/operations/incident/keep-promises.ts';

/** A promise of an incident or an alert is due, or the status of an incident. */
export const promises = defineAlarm({
  kind: promisesKind,
  ring: (stream, deps) =>
    partsOf(stream)?.word === 'alert' ? keepAlertPromise(deps, stream) : keepPromises(deps, stream),
});

/** Looks at everything that promises something, at each start and now and then: what its timer would have told is not lost with the timer. */
export const everyPromise = defineSchedule({
  name: 'promises',
  everyMs: 3_600_000,
  async run(deps) {
    await keepAllPromises(deps);
    await keepAllAlertPromises(deps);
  },
});
