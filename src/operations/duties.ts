import { type Called, type Duty, type DutyGroup, type DutyScope, dutyGroups, type OnDuty } from '#src/domain/duty.ts';
import { readOnCall } from '#src/domain/on-call.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { KnownPerson } from '#src/ports/store.ts';

/** Who is on call, and how old what we know of it is. */
export interface DutiesRead {
  readonly groups: readonly DutyGroup<OnDuty>[];
  /** When PagerDuty said so (ms); `null`: it was never asked. */
  readonly asOf: number | null;
  /** PagerDuty was asked anew and does not answer. */
  readonly silent: boolean;
}

export type DutyDeps = Pick<Deps, 'store' | 'queue' | 'pager' | 'policy' | 'clock'>;

/** Younger than this it is as good as asked just now (ms). */
const freshMs = 60_000;

/** Who is on call now: as PagerDuty said when it was last asked, else by the rota of the policy. Where that is older than a minute, PagerDuty is asked anew behind it. */
export async function readDuties(deps: DutyDeps, scope: DutyScope): Promise<DutiesRead> {
  const { store, policy, clock } = deps;
  const onCall = await store.onCall();
  const silent = await isSilent(deps);
  if (onCall === null || clock.now() - onCall.at >= freshMs) await askAnew(deps);
  const groups = dutyGroups(policy, onCall, scope, clock.now());
  const who = await whoIsWho({ store, policy }, groups);
  return {
    groups: groups.map((group) => ({
      ...group,
      primary: named(group.primary, who),
      secondary: named(group.secondary, who),
    })),
    asOf: onCall?.at ?? null,
    silent,
  };
}

/** Whether the newest question is tried again and again, or was given up. */
async function isSilent({ store }: DutyDeps): Promise<boolean> {
  const rows = await store.workOf(readOnCall.stream);
  return rows.some(({ kind, state, error }) => kind === readOnCall.kind && state !== 'done' && error !== null);
}

async function askAnew({ store, queue, pager }: DutyDeps): Promise<void> {
  if (pager) void queue.wake(await store.setGoing([readOnCall]));
}

type Who = (called: Called) => OnDuty;

function named({ now, next, instead }: Duty, who: Who): Duty<OnDuty> {
  return {
    now: now.map((one) => ({ ...one, who: who(one.who) })),
    next: next && { ...next, who: who(next.who) },
    instead: instead && who(instead),
  };
}

async function whoIsWho({ store, policy }: Pick<Deps, 'store' | 'policy'>, groups: readonly DutyGroup[]): Promise<Who> {
  const all = groups.flatMap(({ primary, secondary }) => [...everybody(primary), ...everybody(secondary)]);
  const ids = [...new Set(all.flatMap(({ pager }) => pager ?? []))];
  const emails = all.flatMap(({ pager, email }) => (pager === null && email !== null ? [email] : []));
  const [inPager, byEmail] = await Promise.all([
    Promise.all(ids.map(async (id) => [id, await store.personInPager(id)] as const)),
    store.peopleWith(emails),
  ]);
  const ofPager = new Map(inPager);
  const ofEmail = new Map(byEmail.map((one) => [one.email?.toLowerCase(), one] as const));
  return ({ pager, name, email }) => {
    const known = pager === null ? ofEmail.get(email?.toLowerCase()) : ofPager.get(pager);
    const listed = policy.people.find((one) => one.email.toLowerCase() === email?.toLowerCase());
    const said = name ?? listed?.name ?? email ?? '';
    return { person: idOf(known), name: said, stranger: pager !== null && idOf(known) === null };
  };
}

function everybody({ now, next, instead }: Duty): readonly Called[] {
  return [...now.map(({ who }) => who), ...(next ? [next.who] : []), ...(instead ? [instead] : [])];
}

/** Whoever left the workspace is spoken to no more. */
function idOf(known: KnownPerson | null | undefined): string | null {
  return known && !known.outsider ? known.id : null;
}
