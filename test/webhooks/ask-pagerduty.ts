import { z } from 'zod';
import { reconcilePages } from '#src/domain/paging/reconciling.ts';
import { reconcile } from '#src/effects/pagerduty/reconcile.ts';
import { createRunner } from '#src/engine/runner.ts';
import type { PagerDutyRig } from '#test/playground/fakes/pagerduty-rig.ts';
import type { PagerDutyDoor } from './open-pagerduty-door.ts';

/** One attempt of the engine to have PagerDuty asked how everything stands there. Returns the calls it made, with the page each is about. */
export async function askPagerDuty(
  { deps, at }: PagerDutyDoor,
  { pager, log }: PagerDutyRig,
): Promise<readonly { readonly method: string; readonly page: string | null }[]> {
  const before = log.calls().length;
  await at.store.setGoing([reconcilePages]);
  const run = createRunner({ ...deps, pager, wall: deps.clock }, new Map([[reconcile.kind, reconcile]]));
  await run(reconcilePages.id);
  return log
    .calls()
    .slice(before)
    .map(({ method, args }) => ({ method, page: about.parse(args).id }));
}

const about = z.object({ id: z.string().nullable().default(null) });
