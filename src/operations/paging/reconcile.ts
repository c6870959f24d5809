import type { PageNews } from '#src/domain/paging/news.ts';
import { isOurNote } from '#src/domain/paging/note.ts';
import type { Page, PageHappening, PagerPerson, PageStatus } from '#src/domain/paging/page.ts';
import type { Changing } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { PageLogEntry, Pager, SeenPage } from '#src/ports/pager.ts';
import { hearNote, hearPage } from './hear.ts';

type Reconciling = Changing & Pick<Deps, 'ids'>;

/**
 * Asks PagerDuty how the page of an incident stands, and hears what was not told: after a time in which its webhooks led nowhere, or one that was dropped.
 * Asked again, it hears nothing twice.
 */
export async function reconcilePage(deps: Reconciling, pager: Pager, page: Page): Promise<void> {
  const seen = await pager.pageOf(page.id);
  const notes = await pager.notesOf(page.id);
  const differs = statusOf(page, seen) !== null || !sameAssignees(page, seen);
  const log = differs ? await pager.logOf(page.id) : [];
  for (const news of missedOf(page, seen, log, deps.clock.now())) {
    await hearPage(
      deps,
      { key: null, news, told: null },
      `pagerduty.${page.id}.${news.what}.${news.at}.${news.responder?.id}`,
    );
  }
  for (const note of notes.filter(({ id, content }) => !page.notes.includes(id) && !isOurNote(content))) {
    const { id, at, by, content } = note;
    await hearNote(deps, { page: page.id, note: { id, at, by, content } }, `pagerduty.${page.id}.note.${id}`);
  }
}

/** PagerDuty does not know the page any more. */
export async function hearDeleted(deps: Reconciling, { id }: Pick<Page, 'id'>): Promise<void> {
  const unsaid = { by: null, status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  const news: PageNews = { ...unsaid, page: id, what: 'deleted', at: deps.clock.now() };
  await hearPage(deps, { key: null, news, told: null }, `pagerduty.${id}.deleted`);
}

/** What stands otherwise than we know, as the news that would have told it. */
function missedOf(page: Page, seen: SeenPage, log: readonly PageLogEntry[], now: number): readonly PageNews[] {
  const { status, assignees, urgency, priority } = seen;
  const standing = { page: page.id, status, assignees, urgency, priority, responder: null };
  const what = statusOf(page, seen);
  if (what !== null) {
    const { by, at } = lastOf(log, what);
    return [{ ...standing, what, by, at: at ?? seen.since }];
  }
  const news: PageNews[] = [];
  if (!sameAssignees(page, seen)) {
    const { by, at } = lastOf(log, 'reassigned');
    news.push({ ...standing, what: 'reassigned', by, at: at ?? seen.since });
  }
  if (page.priority !== priority || page.urgency !== urgency) {
    news.push({ ...standing, what: 'prioritised', by: null, at: now });
  }
  for (const { at: _, ...responder } of seen.responders) {
    const known = page.responders.find(({ id }) => id === responder.id);
    if (known?.reply === responder.reply) continue;
    const happened = responder.reply === 'pending' ? 'responder-added' : 'responder-replied';
    news.push({ ...standing, what: happened, by: null, at: now, responder });
  }
  return news;
}

/** Which happening explains that it has another status there; `null`: it has the same. */
function statusOf(page: Page, { status, mergedInto }: SeenPage): PageHappening | null {
  if (mergedInto !== null) return 'merged';
  if (status === page.status) return null;
  const from: Readonly<Record<PageStatus, PageHappening>> = {
    acknowledged: 'unacknowledged',
    resolved: 'reopened',
    triggered: 'unacknowledged',
  };
  return status === 'triggered' ? from[page.status] : status;
}

function sameAssignees(page: Page, seen: SeenPage): boolean {
  const ids = (people: readonly PagerPerson[]) =>
    people
      .map(({ id }) => id)
      .toSorted()
      .join();
  return seen.status === 'resolved' || ids(page.assignees) === ids(seen.assignees);
}

/** PagerDuty's words for entries of its log, as far as they tell who did what. */
const entriesOf: Readonly<Partial<Record<PageHappening, readonly string[]>>> = {
  acknowledged: ['acknowledge_log_entry'],
  unacknowledged: ['unacknowledge_log_entry'],
  resolved: ['resolve_log_entry'],
  merged: ['resolve_log_entry'],
  reopened: ['reopen_log_entry', 'trigger_log_entry'],
  reassigned: ['assign_log_entry', 'escalate_log_entry', 'delegate_log_entry'],
};

/** Who did it last and when, as the log tells. */
function lastOf(log: readonly PageLogEntry[], what: PageHappening) {
  const entry = log.findLast(({ type }) => entriesOf[what]?.includes(type));
  return { by: entry?.by ?? null, at: entry?.at ?? null };
}
