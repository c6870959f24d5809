import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { reconcileEveryMs } from '#src/domain/paging/reconciling.ts';
import { IntegrationError } from '#src/errors.ts';
import { hearDeleted, reconcilePage } from '#src/operations/paging/reconcile.ts';

/** Few enough to be asked for one after the other in one attempt; each time the next ones have their turn. */
const mostAtOnce = 10;

/** Asks PagerDuty how our pages stand there, and hears what its webhooks did not tell. */
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
    const paged = await store.incidentsPaged();
    const turn = Math.floor(clock.now() / reconcileEveryMs) * mostAtOnce;
    const ours = paged.map((_, index) => paged[(turn + index) % paged.length]).slice(0, mostAtOnce);
    const failures: unknown[] = [];
    for (const incident of ours) {
      if (!incident?.page) continue;
      signal.throwIfAborted();
      try {
        await reconcilePage(deps, pager, incident.page);
      } catch (error) {
        if (error instanceof IntegrationError && error.code === 'not-found') await hearDeleted(deps, incident.page);
        // What cannot be read of one page must not hide what became of the others.
        else failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return {};
  },
});
