import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { hearUnheard, reconcilePage } from '#src/operations/paging/reconcile.ts';
import type { Deps } from '#src/ports/deps.ts';

/** As many as can be asked for one after the other in one attempt on an ordinary day; each time the next ones have their turn. */
const mostAtOnce = 40;

/**
 * In which order pages had their turn, oldest first. A slow PagerDuty leaves time for few of them: the next attempt goes on with the others, rather than
 * with the same few. Forgotten with the process: then all are new.
 */
const turns = new WeakMap<Deps['store'], Set<string>>();

/** Asks PagerDuty which pages stand there and how those we know of do, and hears what its webhooks did not tell. */
export const reconcile = defineBotEffect({
  kind: 'pagerduty.reconcile',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [],
  wanted: ({ deps }) => deps.pager !== null,
  async perform({ deps, signal }) {
    const { pager, store } = deps;
    if (pager === null) return {};
    const failures: unknown[] = [];
    const standing = await store.pagesStanding();
    // What cannot be read of one must not hide what became of the others.
    const unheard = await hearUnheard(deps, pager, new Set(standing.map(({ id }) => id))).catch((error: unknown) => {
      failures.push(error);
      return [];
    });
    const had = turns.get(store) ?? new Set();
    turns.set(store, had);
    for (const page of inTurn([...unheard, ...standing], had)) {
      signal.throwIfAborted();
      // Also where no answer comes: it must not stand in the way of the others.
      had.delete(page.id);
      had.add(page.id);
      await reconcilePage(deps, pager, page).catch((error: unknown) => void failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    return {};
  },
});

/** Those whose turn it is: who had none yet, then whoever had theirs longest ago. What stands no longer is forgotten. */
function inTurn(pages: readonly Page[], had: Set<string>): readonly Page[] {
  const known = new Map(pages.map((page) => [page.id, page]));
  const again = [...had].flatMap((id) => known.get(id) ?? []);
  const first = [...known.values()].filter(({ id }) => !had.has(id));
  for (const id of had) if (!known.has(id)) had.delete(id);
  return [...first, ...again].slice(0, mostAtOnce);
}
