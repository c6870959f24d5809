import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Paged, Unanswerable } from '#src/domain/paging/events.ts';
import { isLate } from '#src/domain/paging/evolve.ts';
import { newsOf, type PageNews } from '#src/domain/paging/news.ts';
import { isInSlack } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events } from './decision.ts';
import { decideEnding } from './ending.ts';

/** What PagerDuty tells of a page, or answered. Nobody asked here, so what does not fit any more is no news. */
export type PagingCommand =
  | { readonly type: 'hear-paged'; readonly paged: Paged }
  | { readonly type: 'hear-unanswerable'; readonly unanswerable: Unanswerable }
  /** `by`: as `actorId` names who did it; `null`: nobody. `mayResolve`: they may end incidents here. */
  | { readonly type: 'hear-page'; readonly news: PageNews; readonly by: string | null; readonly mayResolve: boolean }
  | {
      readonly type: 'hear-note';
      readonly page: string;
      readonly id: string;
      readonly at: number;
      readonly text: Prose;
    };

export function decidePaging(state: Incident, command: PagingCommand, context: Context): Decision {
  const { page } = state;
  switch (command.type) {
    case 'hear-paged': {
      const { paged } = command;
      const known = page !== null && (!page.gone || page.id === paged.page);
      const at = inItsTime(state, paged.at, context);
      return known ? events() : events({ type: 'paged', v: 1, data: { ...paged, at } });
    }
    case 'hear-unanswerable': {
      const { unanswerable } = command;
      return events({ type: 'page-unanswerable', v: 1, data: unanswerable });
    }
    case 'hear-page':
      return hearPage(state, command, context);
    case 'hear-note': {
      const { id, at, text } = command;
      if (page?.id !== command.page || page.notes.includes(id)) return events();
      return events({ type: 'page-noted', v: 1, data: { id, at: inItsTime(state, at, context), text } });
    }
  }
}

type HearPage = Extract<PagingCommand, { type: 'hear-page' }>;

function hearPage(state: Incident, command: HearPage, context: Context): Decision {
  const { page } = state;
  const { news } = command;
  if (page?.id !== news.page) return events();
  const changed = newsOf(page, news, isEcho(state, command, context));
  if (changed === null) return events();
  const happened: IncidentEvent = { type: 'page-changed', v: 1, data: changed };
  if (changed.echo || isLate(page, changed)) return events(happened);
  return events(happened, ...following(state, command, context));
}

/** What it means for the incident, by the table of who has the say (`src/vendors/pagerduty`). */
function following(state: Incident, { news, by, mayResolve }: HearPage, context: Context): readonly IncidentEvent[] {
  const { acknowledged } = state;
  if (!isOpen(state)) return [];
  switch (news.what) {
    case 'acknowledged': {
      const at = inItsTime(state, news.at, context);
      return acknowledged || by === null ? [] : [{ type: 'acknowledged', v: 2, data: { person: by, at } }];
    }
    case 'unacknowledged': {
      const at = inItsTime(state, news.at, context);
      return acknowledged?.there && !workedOnSince(state, acknowledged.at)
        ? [{ type: 'acknowledgement-lapsed', v: 1, data: { at } }]
        : [];
    }
    case 'resolved': {
      // Whether it is over is decided here: health has its say (runbooks 000 and 003).
      const asked = mayResolve ? decideEnding(state, { type: 'request-resolve', override: null }) : null;
      return asked?.ok ? asked.events : [];
    }
    default:
      return [];
  }
}

/** PagerDuty waits for another acknowledgement after a while; who leads it here or wrote an update has not let go of it. */
function workedOnSince({ roles, updates }: Incident, at: number): boolean {
  return roles.commander !== null || (updates.internal?.at ?? 0) > at;
}

/** What we did there ourselves comes back as news. */
function isEcho(state: Incident, { news, by }: HearPage, { policy }: Context): boolean {
  const { acknowledged, page, promises, severity } = state;
  switch (news.what) {
    case 'acknowledged':
      return acknowledged !== null && !acknowledged.there && (by === null || by === acknowledged.by || !isInSlack(by));
    case 'resolved':
      return !isOpen(state);
    case 'reopened':
      return isOpen(state) && page !== null && promises.begun.at >= page.since;
    case 'prioritised':
      return news.priority === policy.paging.severities[severity].priority;
    default:
      return news.ours ?? false;
  }
}

/** PagerDuty's clock is not ours: nothing happened before the declaration, nor is still to come. */
function inItsTime({ declaredAt }: Incident, at: number, { now }: Context): number {
  return Math.min(Math.max(at, declaredAt), now);
}
