import fc from 'fast-check';
import type { Paged } from '#src/domain/paging/events.ts';
import type { Logged, Standing } from '#src/domain/paging/missed.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { AskedResponder, PageHappening, PageStatus, Responder } from '#src/domain/paging/page.ts';
import { wednesday } from '#test/support/builders.ts';

const minute = 60_000;
const people = [
  { id: 'PANA', name: 'Ana' },
  { id: 'PNOOR', name: 'Noor' },
  { id: 'PDORA', name: 'Dora' },
] as const;

/** In which status each can be done in PagerDuty, and which follows; `null`: the same. */
const can = {
  acknowledged: [['triggered'], 'acknowledged'],
  unacknowledged: [['acknowledged'], 'triggered'],
  escalated: [['triggered', 'acknowledged'], 'triggered'],
  delegated: [['triggered', 'acknowledged'], 'triggered'],
  reassigned: [['triggered', 'acknowledged'], 'triggered'],
  prioritised: [['triggered', 'acknowledged'], null],
  'responder-added': [['triggered', 'acknowledged'], null],
  'responder-replied': [['triggered', 'acknowledged'], null],
  reopened: [['resolved'], 'triggered'],
  resolved: [['triggered', 'acknowledged'], 'resolved'],
  merged: [['triggered', 'acknowledged'], 'resolved'],
  deleted: [['triggered', 'acknowledged', 'resolved'], null],
} as const satisfies Readonly<Record<PageHappening, readonly [readonly PageStatus[], PageStatus | null]>>;

type What = keyof typeof can;
type Urgent = Pick<Paged, 'status' | 'assignees' | 'priority'>;

/** What PagerDuty tells of something: how the incident stood right after it. */
export interface Told extends Urgent, Pick<PageNews, 'at' | 'by' | 'responder'> {
  readonly what: What;
}

const begun = { status: 'triggered', assignees: [people[0]], priority: 'P2' } as const;

/** The incident of PagerDuty, as it was opened. */
export const paged: Paged = {
  ...{ page: 'Q1', number: 7, url: 'https://apgms.pagerduty.com/incidents/Q1', at: wednesday, rung: 0 },
  ...{ urgency: 'high', service: { id: 'PSAPIGW', name: 'API Gateway' }, ...begun },
};

/** What people take in turns, within seconds as it may be. */
const turns = [
  'acknowledged',
  'unacknowledged',
  'escalated',
  'delegated',
  'reassigned',
  'reopened',
  'resolved',
] as const;
/** Nothing comes after these. */
const ends = ['merged', 'deleted'] as const;
const asides = ['prioritised', 'responder-added', 'responder-replied'] as const;

/** `gap`: since the deed before it (ms); of several asked to join in one request there is none. */
const deedIn = (gap: fc.Arbitrary<number>) =>
  fc.record({
    what: fc.oneof(
      { arbitrary: fc.constantFrom(...turns), weight: 12 },
      { arbitrary: fc.constantFrom(...asides), weight: 6 },
      { arbitrary: fc.constantFrom(...ends), weight: 1 },
    ),
    // Mostly the same one: what they do twice in a row is told apart by little.
    who: fc.constantFrom(people[0], people[0], people[1]),
    other: fc.constantFrom(...people),
    joins: fc.boolean(),
    gap,
  });
type Deed = ReturnType<typeof deedIn> extends fc.Arbitrary<infer One> ? One : never;

/** What of these deeds PagerDuty allows, one after the other. */
function lifeOf(all: readonly Deed[]): readonly Told[] {
  const life: Told[] = [];
  for (const deed of all) {
    const { what, who, gap } = deed;
    const before = life.at(-1);
    const now = before ?? { ...begun, at: wednesday };
    const [from, to] = can[what];
    if (isGone(life) || !from.some((status) => status === now.status)) continue;
    const responder = responderIn(deed, life);
    if (responder === null && (what === 'responder-added' || what === 'responder-replied')) continue;
    const together = what === 'responder-added' && before?.what === what && before.by?.id === who.id;
    const at = now.at + (together ? 0 : gap);
    const status = to ?? now.status;
    const by = byIn(deed, responder);
    const { assignees, priority } = now;
    const common = { what, by: by && { id: by.id, name: by.name }, at, status, responder };
    if (what === 'prioritised') life.push({ ...common, assignees, priority: `P${life.length % 3}` });
    else if (to === null) life.push({ ...common, assignees, priority });
    else life.push({ ...common, assignees: status === 'resolved' ? [] : [who], priority });
  }
  return life;
}

