import type { Context, DecisionOf } from '#src/domain/decision.ts';
import type { Paged, Unanswerable } from '#src/domain/paging/events.ts';
import { opened } from '#src/domain/paging/evolve.ts';
import { asHeard, changeIn, type HearPaged, type PageNews } from '#src/domain/paging/news.ts';
import { callsAgain, isOpenThere, type Page, takenBackSince } from '#src/domain/paging/page.ts';
import { isInSlack } from '#src/domain/people.ts';
import type { AlertEvent } from './events.ts';
import type { Alert } from './state.ts';

/** What PagerDuty tells of the page of an alert, or answered. `by`: as `actorId` names who did it; `null`: nobody. */
export type AlertPageCommand =
  | HearPaged
  | { readonly type: 'hear-unanswerable'; readonly unanswerable: Unanswerable }
  | { readonly type: 'hear-page'; readonly news: PageNews; readonly by: string | null; readonly paged: Paged | null };

/** Nobody asked here, so what does not fit any more is no news. Whether it is over its source says, not who resolves its page. */
export function decidePage(
  state: Alert,
  command: AlertPageCommand,
  { now }: Pick<Context, 'now'>,
): DecisionOf<AlertEvent> {
  switch (command.type) {
    case 'hear-paged': {
      const paged = asHeard(command.paged, now);
      return { ok: true, events: command.late && wasBefore(state, paged) ? [] : hearPaged(state, paged) };
    }
    case 'hear-unanswerable':
      return { ok: true, events: [{ type: 'page-unanswerable', v: 1, data: command.unanswerable }] };
    case 'hear-page': {
      const { news, paged } = command;
      const heard = { ...command, news: asHeard(news, now), paged: paged && asHeard(paged, now) };
      return { ok: true, events: hearPage(state, heard) };
    }
  }
}

/** There is one page for an alert that fires; another one only where that is over or gone. */
function hearPaged({ page }: Alert, paged: Paged): readonly AlertEvent[] {
  return page?.id === paged.page || isOpenThere(page) ? [] : [{ type: 'paged', v: 1, data: paged }];
}

function hearPage(state: Alert, command: Extract<AlertPageCommand, { type: 'hear-page' }>): readonly AlertEvent[] {
  if (state.page?.id === command.news.page) return happened(state, state.page, command);
  const { paged, news } = command;
  if (isGone(state, news)) return over(state, news.at);
  if (paged === null || wasBefore(state, news)) return [];
  // As it was opened: what became of it since is the news.
  const first = { ...paged, status: 'triggered' } as const;
  return hearPaged(state, first).flatMap((event) => [event, ...happened(state, opened(first), command)]);
}

/** All pages of an alert have one key: what is told late of one it had before says nothing of the one it has. */
function wasBefore({ page }: Alert, { at }: { readonly at: number }): boolean {
  return page !== null && at <= page.since;
}

/** An alert of PagerDuty that is gone there: it was all there was of it, and nobody will ever say that it is over. Also where an incident has its page. */
function isGone({ source }: Alert, { what }: Pick<PageNews, 'what'>): boolean {
  return source === 'pagerduty' && (what === 'deleted' || what === 'merged');
}

function over({ status, instances }: Alert, at: number): readonly AlertEvent[] {
  if (status !== 'firing') return [];
  const ended = instances.map(({ id, startedAt }) => ({ id, startedAt, endedAt: Math.max(startedAt, at) }));
  return [{ type: 'alert-resolved', v: 1, data: { ended } }];
}

function happened(
  state: Alert,
  page: Page,
  { news, by }: Extract<AlertPageCommand, { type: 'hear-page' }>,
): readonly AlertEvent[] {
  const { acknowledged, status, firedAt } = state;
  const here = acknowledged !== null && !acknowledged.there;
  const echo = news.what === 'acknowledged' && here && (by === null || by === acknowledged.by || !isInSlack(by));
  const changed = changeIn(page, news, echo);
  if (changed === null) return [];
  const heard: AlertEvent = { type: 'page-changed', v: 2, data: changed };
  if (isGone(state, changed)) return [heard, ...over(state, changed.at)];
  const free = acknowledged === null || callsAgain(state);
  const takes = changed.what === 'acknowledged' && by !== null && free && status === 'firing';
  // Also where it is told only after what came next: whoever took it on has it until that is taken back.
  return takes && changed.at >= firedAt && takenBackSince(page, changed.at) === null
    ? [heard, { type: 'alert-acknowledged', v: 2, data: { person: by, at: changed.at } }]
    : [heard];
}
