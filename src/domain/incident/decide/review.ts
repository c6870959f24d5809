import type { Review } from '#src/domain/incident/events/review.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { type Context, type Decision, events, longestAhead, refused, says, unlessLiving } from './decision.ts';

/** What people learn from it once it is over. `at`: when it is to be held (ms). */
export type ReviewCommand =
  | { readonly type: 'schedule-review'; readonly at: number }
  | ({ readonly type: 'hold-review' } & Review);

export function decideReview(state: Incident, command: ReviewCommand, { now }: Context): Decision {
  const { number } = state;
  const { review } = state.promises;
  const over = unlessLiving(state);
  if (over) return over;
  if (isOpen(state)) return refused({ code: 'not-yet-resolved', number });
  if (review.held) return refused({ code: 'review-held-before', number });
  if (command.type === 'hold-review') {
    const { type: _, ...data } = command;
    if (!says(data.cause)) return refused({ code: 'nothing-said', number });
    return events({ type: 'review-held', v: 1, data });
  }
  const { at } = command;
  if (at <= now || at > now + longestAhead) return refused({ code: 'review-time', number });
  if (at === review.scheduledFor) return refused({ code: 'already-there', number });
  return events({ type: 'review-scheduled', v: 1, data: { at } });
}
