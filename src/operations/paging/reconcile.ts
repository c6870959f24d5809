import { newestNotes } from '#src/domain/paging/evolve.ts';
import { streamOfKey } from '#src/domain/paging/key.ts';
import { mayHavePassed, missed, passed } from '#src/domain/paging/missed.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import { markedWith } from '#src/domain/paging/note.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Changing } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import { hearNote, hearPage, hearPaged } from './hear.ts';
import { hearForeignPage, servicesThere, toldIn } from './hear-foreign.ts';

type Reconciling = Changing & Pick<Deps, 'ids'>;

/**
 * Asks PagerDuty how a page stands, and hears what was not told, also that it is gone: after a time in which its webhooks led nowhere, or one that was dropped. The
 * page stands here as it does there then, whatever was heard before. Asked again, it hears nothing twice.
 */
export async function reconcilePage(deps: Reconciling, pager: Pager, page: Pick<Page, 'id'>): Promise<void> {
  try {
    await hearAllOf(deps, pager, page);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    await hearDeleted(deps, page);
  }
}

async function hearAllOf(deps: Reconciling, pager: Pager, { id }: Pick<Page, 'id'>): Promise<void> {
  const known = await pageHere(deps, id);
  if (known === null) return;
  const seen = await pager.pageOf(id);
  const log = mayHavePassed(known, seen) ? await pager.logOf(id) : [];
  // What fires again must do so before somebody can have it in hand, and what is over must not hide that somebody had.
  if (seen.status !== 'resolved') await hearAlertIn(deps, seen);
  await hearAll(deps, seen, passed(known, seen, log));
  if (seen.status === 'resolved') await hearAlertIn(deps, seen);
  const page = (await pageHere(deps, id)) ?? known;
  await hearAll(deps, seen, missed(page, seen, log, { now: deps.clock.now(), knowing: known.heard }));
  // An alert keeps no notes: the incident it becomes is to find them new.
  if ((await deps.store.incidentOfPage(id)) === null) return;
  // What cannot be read of its notes must not hide what became of it.
  const notes = (await pager.notesOf(id)).slice(-newestNotes);
  for (const note of notes.filter((one) => !known.notes.includes(one.id) && markedWith(one.content) === null)) {
    const { id: noteId, at, by, content } = note;
    await hearNote(deps, { page: id, note: { id: noteId, at, by, content } }, `pagerduty.${id}.note.${noteId}`);
  }
}

/**
 * Hears of what is open in PagerDuty on the services that the policy names and is not known to be: opened, or opened again, while nobody was told. Returns
 * those pages: what became of them is to be asked. `standing`: ids of those that are known to be open.
 */
export async function hearUnheard(
  deps: Reconciling,
  pager: Pager,
  standing: ReadonlySet<string>,
): Promise<readonly Page[]> {
  const open = await pager.openPages([...servicesThere(deps.policy).keys()]);
  const pages: Page[] = [];
  for (const seen of open.filter(({ id }) => !standing.has(id))) {
    if ((await pageHere(deps, seen.id)) === null) {
      await hearPaged(deps, { key: seen.key, told: toldIn(seen), late: false }, deliveryOf(deps, seen));
    }
    const page = await pageHere(deps, seen.id);
    if (page) pages.push(page);
  }
  return pages;
}

/** PagerDuty does not know the page any more. */
export async function hearDeleted(deps: Reconciling, { id }: Pick<Page, 'id'>): Promise<void> {
  const unsaid = { by: null, status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  const news: PageNews = { ...unsaid, page: id, what: 'deleted', at: deps.clock.now(), from: 'answer' };
  await hearPage(deps, { key: null, news, told: null }, deliveryOf(deps, { id }));
}

async function pageHere({ store }: Reconciling, id: string): Promise<Page | null> {
  const owner = (await store.incidentOfPage(id)) ?? (await store.alertOfPage(id));
  return owner?.page ?? null;
}

/** Whether it fires by now, where it is an alert here: also what an incident did that goes on with its page. */
export async function hearAlertIn(deps: Reconciling, seen: SeenPage): Promise<void> {
  const { key, status, since: at } = seen;
  if (key !== null && streamOfKey(key) !== null) return;
  const what = status === 'triggered' ? 'unacknowledged' : status;
  await hearForeignPage(deps, toldIn(seen), { what, at });
}

async function hearAll(deps: Reconciling, { id, key }: SeenPage, all: readonly PageNews[]): Promise<void> {
  for (const news of all) await hearPage(deps, { key, news, told: null }, deliveryOf(deps, { id }));
}

/** Asked anew each time: what stands there counts, also if it was heard before and something else since. */
function deliveryOf({ ids }: Reconciling, { id }: { readonly id: string }): string {
  return `pagerduty.${id}.asked.${ids.next()}`;
}
