import { z } from 'zod';
import { type BotAttempt, defineBotEffect } from '#src/define.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { reconcileEveryMs } from '#src/domain/paging/reconciling.ts';
import { IntegrationError } from '#src/errors.ts';
import { hearDeleted, hearUnheard, reconcilePage } from '#src/operations/paging/reconcile.ts';
import type { Pager } from '#src/ports/pager.ts';

/** Few enough to be asked for one after the other in one attempt; each time the next ones have their turn. */
const mostAtOnce = 10;

/** Asks PagerDuty how the pages we know of stand there and which others do, and hears what its webhooks did not tell. */
export const reconcile = defineBotEffect({
  kind: 'pagerduty.reconcile',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [],
  wanted: ({ deps }) => deps.pager !== null,
  async perform({ deps, signal }) {
    const { pager, store, clock } = deps;
    if (pager === null) return {};
    const standing = await store.pagesStanding();
    const turn = Math.floor(clock.now() / reconcileEveryMs) * mostAtOnce;
    const inTurn = standing.map((page, index) => standing[(turn + index) % standing.length] ?? page);
    const failures: unknown[] = [];
    // What cannot be read of one page must not hide what became of the others.
    const attempt = (work: Promise<void>) => work.catch((error: unknown) => void failures.push(error));
    for (const page of inTurn.slice(0, mostAtOnce)) {
      signal.throwIfAborted();
      await attempt(reconcileOne(deps, pager, page));
    }
    signal.throwIfAborted();
    await attempt(hearUnheard(deps, pager, new Set(standing.map(({ id }) => id))));
    if (failures.length > 0) throw failures[0];
    return {};
  },
});

async function reconcileOne(deps: BotAttempt<unknown>['deps'], pager: Pager, page: Page): Promise<void> {
  try {
    await reconcilePage(deps, pager, page);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    await hearDeleted(deps, page);
  }
}
