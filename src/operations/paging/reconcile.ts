import { type PageNews, sameWithinMs } from '#src/domain/paging/news.ts';
import { isOurNote } from '#src/domain/paging/note.ts';
import type { Page, PageHappening, PagerPerson, PageStatus } from '#src/domain/paging/page.ts';
import type { Changing } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { PageLogEntry, Pager, SeenPage } from '#src/ports/pager.ts';
import { hearNote, hearPage, hearPaged } from './hear.ts';
import { servicesThere, toldIn } from './hear-foreign.ts';

type Reconciling = Changing & Pick<Deps, 'ids'>;

/**
 * Asks PagerDuty how a page stands, and hears what was not told: after a time in which its webhooks led nowhere, or one that was dropped. Asked again, it
 * hears nothing twice.
 */
export async function reconcilePage(deps: Reconciling, pager: Pager, page: Page): Promise<void> {
  const seen = await pager.pageOf(page.id);
  const notes = await pager.notesOf(page.id);
  const log = changedSince(page, seen) ? await pager.logOf(page.id) : [];
  const now = missedOf(page, seen, log, deps.clock.now());
  const before = passed(page, log).filter(({ what, at }) => !now.some((one) => one.what === what && one.at === at));
  const missed = [...before, ...now];
  for (const [index, news] of missed.entries()) {
    // How it stands now is told with the last of it.
    const told = index === missed.length - 1 ? toldIn(seen) : null;
    const delivery = `pagerduty.${page.id}.${news.what}.${news.at}.${news.responder?.id}`;
    await hearPage(deps, { key: seen.key, news, told }, delivery);
  }
  for (const note of notes.filter(({ id, content }) => !page.notes.includes(id) && !isOurNote(content))) {
    const { id, at, by, content } = note;
    await hearNote(deps, { page: page.id, note: { id, at, by, content } }, `pagerduty.${page.id}.note.${id}`);
  }
}

/**
 * Hears of what is open in PagerDuty on the services that the policy names and is not known to be: opened, or opened again, while nobody was told.
 * `standing`: ids of those that are known to.
 */
export async function hearUnheard(deps: Reconciling, pager: Pager, standing: ReadonlySet<string>): Promise<void> {
  const open = await pager.openPages([...servicesThere(deps.policy).keys()]);
  for (const seen of open.filter(({ id }) => !standing.has(id))) {
    if ((await pageHere(deps, seen.id)) === null) {
      await hearPaged(deps, { key: seen.key, told: toldIn(seen) }, `pagerduty.${seen.id}.opened`);
    }
    const page = await pageHere(deps, seen.id);
    if (page) await reconcilePage(deps, pager, page);
  }
}

async function pageHere({ store }: Reconciling, id: string): Promise<Page | null> {
  const owner = (await store.incidentOfPage(id)) ?? (await store.alertOfPage(id));
  return owner?.page ?? null;
}

/** PagerDuty does not know the page any more. */
export async function hearDeleted(deps: Reconciling, { id }: Pick<Page, 'id'>): Promise<void> {
  const unsaid = { by: null, status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  const news: PageNews = { ...unsaid, page: id, what: 'deleted', at: deps.clock.now() };
  await hearPage(deps, { key: null, news, told: null }, `pagerduty.${id}.deleted`);
}

/** Whether its log may tell what we do not know. */
function changedSince(page: Page, seen: SeenPage): boolean {
  return statusOf(page, seen) !== null || seen.since > page.since + sameWithinMs || !sameAssignees(page, seen);
}

/** How it stood in between, as its log tells: who took it on and let go of it again has done so. */
function passed(page: Page, log: readonly PageLogEntry[]): readonly PageNews[] {
  const unsaid = { status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  return log.flatMap(({ type, at, by }) => {
    const what = between.find((one) => entriesOf[one]?.includes(type));
    return what && at >= page.since ? [{ ...unsaid, page: page.id, what, at, by }] : [];
  });
}

const between = ['acknowledged', 'unacknowledged'] as const satisfies readonly PageHappening[];

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
