import { type Attempt, type Done, superseded } from '#src/define.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Pager } from '#src/ports/pager.ts';
import { doneThere } from './hears.ts';

/** The page that stands for the incident, and the PagerDuty it stands in; `null`: nobody was called, or it is gone. */
export function standing({ deps, incident }: Pick<Attempt<unknown>, 'deps' | 'incident'>): Page | null {
  return deps.pager !== null && incident.page !== null && !incident.page.gone ? incident.page : null;
}

/** Does something with the page that stands. What somebody deleted there is told as that, and is no failure. */
export async function withPage(
  attempt: Attempt<unknown>,
  work: (page: Page, pager: Pager) => Promise<Done>,
): Promise<Done | typeof superseded> {
  const page = standing(attempt);
  const { pager } = attempt.deps;
  if (page === null || pager === null) return superseded;
  try {
    return await work(page, pager);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    return doneThere(attempt, page, 'deleted', null);
  }
}
