import type { AlertAttempt, AlertDone, Attempt, Done } from '#src/define.ts';
import { decide as decideAlert } from '#src/domain/alert/decide.ts';
import type { AlertPageCommand } from '#src/domain/alert/decide-page.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { Page, PageHappening } from '#src/domain/paging/page.ts';
import type { SeenPage } from '#src/ports/pager.ts';

type Command = Parameters<typeof decide>[1];

/** What PagerDuty's answer means for the incident as it stands by the time it is recorded. */
export function hears({ deps }: Pick<Attempt<unknown>, 'deps'>, command: Command): Pick<Done, 'events'> {
  return {
    events: (fresh: Incident) => {
      const decision = decide(fresh, command, { policy: deps.policy, now: deps.clock.now() });
      return decision.ok ? decision.events : [];
    },
  };
}

/** The same for an alert. */
export function hearsOfAlert({ deps }: Pick<AlertAttempt<unknown>, 'deps'>, command: AlertPageCommand): AlertDone {
  return {
    events: (fresh) => {
      const decision = decideAlert(fresh, command, { policy: deps.policy, now: deps.clock.now() });
      return decision.ok ? decision.events : [];
    },
  };
}

/** That we did it ourselves, or found it so. `seen`: what PagerDuty says became of it, and when; `null`: just now, and no more than that. */
export function doneThere(
  attempt: Pick<Attempt<unknown>, 'deps'>,
  page: Page,
  what: PageHappening,
  seen: SeenPage | null,
): Pick<Done, 'events'> {
  const news = newsThere(attempt.deps.clock.now(), page, what, seen);
  return hears(attempt, { type: 'hear-page', news, by: null, mayResolve: false, paged: null });
}

/** The same for an alert. */
export function alertDoneThere(
  attempt: Pick<AlertAttempt<unknown>, 'deps'>,
  page: Page,
  what: PageHappening,
  seen: SeenPage | null,
): AlertDone {
  const news = newsThere(attempt.deps.clock.now(), page, what, seen);
  return hearsOfAlert(attempt, { type: 'hear-page', news, by: null, paged: null });
}

function newsThere(now: number, { id }: Page, what: PageHappening, seen: SeenPage | null): PageNews {
  const unsaid = { status: null, assignees: null, urgency: null, priority: undefined };
  const said = seen && pick(seen);
  // PagerDuty says when it came to be in its status, and not when it got its priority.
  const at = seen && what !== 'prioritised' ? seen.since : now;
  return { ...(said ?? unsaid), page: id, what, at, by: null, responder: null };
}

function pick({ status, assignees, urgency, priority }: SeenPage) {
  return { status, assignees, urgency, priority };
}
