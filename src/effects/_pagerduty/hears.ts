import type { Attempt, Done } from '#src/define.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { Page, PageHappening } from '#src/domain/paging/page.ts';

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

/** That we did it ourselves, or found it so, just now. */
export function doneThere(
  attempt: Pick<Attempt<unknown>, 'deps'>,
  { id }: Page,
  what: PageHappening,
  changes: Partial<PageNews> = {},
): Pick<Done, 'events'> {
  const unsaid = { by: null, status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  const news: PageNews = { ...unsaid, page: id, what, at: attempt.deps.clock.now(), ...changes };
  return hears(attempt, { type: 'hear-page', news, by: null, mayResolve: false, paged: null });
}
