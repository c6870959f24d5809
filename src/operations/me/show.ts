import { may } from '#src/domain/access.ts';
import type { Duty, OnDuty } from '#src/domain/duty.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Group, PersonActor } from '#src/domain/people.ts';
import type { PolicyPerson } from '#src/domain/policy.ts';
import { turnOnList } from '#src/domain/rota.ts';
import { type DutiesRead, type DutyDeps, readDuties } from '#src/operations/duties.ts';
import { owedBy } from '#src/operations/owed-by.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { KnownPerson, Owed, PagerIdentity } from '#src/ports/store.ts';

/** As many incidents as the answer shows. */
const most = 5;

/** What somebody is taken for. */
export interface TakenFor {
  /** What Slack said of them; `null`: it has not said. */
  readonly known: KnownPerson | null;
  readonly groups: readonly Group[];
  /** Who they are in the policy, by their e-mail; `null`: it does not name them. */
  readonly listed: PolicyPerson | null;
  /** `onTurn`: e-mail of whose turn it is now. */
  readonly rota: readonly {
    readonly team: string;
    readonly list: 'primary' | 'secondary';
    readonly onTurn: string | null;
  }[];
  /** Where it is their turn, or will be next; `null`: they may not see who is on call. */
  readonly duties: DutiesRead | null;
  /** Whether PagerDuty is set up, and who they are there as far as is known. */
  readonly hasPager: boolean;
  readonly pager: PagerIdentity | null;
  /** Those they have a part in, open ones first, and what they owe; `null`: they may not look at incidents. */
  readonly own: {
    readonly incidents: readonly Incident[];
    readonly total: number;
    readonly owed: readonly Owed[];
  } | null;
}

/** Who `actor` is taken for and where that comes from. No group is asked for but for the incidents: whoever may do nothing must be able to see why. */
export async function showMe(deps: DutyDeps, { actor }: { readonly actor: PersonActor }): Promise<TakenFor> {
  const { store, policy, clock, pager } = deps;
  const known = await store.person(actor.person);
  const email = known?.email?.toLowerCase() ?? null;
  const isMe = (one: string) => one.toLowerCase() === email;
  return {
    known,
    groups: actor.groups,
    listed: policy.people.find((one) => isMe(one.email)) ?? null,
    rota: policy.rota.flatMap((shift) =>
      (['primary', 'secondary'] as const)
        .filter((list) => shift[list].some(isMe))
        .map((list) => ({ team: shift.team, list, onTurn: turnOnList(shift, list, clock.now())?.email ?? null })),
    ),
    duties: may(actor, 'oncall.show').ok ? await ownDuties(deps, actor) : null,
    hasPager: pager !== null,
    pager: await store.pagerOf(actor.person),
    own: may(actor, 'me.show').ok ? await ownIncidents(deps, actor) : null,
  };
}

async function ownDuties(deps: DutyDeps, { person }: PersonActor): Promise<DutiesRead> {
  const { groups, ...read } = await readDuties(deps, { kind: 'all' });
  const isIn = ({ now, next }: Duty<OnDuty>) =>
    now.some(({ who }) => who.person === person) || next?.who.person === person;
  return { ...read, groups: groups.filter(({ primary, secondary }) => isIn(primary) || isIn(secondary)) };
}

async function ownIncidents(deps: Pick<Deps, 'store' | 'policy' | 'clock'>, actor: PersonActor) {
  const { store } = deps;
  const filter = { involving: actor.person };
  const [owed, incidents, { total }] = await Promise.all([
    owedBy(deps, actor),
    store.incidents(filter, { limit: most, offset: 0 }, actor),
    store.incidentCount(filter, actor),
  ]);
  return { incidents, total, owed };
}
