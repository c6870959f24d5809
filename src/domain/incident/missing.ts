import type { Missing } from './events/life.ts';
import type { Incident } from './state.ts';

/** What the record of `incident` lacks before it can be closed without a reason (runbooks 000 and 003). */
export function missingOf({ promises, mitigations, followUps }: Incident): Missing {
  return {
    review: !promises.review.held,
    mitigations: mitigations.filter((one) => one.removed === null).map((one) => one.number),
    followUps: followUps
      .filter((one) => one.ended === null && (one.owner === null || one.due === null))
      .map((one) => one.number),
  };
}
