import { may } from '#src/domain/access.ts';
import { type DutyScope, scopeNamed } from '#src/domain/duty.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { type DutiesRead, type DutyDeps, readDuties } from '#src/operations/duties.ts';

export type OnCallShown =
  | ({
      readonly ok: true;
      readonly scope: DutyScope;
      /** Whether there is a PagerDuty to ask. */
      readonly hasPager: boolean;
    } & DutiesRead)
  | { readonly ok: false; readonly refusal: Refusal };

/** Who is on call for a service or a team, by its id or its name; where nothing is named (`null`), for everything. Never waits for PagerDuty. */
export async function showOnCall(
  deps: DutyDeps,
  { named }: { readonly named: string | null },
  { actor }: { readonly actor: PersonActor },
): Promise<OnCallShown> {
  const permission = may(actor, 'oncall.show');
  if (!permission.ok) return permission;
  const scope = named === null ? ({ kind: 'all' } as const) : scopeNamed(deps.policy, named);
  if (scope === null) return { ok: false, refusal: { code: 'no-such-duty', named: named ?? '' } };
  const read = await readDuties(deps, scope);
  return { ok: true, scope, hasPager: deps.pager !== null, ...read };
}
