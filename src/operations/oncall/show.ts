import { may } from '#src/domain/access.ts';
import { type DutyScope, scopeNamed } from '#src/domain/duty.ts';
import { readOnCall } from '#src/domain/on-call.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { type DutiesRead, readDuties } from '#src/operations/duties.ts';
import type { Deps } from '#src/ports/deps.ts';

/** Younger than this it is as good as asked just now (ms). */
const freshMs = 60_000;

export type OnCallShown =
  | ({
      readonly ok: true;
      readonly scope: DutyScope;
      /** Whether there is a PagerDuty to ask. */
      readonly hasPager: boolean;
    } & DutiesRead)
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Who is on call for a service or a team, by its id or its name; where nothing is named (`null`), for everything. It answers from the copy of what
 * PagerDuty said, and has that renewed behind the answer where it is older than a minute.
 */
export async function showOnCall(
  deps: Pick<Deps, 'store' | 'queue' | 'pager' | 'policy' | 'clock'>,
  { named }: { readonly named: string | null },
  { actor }: { readonly actor: PersonActor },
): Promise<OnCallShown> {
  const permission = may(actor, 'oncall.show');
  if (!permission.ok) return permission;
  const scope = named === null ? ({ kind: 'all' } as const) : scopeNamed(deps.policy, named);
  if (scope === null) return { ok: false, refusal: { code: 'no-such-duty', named: named ?? '' } };
  const read = await readDuties(deps, scope);
  if (read.asOf === null || deps.clock.now() - read.asOf >= freshMs) await askAnew(deps);
  return { ok: true, scope, hasPager: deps.pager !== null, ...read };
}

async function askAnew({ store, queue, pager }: Pick<Deps, 'store' | 'queue' | 'pager'>): Promise<void> {
  if (pager) void queue.wake(await store.setGoing([readOnCall]));
}
