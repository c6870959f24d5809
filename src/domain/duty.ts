import { escalationFor, type List, type OnCall, turnsOn } from './on-call.ts';
import { findService, type Policy, type Service } from './policy.ts';
import { type RotaTurn, rotaTurn, turnOnList } from './rota.ts';

/** Somebody on call: PagerDuty names them, or the rota of the policy does, by e-mail alone. */
export interface Called {
  /** Their id in PagerDuty; `null`: the rota names them. */
  readonly pager: string | null;
  /** As PagerDuty calls them; `null`: the rota names them. */
  readonly name: string | null;
  readonly email: string | null;
}

/** The same, as far as we know who that is in Slack. */
export interface OnDuty {
  /** Their Slack id; `null`: not known. */
  readonly person: string | null;
  readonly name: string;
  /** Whether PagerDuty names them and Slack does not know them. */
  readonly stranger: boolean;
}

/** Who is called at one level, and how it goes on. Times are milliseconds since the epoch. */
export interface Duty<Who = Called> {
  /** Empty: nobody. `until`: `null` where it is for good, as far as is known. */
  readonly now: readonly { readonly who: Who; readonly until: number | null }[];
  /** Whose turn begins next; `null`: nobody's, as far as is known. */
  readonly next: { readonly who: Who; readonly from: number } | null;
  /** Whom the rota names where PagerDuty names nobody now; `null`: nobody, or PagerDuty names somebody. */
  readonly instead: Who | null;
}

export interface Duties<Who = Called> {
  readonly source: 'pagerduty' | 'rota';
  readonly primary: Duty<Who>;
  readonly secondary: Duty<Who>;
}

/** Whose duties are asked for: all there are, those for one service, or those for the services a team owns. */
export type DutyScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'team'; readonly team: string };

/** What somebody is on call for; `rest`: incidents of no service that is known. */
export type Subject =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'rest' };

export interface DutyGroup<Who = Called> extends Duties<Who> {
  readonly subjects: readonly Subject[];
}

/** Who is on call at `at` (ms): each group of the same people once, in the order of the policy. */
export function dutyGroups(policy: Policy, onCall: OnCall | null, scope: DutyScope, at: number): readonly DutyGroup[] {
  const groups = new Map<string, DutyGroup>();
  for (const subject of subjectsOf(policy, scope)) {
    const duties = dutiesOf(policy, onCall, subject, at);
    const key = JSON.stringify(duties);
    const subjects = [...(groups.get(key)?.subjects ?? []), subject];
    groups.set(key, { ...duties, subjects });
  }
  return [...groups.values()];
}

/** Teams that own a service or have a rota, each once. */
export function teamsOf({ services, rota }: Pick<Policy, 'services' | 'rota'>): readonly string[] {
  const owners = services.map(({ owner }) => owner).filter((owner) => owner !== notNamed && !owner.includes('@'));
  return [...new Set([...owners, ...rota.map(({ team }) => team)])];
}

/** The service or the team of this very name, whatever the case; `null`: there is none. */
export function scopeNamed(policy: Policy, text: string): DutyScope | null {
  const service = findService(policy, text);
  if (service) return { kind: 'service', service };
  const wanted = text.toLowerCase();
  const team = teamsOf(policy).find((one) => one.toLowerCase() === wanted);
  return team === undefined ? null : { kind: 'team', team };
}

/** What the policy writes where nobody has taken a service yet. */
const notNamed = 'not named';

/** What there is to be on call for. */
export function subjectsOf({ services }: Policy, scope: DutyScope): readonly Subject[] {
  const all = services.map((service) => ({ kind: 'service', service }) as const);
  if (scope.kind === 'all') return [...all, { kind: 'rest' }];
  if (scope.kind === 'service') return [scope];
  const own = all.filter(({ service }) => service.owner === scope.team);
  return own.length > 0 ? own : [scope];
}

function dutiesOf(policy: Policy, onCall: OnCall | null, subject: Subject, at: number): Duties {
  if (subject.kind === 'team') {
    const shift = policy.rota.find(({ team }) => team === subject.team);
    return byRota((list) => (shift ? turnOnList(shift, list, at) : null));
  }
  const services = subject.kind === 'service' ? [subject.service.id] : [];
  const rota = byRota((list) => rotaTurn(policy, services, list, at));
  const escalation = onCall && escalationFor(policy, onCall, services);
  if (!onCall || escalation === null) return rota;
  return {
    source: 'pagerduty',
    primary: byPager(onCall, escalation, 'primary', at, rota.primary),
    secondary: byPager(onCall, escalation, 'secondary', at, rota.secondary),
  };
}

function byRota(turnOf: (list: List) => RotaTurn | null): Duties {
  const who = (email: string): Called => ({ pager: null, name: null, email });
  const duty = (list: List): Duty => {
    const turn = turnOf(list);
    if (turn === null) return { now: [], next: null, instead: null };
    const { email, next } = turn;
    return {
      now: [{ who: who(email), until: next?.at ?? null }],
      next: next && { who: who(next.email), from: next.at },
      instead: null,
    };
  };
  return { source: 'rota', primary: duty('primary'), secondary: duty('secondary') };
}

function byPager(onCall: OnCall, escalation: string, list: List, at: number, rota: Duty): Duty {
  const stretches = stretchesOf(onCall, escalation, list, at);
  const now = stretches.filter(({ from }) => from <= at).map(({ who, until }) => ({ who, until: known(until) }));
  const [next = null] = stretches.filter(({ from }) => from > at);
  return {
    now,
    next: next && { who: next.who, from: next.from },
    instead: now.length === 0 ? (rota.now[0]?.who ?? null) : null,
  };
}

interface Stretch {
  readonly who: Called;
  readonly from: number;
  readonly until: number;
}

/** Turns of one person that follow one another are one: nobody is taken over from by themselves. */
function stretchesOf(onCall: OnCall, escalation: string, list: List, at: number): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { person, from, until } of turnsOn(onCall, escalation, list, at)) {
    const who = { pager: person.id, name: person.name, email: person.email };
    const next = { who, from: from ?? Number.NEGATIVE_INFINITY, until: until ?? Number.POSITIVE_INFINITY };
    const index = found.findLastIndex((one) => one.who.pager === person.id);
    const before = found[index];
    if (before === undefined || next.from > before.until) found.push(next);
    else found[index] = { ...before, until: Math.max(before.until, next.until) };
  }
  return found;
}

function known(until: number): number | null {
  return Number.isFinite(until) ? until : null;
}
