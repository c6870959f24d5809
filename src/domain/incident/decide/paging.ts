import { alertName } from '#src/domain/alert/state.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { isAcknowledgementMissed } from '#src/domain/incident/promises/overdue.ts';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import type { PageChanged, Paged, Unanswerable } from '#src/domain/paging/events.ts';
import { isLate, opened } from '#src/domain/paging/evolve.ts';
import { asHeard, changeIn, type HearPaged, type PageNews } from '#src/domain/paging/news.ts';
import { callsAgain, type Page, takenBackSince, takenOnSince, takesBack } from '#src/domain/paging/page.ts';
import { isInSlack } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events } from './decision.ts';
import { decideEnding } from './ending.ts';

/** What PagerDuty tells of a page, or answered. Nobody asked here, so what does not fit any more is no news. */
export type PagingCommand =
  | HearPaged
  | { readonly type: 'hear-unanswerable'; readonly unanswerable: Unanswerable }
  /**
   * `by`: as `actorId` names who did it; `null`: nobody, or somebody who may not know of it. `mayResolve`: which alerts of it fire, where they may end incidents here; `null`: they may not.
   * `paged`: the page itself, where that is told too: it may be the first we hear of it.
   */
  | {
      readonly type: 'hear-page';
      readonly news: PageNews;
      readonly by: string | null;
      readonly mayResolve: { readonly firing: readonly number[] } | null;
      readonly paged: Paged | null;
    }
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
    case 'hear-paged':
      return hearPaged(state, asHeard(command.paged, context.now));
    case 'hear-unanswerable': {
      const { unanswerable } = command;
      return events({ type: 'page-unanswerable', v: 1, data: unanswerable });
    }
    case 'hear-page': {
      const { news, paged } = command;
      const heard = { ...command, news: asHeard(news, context.now), paged: paged && asHeard(paged, context.now) };
      return hearPage(state, heard, context);
    }
    case 'hear-note': {
      const { id, at, text } = asHeard(command, context.now);
      if (page?.id !== command.page || page.notes.includes(id)) return events();
      return events({ type: 'page-noted', v: 1, data: { id, at: inItsTime(state, at), text } });
    }
  }
}

/** There is one page for an incident; another one only where that is gone. What stands besides, since one was on its way as it got another, is ended. */
function hearPaged(state: Incident, paged: Paged): Decision {
  const { page, sparePages } = state;
  const { page: id, number, url } = paged;
  if (page?.id === id || sparePages.includes(id)) return events();
  if (page && !page.gone) return events({ type: 'page-spare', v: 1, data: { page: id, number, url } });
  return events({ type: 'paged', v: 1, data: { ...paged, at: inItsTime(state, paged.at) } });
}

type HearPage = Extract<PagingCommand, { type: 'hear-page' }>;

function hearPage(state: Incident, command: HearPage, context: Context): Decision {
  const { page } = state;
  if (page?.id === command.news.page) return events(...happened(state, page, command, context));
  if (command.paged === null) return events();
  // As it was opened: what became of it since is the news.
  const paged = { ...command.paged, status: 'triggered' } as const;
  const first = hearPaged(state, paged);
  if (!first.ok) return first;
  const stands = first.events.some(({ type }) => type === 'paged');
  if (!stands) return events(...(command.paged.status === 'resolved' ? [] : first.events), ...onSpare(state, command));
  return events(...first.events, ...happened(state, opened(paged), command, context));
}

/** Whoever takes on a page that stands for it besides has taken it on: the one it goes on with is still to be told. */
function onSpare(state: Incident, { news, by }: HearPage): readonly IncidentEvent[] {
  const taken = news.what === 'acknowledged' && by !== null && !state.acknowledged;
  if (!taken || !isOpen(state) || wasBefore(state, news)) return [];
  return [{ type: 'acknowledged', v: 1, data: { person: by } }];
}

