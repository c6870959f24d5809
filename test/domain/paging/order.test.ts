import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Paged } from '#src/domain/paging/events.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { PageStatus } from '#src/domain/paging/page.ts';
import { actorId, type VendorActor } from '#src/domain/people.ts';
import { anIncident, aPolicy, wednesday } from '#test/support/builders.ts';

const minute = 60_000;
const policy = { ...aPolicy, hash: 'policy' };
const people = [
  { id: 'PANA', name: 'Ana' },
  { id: 'PNOOR', name: 'Noor' },
] as const;

/** In which status each can be done in PagerDuty, and which follows; `null`: the same. */
const can = {
  acknowledged: [['triggered'], 'acknowledged'],
  unacknowledged: [['acknowledged'], 'triggered'],
  escalated: [['triggered', 'acknowledged'], 'triggered'],
  reassigned: [['triggered', 'acknowledged'], 'triggered'],
  prioritised: [['triggered', 'acknowledged'], null],
  reopened: [['resolved'], 'triggered'],
  resolved: [['triggered', 'acknowledged'], 'resolved'],
} as const satisfies Partial<Record<PageNews['what'], readonly [from: readonly PageStatus[], to: PageStatus | null]>>;
const whats = [
  'acknowledged',
  'unacknowledged',
  'escalated',
  'reassigned',
  'prioritised',
  'reopened',
  'resolved',
] as const;
type What = (typeof whats)[number];

const deed = fc.record({ what: fc.constantFrom(...whats), who: fc.constantFrom(...people) });
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

interface Standing {
  readonly status: PageStatus;
  readonly assignees: Paged['assignees'];
  readonly priority: string;
}

/** What PagerDuty tells of something: how the incident stood right after it. */
type Told = Standing & Pick<PageNews, 'at' | 'by'> & { readonly what: What };

const begun: Standing = { status: 'triggered', assignees: [people[0]], priority: 'P2' };

/** What of these deeds PagerDuty allows, a minute after one another. */
function lifeOf(deeds: readonly Deed[]): readonly Told[] {
  const life: Told[] = [];
  for (const { what, who } of deeds) {
    const now = life.at(-1) ?? begun;
    const [from, to] = can[what];
    if (!from.some((status) => status === now.status)) continue;
    const status = to ?? now.status;
    const { assignees, priority } = now;
    // Nobody takes an acknowledgement back: PagerDuty does, after a while.
    const by = what === 'unacknowledged' ? null : who;
    const at = wednesday + (life.length + 1) * minute;
    if (what === 'prioritised') life.push({ what, by, at, status, assignees, priority: `P${life.length}` });
    else life.push({ what, by, at, status, assignees: status === 'resolved' ? [] : [who], priority });
  }
  return life;
}

const paged: Paged = {
  ...{
    page: 'Q1',
    number: 7,
    url: 'https://apgms.pagerduty.com/incidents/Q1',
    at: wednesday,
    rung: 0,
    urgency: 'high',
  },
  ...{ service: { id: 'PSAPIGW', name: 'API Gateway' }, ...begun },
};

/** The incident after it was told all this, in this order. `known`: it knew of its page before. */
function standing(told: readonly Told[], known: boolean): Incident {
  const context = { policy, now: wednesday + 60 * minute };
  let state = anIncident();
  const hear = (command: Parameters<typeof decide>[1], actor: VendorActor) => {
    const decision = decide(state, command, context);
    const events = decision.ok ? decision.events : [];
    if (events.length > 0) state = changeOf(state, events, { actor, at: context.now, policy }).after;
  };
  const nobody: VendorActor = { kind: 'vendor', vendor: 'pagerduty', user: null };
  if (known) hear({ type: 'hear-paged', paged }, nobody);
  for (const { what, at, by, ...stands } of told) {
    const actor = { ...nobody, user: by };
    const news: PageNews = { page: 'Q1', what, at, by, ...stands, urgency: 'high', responder: null };
    const first = { ...paged, ...stands };
    hear({ type: 'hear-page', news, by: by && actorId(actor), mayResolve: false, paged: first }, actor);
  }
  return state;
}

/** A life, and how it is told: everything at least once, in any order. */
const telling = fc
  .array(deed, { maxLength: 8 })
  .map(lifeOf)
  .filter((life) => life.length > 0)
  .chain((life) =>
    fc
      .tuple(
        fc
          .array(fc.constantFrom(...life), { maxLength: 3 })
          .chain((again) => fc.shuffledSubarray([...life, ...again], { minLength: life.length + again.length })),
        fc.boolean(),
      )
      .map(([told, known]) => ({ life, told, known })),
  );

describe('whatever order PagerDuty tells it in, and however often', () => {
  it('a page ends as it stands there, and who took the incident on is known', () => {
    fc.assert(
      fc.property(telling, ({ life, told, known }) => {
        const { page, acknowledged: taken } = standing(told, known);
        const { status, assignees, priority } = life.at(-1) ?? begun;
        expect(page).toMatchObject({ status, assignees, priority });
        const inOrder = standing(life, true);
        expect(taken !== null, 'somebody took it on').toBe(inOrder.acknowledged !== null);
      }),
      { numRuns: 400 },
    );
  });

  it('in its own order nobody took it on before they did', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 8 }).map(lifeOf), (life) => {
        const { acknowledged: taken } = standing(life, true);
        const lastBack = life.findLastIndex(({ what }) => what === 'unacknowledged');
        const first = life.slice(lastBack + 1).find(({ what }) => what === 'acknowledged');
        expect(taken?.at).toBe(first?.at);
      }),
    );
  });
});
