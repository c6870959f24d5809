import type { AnyDone, SubjectAttempt } from '#src/define.ts';
import { decide as decideAlert } from '#src/domain/alert/decide.ts';
import type { DecisionOf } from '#src/domain/decision.ts';
import type { PagingCommand } from '#src/domain/incident/decide/paging.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { Page, PageHappening } from '#src/domain/paging/page.ts';
import type { SeenPage } from '#src/ports/pager.ts';

type Asking = Pick<SubjectAttempt<unknown>, 'deps'>;

/** What PagerDuty answers of a page, whatever that stands for. */
type PageAnswer = Extract<PagingCommand, { type: 'hear-paged' | 'hear-unanswerable' | 'hear-page' }>;

/** What PagerDuty's answer, as a command, means for the incident or the alert as it stands by the time it is recorded. */
export function answered({ deps: { policy, clock } }: Asking, command: PageAnswer): AnyDone {
  return {
    happened(fresh) {
      const context = { policy, now: clock.now() };
      return fresh.of === 'inc'
        ? { ...fresh, events: eventsOf(decide(fresh.state, command, context)) }
        : { ...fresh, events: eventsOf(decideAlert(fresh.state, command, context)) };
    },
  };
}

function eventsOf<Event>(decision: DecisionOf<Event>): readonly Event[] {
  return decision.ok ? decision.events : [];
}

/** That we did it ourselves, or found it so. `seen`: what PagerDuty says became of it, and when; `null`: just now, and no more than that. */
export function doneThere(attempt: Asking, page: Page, what: PageHappening, seen: SeenPage | null): AnyDone {
  const news = newsThere(attempt.deps.clock.now(), page, what, seen);
  return answered(attempt, { type: 'hear-page', news, by: null, mayResolve: null, paged: null });
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
