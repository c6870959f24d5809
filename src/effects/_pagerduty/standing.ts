import { type AlertAttempt, type AlertDone, type Attempt, type Done, notYet, superseded } from '#src/define.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { engineActor } from '#src/domain/people.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Pager } from '#src/ports/pager.ts';
import { alertDoneThere, doneThere } from './answered.ts';

/** A page that stands in PagerDuty; `null`: nobody was called, or it is gone. */
export function standingFor({ pager }: Pick<Attempt<unknown>['deps'], 'pager'>, page: Page | null): Page | null {
  return pager !== null && page !== null && !page.gone ? page : null;
}

/** The page that stands for the incident. */
export function standing({ deps, incident }: Pick<Attempt<unknown>, 'deps' | 'incident'>): Page | null {
  return standingFor(deps, incident.page);
}

/** The page that stands, once it does: one that is being opened, or opened again, is waited for. `null`: none stands, and none is to come. */
export async function comingPage({
  deps,
  incident: { stream, number },
}: Pick<Attempt<unknown>, 'deps' | 'incident'>): Promise<Page | null | typeof notYet> {
  if (await opens(deps, stream)) return notYet;
  // It may have come since the incident was read.
  const fresh = await deps.store.incident(number, engineActor);
  return standingFor(deps, fresh?.page ?? null);
}

/** The same for an alert. */
export async function comingAlertPage({
  deps,
  alert: { stream, number },
}: Pick<AlertAttempt<unknown>, 'deps' | 'alert'>): Promise<Page | null | typeof notYet> {
  if (await opens(deps, stream)) return notYet;
  const fresh = await deps.store.alert(number);
  return standingFor(deps, fresh?.page ?? null);
}

async function opens({ store }: Pick<Attempt<unknown>['deps'], 'store'>, stream: string): Promise<boolean> {
  const rows = await store.workOf(stream);
  return rows.some(({ kind, state }) => opening.has(kind) && (state === 'ready' || state === 'claimed'));
}

const opening: ReadonlySet<string> = new Set(['pagerduty.page', 'pagerduty.page-alert', 'pagerduty.reopen']);

type Work<Result> = (page: Page, pager: Pager) => Promise<Result>;

/** Does something with the page that stands. What somebody deleted there is told as that, and is no failure. */
export function withPage(attempt: Attempt<unknown>, work: Work<Done>): Promise<Done | typeof superseded> {
  const gone = (page: Page) => doneThere(attempt, page, 'deleted', null);
  return withStanding(attempt.deps, attempt.incident.page, work, gone);
}

/** The same for an alert. */
export function withAlertPage(
  attempt: AlertAttempt<unknown>,
  work: Work<AlertDone>,
): Promise<AlertDone | typeof superseded> {
  const gone = (page: Page) => alertDoneThere(attempt, page, 'deleted', null);
  return withStanding(attempt.deps, attempt.alert.page, work, gone);
}

async function withStanding<Result>(
  deps: Attempt<unknown>['deps'],
  known: Page | null,
  work: Work<Result>,
  gone: (page: Page) => Result,
): Promise<Result | typeof superseded> {
  const page = standingFor(deps, known);
  if (page === null || deps.pager === null) return superseded;
  try {
    return await work(page, deps.pager);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    return gone(page);
  }
}
