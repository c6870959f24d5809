import { type AnyDone, notYet, type SubjectAttempt, superseded } from '#src/define.ts';
import type { Subject } from '#src/domain/change.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { engineActor } from '#src/domain/people.ts';
import { IntegrationError } from '#src/errors.ts';
import { hearDeleted } from '#src/operations/paging/reconcile.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Pager } from '#src/ports/pager.ts';

type Given = Pick<SubjectAttempt<unknown>, 'deps' | 'subject'>;

/** The page that stands in PagerDuty for an incident or an alert; `null`: nobody was called, or it is gone. */
export function standing({ deps, subject }: Given): Page | null {
  return deps.pager === null ? null : unlessGone(subject.state.page);
}

/** The page that stands, once it does: one that is being opened, or opened again, is waited for. `null`: none stands, and none is to come. */
export async function comingPage({ deps: { store }, subject }: Given): Promise<Page | null | typeof notYet> {
  const rows = await store.workOf(subject.state.stream);
  if (rows.some(({ kind, state }) => opening.has(kind) && (state === 'ready' || state === 'claimed'))) return notYet;
  // It may have come since it was read.
  return unlessGone(await pageOf(subject, store));
}

const opening: ReadonlySet<string> = new Set(['pagerduty.page', 'pagerduty.reopen']);

async function pageOf({ of, state: { number } }: Subject, store: Deps['store']): Promise<Page | null> {
  const fresh = of === 'inc' ? await store.incident(number, engineActor) : await store.alert(number);
  return fresh?.page ?? null;
}

function unlessGone(page: Page | null): Page | null {
  return page?.gone ? null : page;
}

/** Whether nothing else goes on with the page by now: a later incident, or an alert that fires and got it back. One that is over keeps the page it had. */
async function isOurs({ id }: Page, { deps: { store }, subject }: Given): Promise<boolean> {
  const [alert, incident] = await Promise.all([store.alertOfPage(id), store.incidentOfPage(id)]);
  const owner = alert?.status === 'firing' ? alert : incident;
  return owner === null || subject.state.stream === owner.stream || subject.state.stream === alert?.stream;
}

/** Does something with the page that stands. What somebody deleted there is heard by all it is of, and is no failure. */
export async function withPage(
  attempt: Given,
  work: (page: Page, pager: Pager) => Promise<AnyDone>,
): Promise<AnyDone | typeof superseded> {
  const page = standing(attempt);
  const { pager } = attempt.deps;
  if (page === null || pager === null) return superseded;
  if (!(await isOurs(page, attempt))) return superseded;
  try {
    return await work(page, pager);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    await hearDeleted(attempt.deps, page);
    return superseded;
  }
}
