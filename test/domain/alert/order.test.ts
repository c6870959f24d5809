import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AlertReport } from '#src/domain/alert/decide.ts';
import type { ToldInstance } from '#src/domain/alert/instances.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { afterHearing, aReport, hearing, told } from '#test/support/alerts.ts';

/** When each of a few things began and ended, in turn: minutes after the hour. */
const lives = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc
    .uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 })
    .map((times) => times.toSorted((a, b) => a - b)),
  { minKeys: 1 },
);

/** How things stood at a moment, as whoever watches them tells it; `missed`: what it did not hear of. */
function reportAt(
  life: Readonly<Record<string, readonly number[]>>,
  minute: number,
  missed: readonly string[],
): AlertReport {
  return aReport(
    Object.entries(life).flatMap(([id, times]): readonly ToldInstance[] => {
      const past = times.filter((time) => time <= minute);
      const began = past.at(past.length % 2 === 1 ? -1 : -2);
      if (began === undefined || missed.includes(id)) return [];
      const severity = id === 'a' ? 'critical' : 'warning';
      return [told(id, began, past.length % 2 === 1 ? null : (past.at(-1) ?? null), { severity })];
    }),
  );
}

/** What somebody who looks at it sees. How bad it was where it is over is how bad the last of it was, as far as it was told. */
function seen(alert: Alert | null) {
  if (alert === null) return null;
  const { status, instances, resolvedAt } = alert;
  const severity = status === 'firing' ? alert.severity : null;
  return { status, severity, resolvedAt, instances: instances.map(({ id, startedAt }) => `${id} since ${startedAt}`) };
}

const afterwards = 21;

it('however often, in whatever order, and by how many it is told: in the end the same fires', () => {
  fc.assert(
    fc.property(
      lives.chain((life) => {
        const partial = fc
          .record({ minute: fc.integer({ min: 0, max: 20 }), missed: fc.subarray(Object.keys(life)) })
          .map(({ minute, missed }) => reportAt(life, minute, missed));
        const all = fc.array(partial, { maxLength: 12 }).map((some) => [...some, reportAt(life, 20, [])]);
        return all.chain((reports) =>
          fc.record({
            reports: fc.constant(reports),
            other: fc
              .tuple(fc.shuffledSubarray(reports, { minLength: reports.length }), fc.shuffledSubarray(reports))
              .map(([once, more]) => [...once, ...more]),
          }),
        );
      }),
      ({ reports, other }) => {
        const straight = afterHearing(reports, afterwards);
        const muddled = afterHearing(other, afterwards);
        expect(seen(muddled)).toEqual(seen(straight));
        for (const report of reports) expect(hearing(muddled, report, afterwards + 1)).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

const fired = aReport([told('a', 0)]);
const over = aReport([told('a', 0, 10)]);

it.each([
  ['alertmanager', 15, []],
  ['alertmanager', 16, ['alert-fired-again']],
  ['pagerduty', 16, []],
  ['pagerduty', 48 * 60, []],
] as const)(
  'told by %s %i minutes after it began to fire that it does, although it was said to be over after ten',
  (source, minutes, expected) => {
    const alert = afterHearing(
      [
        { ...fired, source },
        { ...over, source },
      ],
      10,
    );
    expect(hearing(alert, { ...fired, source }, minutes).map(({ type }) => type)).toEqual(expected);
  },
);
