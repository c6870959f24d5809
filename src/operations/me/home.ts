import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { type DutiesRead, type DutyDeps, readDuties } from '#src/operations/duties.ts';
import { owedBy } from '#src/operations/owed-by.ts';
import type { Count, IncidentFilter, Owed } from '#src/ports/store.ts';

/** How many of each App Home shows: together they stay far below the 100 blocks and 250 kB that Slack takes. */
const most = { own: 10, open: 20, over: 5 };

/** Among so many of those somebody has to do with, the ones they work on are looked for. */
const ownLookedAt = 100;

/** Among so many of the newest, those that were over last are looked for. */
const overLookedAt = 50;

/** Some incidents, and how many there are in all. */
export interface Some extends Count {
  readonly incidents: readonly Incident[];
}

export type HomeRead =
  | {
      readonly ok: true;
      /** What the person owes, soonest first. */
      readonly owed: readonly Owed[];
      /** Open ones the person has a part in: whoever only declared one has none. */
      readonly own: { readonly incidents: readonly Incident[]; readonly total: number };
      /** One page of all open ones, the worst first. */
      readonly open: Some & { readonly page: number; readonly pages: number };
      /** Those that were over last. */
      readonly over: readonly Incident[];
      readonly duties: DutiesRead;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** What stands in the App Home of `actor`, as far as they may know of it. `page` (from 1) is of the open ones; the last one where there are not so many. */
export async function readHome(
  deps: DutyDeps,
  { page: wanted }: { readonly page: number },
  { actor }: { readonly actor: PersonActor },
): Promise<HomeRead> {
  const permission = may(actor, 'incident.list');
  if (!permission.ok) return permission;
  const { store } = deps;
  const some = async (filter: IncidentFilter, limit: number, offset = 0): Promise<Some> => {
    const [incidents, count] = await Promise.all([
      store.incidents(filter, { limit, offset }, actor),
      store.incidentCount(filter, actor),
    ]);
    return { incidents, ...count };
  };
  const pages = Math.max(1, Math.ceil((await store.incidentCount({ open: true }, actor)).total / most.open));
  const page = Math.min(Math.max(1, wanted), pages);
  const [owed, involving, open, over, duties] = await Promise.all([
    owedBy(deps, actor),
    store.incidents({ open: true, involving: actor.person }, { limit: ownLookedAt, offset: 0 }, actor),
    some({ open: true }, most.open, (page - 1) * most.open),
    store.incidents({ open: false }, { limit: overLookedAt, offset: 0 }, actor),
    readDuties(deps, { kind: 'all' }),
  ]);
  const last = over.toSorted((a, b) => endOf(b) - endOf(a)).slice(0, most.over);
  const working = involving.filter((one) => worksOn(one, actor.person));
  const own = { incidents: working.slice(0, most.own), total: working.length };
  return { ok: true, owed, own, open: { ...open, page, pages }, over: last, duties };
}

function worksOn({ roles, acknowledged }: Incident, person: string): boolean {
  return acknowledged?.by === person || Object.values(roles).includes(person);
}

function endOf({ resolvedAt, endedAt, declaredAt }: Incident): number {
  return resolvedAt ?? endedAt ?? declaredAt;
}
