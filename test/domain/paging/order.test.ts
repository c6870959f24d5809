import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { missed, passed } from '#src/domain/paging/missed.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import { actorId, type VendorActor } from '#src/domain/people.ts';
import { anIncident, aPolicy, wednesday } from '#test/support/builders.ts';
import { answerAfter, anyGap, isGone, lives, paged, respondersAfter, someGap, standsAfter, type Told } from './life.ts';

const minute = 60_000;
const policy = { ...aPolicy, hash: 'policy' };
const nobody: VendorActor = { kind: 'vendor', vendor: 'pagerduty', user: null };

/** An incident that hears of all this, one after the other. */
function hearing(begun = anIncident()) {
  const context = { policy, now: wednesday + 60 * minute };
  let state = begun;
  let happenings = 0;
  function hear(command: Parameters<typeof decide>[1], actor: VendorActor) {
    const decision = decide(state, command, context);
    const events = decision.ok ? decision.events : [];
    happenings += events.filter(({ type }) => type === 'page-changed').length;
    if (events.length > 0) state = changeOf(state, events, { actor, at: context.now, policy }).after;
  }
  function tell(news: PageNews, first: typeof paged | null) {
    const actor = { ...nobody, user: news.by };
    hear({ type: 'hear-page', news, by: news.by && actorId(actor), mayResolve: null, paged: first }, actor);
  }
  return {
    state: (): Incident => state,
    happenings: () => happenings,
    opened: (at = wednesday) => hear({ type: 'hear-paged', paged: { ...paged, at } }, nobody),
    tell(told: readonly Told[]) {
      for (const { what, at, by, responder, ...stands } of told) {
        const first = responder ? null : { ...paged, ...stands };
        const says = responder ? { status: null, assignees: null, priority: undefined } : stands;
        tell({ page: 'Q1', what, at, by, ...says, urgency: responder ? null : 'high', responder }, first);
      }
    },
    /** As its log has it. */
    log({ what, at, by }: Told) {
      const unsaid = { status: null, assignees: null, urgency: null, priority: undefined, responder: null };
      tell({ ...unsaid, page: 'Q1', what, at, by, from: 'log' }, null);
    },
    /** PagerDuty is asked, after all of `life`. */
    ask(life: readonly Told[], now: number) {
      const answer = answerAfter(life);
      const before = state.page;
      if (!before) throw new Error('only what is known is asked for');
      if (answer === null) {
        const unsaid = { status: null, assignees: null, urgency: null, priority: undefined, responder: null };
        tell({ ...unsaid, page: 'Q1', what: 'deleted', at: now, by: null, from: 'answer' }, null);
        return;
      }
      for (const news of passed(before, answer.seen, answer.log)) tell(news, null);
      const knowing = before.heard;
      for (const news of missed(state.page ?? before, answer.seen, answer.log, { now, knowing })) tell(news, null);
    },
  };
}

const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);

/** A life, and how it is told: everything at least once, in any order. */
const telling = lives(someGap)
  .filter((life) => life.every(({ what }) => what !== 'deleted' && what !== 'merged'))
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
        const here = hearing();
        // What says who joins says nothing else of it.
        if (known || told[0]?.responder) here.opened();
        here.tell(told);
        const { page, acknowledged: taken } = here.state();
        expect(page).toMatchObject(standsAfter(life));
        expect(page?.responders.toSorted(byId)).toEqual(respondersAfter(life).toSorted(byId));
        const inOrder = hearing();
        inOrder.opened();
        inOrder.tell(life);
        expect(taken !== null, 'somebody took it on').toBe(inOrder.state().acknowledged !== null);
      }),
      { numRuns: 400 },
    );
  });

  it('in its own order nobody took it on before they did', () => {
    fc.assert(
      fc.property(lives(someGap), (life) => {
        const here = hearing();
        here.opened();
        here.tell(life);
        const lastBack = life.findLastIndex(({ what }) => what === 'unacknowledged');
        const first = life.slice(lastBack + 1).find(({ what }) => what === 'acknowledged');
        expect(here.state().acknowledged?.at).toBe(first?.at);
      }),
    );
  });

  it('what its log tells as well, seconds off, is recorded once', () => {
    const slow = lives(fc.constant(minute)).map((life) =>
      life.filter(({ what }) => what === 'acknowledged' || what === 'unacknowledged' || what === 'resolved'),
    );
    fc.assert(
      fc.property(slow, fc.integer({ min: -4_000, max: 4_000 }), fc.boolean(), (life, off, logFirst) => {
        const here = hearing();
        here.opened();
        for (const one of life) {
          if (!logFirst) here.tell([one]);
          here.log({ ...one, at: one.at + off });
          if (logFirst) here.tell([one]);
        }
        expect(here.happenings()).toBe(life.length);
      }),
    );
  });
});

describe('once PagerDuty was asked', () => {
  /** Told in any order, as far as it is told, with another part of it only after it was asked. `ahead`: our clock (ms). */
  const lossy = lives(anyGap).chain((life) =>
    fc.record({
      life: fc.constant(life),
      told: fc.shuffledSubarray([...life]),
      late: fc.shuffledSubarray([...life]),
      ahead: fc.constantFrom(0, 0, 3_000, 20_000),
    }),
  );

  it('the page stands as it does there, whatever was told before or is told again', () => {
    fc.assert(
      fc.property(lossy, ({ life, told, late, ahead }) => {
        const here = hearing();
        here.opened(wednesday + ahead);
        const now = wednesday + 30 * minute + ahead;
        for (const more of [told, late]) {
          here.tell(more.filter(({ what }) => what !== 'deleted'));
          here.ask(life, now);
          const { page } = here.state();
          expect(page?.gone).toBe(isGone(life));
          if (life.some(({ what }) => what === 'deleted')) continue;
          const { assignees, ...stands } = standsAfter(life);
          expect(page).toMatchObject(stands.status === 'resolved' ? stands : { ...stands, assignees });
          if (!isGone(life)) expect(page?.responders.toSorted(byId)).toEqual(respondersAfter(life).toSorted(byId));
        }
        const happenings = here.happenings();
        here.ask(life, now + 10 * minute);
        expect(here.happenings(), 'asked again, it says nothing new').toBe(happenings);
      }),
      { numRuns: 600 },
    );
  });

  it('an answer that is older than what was told meanwhile is no news', () => {
    const [ana] = paged.assignees;
    if (!ana) throw new Error('somebody has it');
    const here = hearing();
    here.opened();
    const resolved = { what: 'resolved', at: wednesday + 9_000, by: ana, status: 'resolved' } as const;
    here.tell([{ ...resolved, assignees: [], priority: 'P2', responder: null }]);
    const standing = { ...paged, responders: [], since: wednesday + 5_000, mergedInto: null };
    const seen = { ...standing, status: 'acknowledged' } as const;
    const before = here.state();
    if (!before.page) throw new Error('it has a page');
    const [answer] = missed(before.page, seen, [], { now: wednesday + minute, knowing: [] });
    if (!answer) throw new Error('it differs');
    const command = { type: 'hear-page', news: answer, by: null, mayResolve: null, paged: null } as const;
    expect(decide(before, command, { policy, now: wednesday + minute })).toEqual({ ok: true, events: [] });
  });
});
