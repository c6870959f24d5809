import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missed } from '#src/domain/paging/missed.ts';
import { takesBack } from '#src/domain/paging/page.ts';
import { wednesday } from '#test/support/builders.ts';
import { anAlertThatHears, anIncidentThatHears, hearing, nobody } from './hearing.ts';
import { anyGap, isGone, lives, paged, respondersAfter, someGap, standsAfter, type Told } from './life.ts';

const minute = 60_000;
const either = [
  ['an incident', anIncidentThatHears],
  ['an alert', anAlertThatHears],
] as const;

/** When whoever has it in hand took it on (ms): once others are called it is nobody's, and where it is opened again somebody else may take it on. */
function takenOnIn(life: readonly Told[]): number | undefined {
  let taken: number | undefined;
  let calls = true;
  for (const { what, by, at } of life) {
    if (what === 'acknowledged') {
      taken = calls ? at : taken;
      calls = false;
    }
    if (takesBack({ what, by, from: 'told' })) taken = undefined;
    calls ||= what === 'reopened' || taken === undefined;
  }
  return taken;
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

describe.each(either)('whatever order PagerDuty tells %s in, and however often', (_, made) => {
  it('a page ends as it stands there, and whether somebody has it in hand is known', () => {
    fc.assert(
      fc.property(telling, ({ life, told, known }) => {
        const here = hearing(made());
        // What says who joins says nothing else of it.
        if (known || told[0]?.responder) here.opened();
        here.tell(told);
        const { page, acknowledged: taken } = here.state();
        expect(page).toMatchObject(standsAfter(life));
        expect(page?.responders.toSorted(byId)).toEqual(respondersAfter(life).toSorted(byId));
        const inOrder = hearing(made());
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
        const here = hearing(made());
        here.opened();
        here.tell(life);
        expect(here.state().acknowledged?.at).toBe(takenOnIn(life));
      }),
    );
  });

  it('what its log tells as well, seconds off, is recorded once', () => {
    const slow = lives(fc.constant(minute)).map((life) =>
      life.filter(({ what }) => what === 'acknowledged' || what === 'unacknowledged' || what === 'resolved'),
    );
    fc.assert(
      fc.property(slow, fc.integer({ min: -4_000, max: 4_000 }), fc.boolean(), (life, off, logFirst) => {
        const here = hearing(made());
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

describe.each(either)('once PagerDuty was asked of %s', (_, made) => {
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
        const here = hearing(made());
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
    const heard = made();
    const here = hearing(heard);
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
    expect(heard.hear(command, nobody)).toBe(0);
    expect(here.state()).toEqual(before);
  });
});