/** Nobody takes an acknowledgement back: PagerDuty does, after a while. */
function byIn({ what, who }: Deed, responder: Responder | null): Told['by'] {
  if (what === 'unacknowledged') return null;
  return what === 'responder-replied' ? responder : who;
}

/** Who is asked to join, or answers; `null`: they cannot. */
function responderIn({ what, who, other, joins }: Deed, life: readonly Told[]): Responder | null {
  const known = respondersAfter(life).find(({ id }) => id === other.id);
  if (what === 'responder-added') {
    const asked = other.id !== who.id && (!known || known.reply === 'declined');
    return asked ? { ...other, reply: 'pending' } : null;
  }
  const reply = joins ? 'joined' : 'declined';
  return what === 'responder-replied' && known && known.reply !== reply ? { ...other, reply } : null;
}

/** What happens in PagerDuty. `gap`: between one deed and the next (ms). */
export function lives(gap: fc.Arbitrary<number>): fc.Arbitrary<readonly Told[]> {
  return fc
    .array(deedIn(gap), { maxLength: 14 })
    .map(lifeOf)
    .filter((life) => life.length > 0);
}

/** At once or within moments, or much later. */
export const anyGap = fc.oneof(fc.nat({ max: 2_000 }), fc.nat({ max: 10_000 }), fc.constant(minute));
/** The same where no two things happen in one millisecond: which was first nobody can say. */
export const someGap = anyGap.map((gap) => Math.max(1, gap));

/** Who was asked to join after all that, with what each said. */
export function respondersAfter(life: readonly Told[]): readonly Responder[] {
  return life
    .flatMap(({ responder }) => responder ?? [])
    .reduce<readonly Responder[]>((known, one) => [...known.filter(({ id }) => id !== one.id), one], []);
}

export function isGone(life: readonly Told[]): boolean {
  return life.some(({ what }) => what === 'merged' || what === 'deleted');
}

/** How it stands after all that. */
export function standsAfter(life: readonly Told[]): Urgent {
  const { status, assignees, priority } = life.at(-1) ?? begun;
  return { status, assignees, priority };
}

/** What PagerDuty answers when it is asked; `null`: it knows no such incident any more. */
export function answerAfter(
  life: readonly Told[],
): { readonly seen: Standing; readonly log: readonly Logged[] } | null {
  if (life.some(({ what }) => what === 'deleted')) return null;
  const turns = life.filter(({ status }, index) => status !== (life[index - 1] ?? begun).status);
  const seen = {
    ...{ ...standsAfter(life), urgency: 'high' as const, responders: respondersAfter(life).map(askedIn(life)) },
    since: turns.at(-1)?.at ?? wednesday,
    mergedInto: life.some(({ what }) => what === 'merged') ? 'Q2' : null,
  };
  return { seen, log: life.flatMap(({ what, at, by }) => (words[what] ? [{ type: words[what], at, by }] : [])) };
}

/** With when they were last asked. */
function askedIn(life: readonly Told[]) {
  return (one: Responder): AskedResponder => {
    const asked = life.findLast(({ what, responder }) => what === 'responder-added' && responder?.id === one.id);
    return { ...one, at: asked?.at ?? 0 };
  };
}

/** PagerDuty's words for it in its log. */
const words: Readonly<Partial<Record<What, string>>> = {
  acknowledged: 'acknowledge_log_entry',
  unacknowledged: 'unacknowledge_log_entry',
  escalated: 'escalate_log_entry',
  delegated: 'delegate_log_entry',
  reassigned: 'assign_log_entry',
  reopened: 'reopen_log_entry',
  resolved: 'resolve_log_entry',
  merged: 'resolve_log_entry',
};
