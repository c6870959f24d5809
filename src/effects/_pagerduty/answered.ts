import type { Attempt } from '#src/define.ts';
import { decide as decideAlert } from '#src/domain/alert/decide.ts';
import type { Context, DecisionOf } from '#src/domain/decision.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { Page, PageHappening } from '#src/domain/paging/page.ts';
import type { SeenPage } from '#src/ports/pager.ts';

type Asking = Pick<Attempt<unknown>, 'deps'>;

/** What PagerDuty's answer, as a command, means for the incident as it stands by the time it is recorded. */
export const answered = recording(decide);

/** The same for an alert. */
export const alertAnswered = recording(decideAlert);

function recording<State, Command, Event>(
  decided: (fresh: State, command: Command, context: Context) => DecisionOf<Event>,
) {
  return ({ deps }: Asking, command: Command) => ({
    events(fresh: State): readonly Event[] {
      const decision = decided(fresh, command, { policy: deps.policy, now: deps.clock.now() });
      return decision.ok ? decision.events : [];
    },
  });
}

/** That we did it ourselves, or found it so. `seen`: what PagerDuty says became of it, and when; `null`: just now, and no more than that. */
export function doneThere(attempt: Asking, page: Page, what: PageHappening, seen: SeenPage | null) {
  const news = newsThere(attempt.deps.clock.now(), page, what, seen);
  return answered(attempt, { type: 'hear-page', news, by: null, mayResolve: null, paged: null });
}

/** The same for an alert. */
export function alertDoneThere(attempt: Asking, page: Page, what: PageHappening, seen: SeenPage | null) {
  const news = newsThere(attempt.deps.clock.now(), page, what, seen);
  return alertAnswered(attempt, { type: 'hear-page', news, by: null, paged: null });
}

function newsThere(now: number, { id }: Page, what: PageHappening, seen: SeenPage | null): PageNews {
  const unsaid = { status: null, assignees: null, urgency: null, priority: undefined };
  const said = seen && pick(seen);
  // PagerDuty says when it came to be in its status, and not when it got its priority.
  const at = seen && what !== 'prioritised' ? seen.since : now;
  return { ...(said ?? unsaid), page: id, what, at, by: null, responder: null, from: 'log' };
}

function pick({ status, assignees, urgency, priority }: SeenPage) {
  return { status, assignees, urgency, priority };
}
