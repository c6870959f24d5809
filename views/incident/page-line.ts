import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Page, PageStatus, Reply } from '#src/domain/paging/page.ts';
import { troublesOf } from '#views/page-failed.ts';
import { fitted, inline, listed } from '#views/text.ts';
import type { EffectLine } from './effect-lines.ts';
import { slackPen } from './pen.ts';

/** How it stands in PagerDuty: whom it called, who joins, where that is told there, and what does not go as it should. Nothing where nobody was called, and nobody was to be. */
export function pageLines(incident: Incident, effects: readonly EffectLine[]): readonly string[] {
  return [...standing(incident), ...pageTroubles(incident, effects)];
}

/** What of it somebody relies on and PagerDuty did not do, a line for each. */
export function pageTroubles(
  { status, page, acknowledged }: Incident,
  effects: readonly EffectLine[],
): readonly string[] {
  const stands = page?.gone ? 'gone' : 'stands';
  const on = { open: isOpen({ status }), page: page ? stands : 'none', acknowledged: acknowledged !== null } as const;
  return troublesOf(on, effects).map(({ words }) => words);
}

function standing({ page, unanswerable, status, restricted, acknowledged }: Incident): readonly string[] {
  if (page === null) {
    const last = unanswerable.at(-1);
    return last && last.next === null && isOpen({ status }) ? ['PagerDuty has nobody to page: Slack alone asks'] : [];
  }
  if (page.gone) return [`PagerDuty ${link(page)} is gone there: nobody is paged for it any more`];
  const assignees = page.assignees.slice(0, 5).map(({ name }) => inline(name, 75));
  const whose = page.status === 'resolved' || assignees.length === 0 ? '' : `, with ${listed(assignees)}`;
  const stranger = restricted && page.status === 'acknowledged' && acknowledged === null;
  const stands = stranger
    ? 'acknowledged there by somebody who is no member, which does not count here'
    : statusWords[page.status];
  return [`PagerDuty ${link(page)}: ${stands}${whose}${responders(page)}`];
}

const statusWords: Readonly<Record<PageStatus, string>> = {
  triggered: 'not acknowledged there yet',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
};

const replyWords: Readonly<Record<Reply, string>> = { pending: 'asked', joined: 'joins', declined: 'cannot' };

/** Who joined may have it by now, and is named once. */
function responders({ responders: all, assignees, status }: Page): string {
  const others = all.filter((one) => assignees.every(({ id }) => id !== one.id));
  if (others.length === 0 || status === 'resolved') return '';
  const words = others.map(({ name, reply }) => `${inline(name, 75)} (${replyWords[reply]})`);
  return `; besides ${fitted(words, ', ', 300)}`;
}

function link({ url, number }: Page): string {
  return slackPen(new Map()).link(url, `#${number}`);
}