/** What happened to a page, and what follows. */
function happened(state: Incident, page: Page, command: HearPage, context: Context): readonly IncidentEvent[] {
  const { news } = command;
  const changed = changeIn(page, news, isEcho(state, page, command, context));
  if (changed === null) return [];
  const event: IncidentEvent = { type: 'page-changed', v: 2, data: changed };
  const before = changed.echo || !isOpen(state) || wasBefore(state, news);
  return [event, ...(before ? [] : following(state, page, command, changed))];
}

/** What it means for the incident, by the table of who has the say (`src/vendors/pagerduty`). */
function following(state: Incident, page: Page, command: HearPage, changed: PageChanged): readonly IncidentEvent[] {
  const { news, mayResolve } = command;
  if (takesBack(changed)) return takenBack(state, page, changed);
  switch (news.what) {
    case 'acknowledged':
      return takenOn(state, page, command);
    case 'resolved': {
      // Whether it is over is decided here: health has its say (runbooks 000 and 003).
      if (mayResolve === null || isLate(page, news)) return [];
      const asked = decideEnding(state, { type: 'request-resolve', override: null, ...mayResolve });
      return asked.ok ? asked.events : [];
    }
    default:
      return [];
  }
}

/** Somebody took it on, also if that is told only after it was taken back. The first one counts. */
function takenOn(state: Incident, page: Page, { news, by }: HearPage): readonly IncidentEvent[] {
  if ((state.acknowledged && !callsAgain(state)) || by === null) return [];
  const data = { person: by, at: inItsTime(state, news.at) };
  const back = takenBackSince(page, news.at);
  const taken: IncidentEvent = { type: 'acknowledged', v: 2, data };
  return back === null ? [taken] : [taken, lapsed(state, back)];
}

/** Wherever it was acknowledged. */
function takenBack(state: Incident, page: Page, { at }: PageChanged): readonly IncidentEvent[] {
  const { acknowledged } = state;
  if (acknowledged === null || acknowledged.at > at) return [];
  return takenOnSince(page, at) || workedOnSince(state, acknowledged.at) ? [] : [lapsed(state, at)];
}

function lapsed(state: Incident, at: number): IncidentEvent {
  return { type: 'acknowledgement-lapsed', v: 1, data: { at: inItsTime(state, at) } };
}

/** PagerDuty waits for another acknowledgement after a while; who leads it here or wrote an update has not let go of it. */
function workedOnSince({ roles, updates }: Incident, at: number): boolean {
  return roles.commander !== null || (updates.internal?.at ?? 0) > at;
}

/** What we did there ourselves comes back as news. */
function isEcho(state: Incident, page: Page, { news, by }: HearPage, { policy }: Context): boolean {
  const { acknowledged, severity } = state;
  switch (news.what) {
    case 'acknowledged':
      return acknowledged !== null && !acknowledged.there && (by === null || by === acknowledged.by || !isInSlack(by));
    case 'resolved':
      return !isOpen(state) || wasBefore(state, news);
    case 'reopened':
      return isOpen(state) && (tookUpSince(state, page) || callsAnew(state, page));
    case 'prioritised':
      return news.priority === policy.paging.severities[severity].priority;
    default:
      return ourNames(state).some((name) => name === news.marked);
  }
}

function tookUpSince({ promises: { begun } }: Incident, { since }: Page): boolean {
  return begun.seq > 1 && begun.at >= since;
}

/** Whether we open it again ourselves, for it was resolved there and nobody acknowledged in time. */
function callsAnew(state: Incident, { status }: Page): boolean {
  return status === 'resolved' && isAcknowledgementMissed(state);
}

/** What is written on its page may have been written while that was only an alert's. */
function ourNames({ number, alerts }: Incident): readonly string[] {
  return [incidentName(number), ...alerts.map(alertName)];
}

/** Whether it happened before the incident was taken up again: it says nothing of how it goes on. */
function wasBefore({ promises: { begun } }: Incident, { at }: PageNews): boolean {
  return begun.seq > 1 && at < begun.at;
}

/** PagerDuty's clock is not ours: nothing happened before the declaration. */
function inItsTime({ declaredAt }: Pick<Incident, 'declaredAt'>, at: number): number {
  return Math.max(at, declaredAt);
}
