import { describe, expect, it } from 'vitest';
import { figuresOf } from '#src/domain/figures/incident.ts';
import { reportOf } from '#src/domain/figures/report.ts';
import { spreadOf } from '#src/domain/figures/spread.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { prose, recorded } from '#test/support/builders.ts';
import {
  acknowledged,
  cancelled,
  declare,
  minutes,
  recordOf,
  recordUntil,
  reopened,
  resolved,
  update,
} from './walk.ts';

const minute = 60_000;
const day = 24 * 60;

/** Taken on after 4 minutes; told at 10 and, ten minutes late, at 35; over at 40. */
const told = recordOf([0, declare()], [4, acknowledged], [10, update()], [35, update()], [40, resolved]);
/** Nobody takes it on; told at 20, five minutes late; still open half an hour after it was declared. */
const alone = recordUntil(30, [0, declare({ severity: 'sev1' })], [20, update()]);

describe('the figures of an incident', () => {
  it('are times from its declaration, and how much of its open time people knew', () => {
    expect(figuresOf(told, minutes(300))).toMatchObject({
      ...{ severity: 'sev2', fate: 'over', toAcknowledge: 4 * minute, toResolve: 40 * minute },
      // 10 of the first 10 minutes, 15 of the next 25, 5 of the last 5.
      ...{ open: 40 * minute, promised: 40 * minute, fresh: 30 * minute, worstGap: 25 * minute },
    });
  });

  it('run until now while it is open', () => {
    expect(figuresOf(alone, minutes(30))).toMatchObject({
      ...{ fate: 'open', toAcknowledge: null, toResolve: null },
      ...{ open: 30 * minute, fresh: 25 * minute, worstGap: 20 * minute },
    });
  });

  it('say which promises were kept, and how far those climbed that were not', () => {
    expect(figuresOf(told, minutes(40))).toMatchObject({
      kept: [
        { kind: 'acknowledge', how: 'on-time' },
        { kind: 'internal-update', how: 'on-time' },
        // Due at 25: the on-call person, the secondary at 30, the manager at 35.
        { kind: 'internal-update', how: 'late' },
        { kind: 'schedule-review', how: 'pending' },
        { kind: 'hold-review', how: 'pending' },
      ],
      misses: [2],
    });
    // The acknowledgement begins with the secondary, at 5, and has no rung behind the manager.
    expect(figuresOf(alone, minutes(30)).misses.toSorted()).toEqual([1, 2]);
  });

  it('count no rung of which nobody could be told', () => {
    const missed = alone.flatMap(({ event, seq }) => (event.type === 'obligation-missed' ? [{ ...event, seq }] : []));
    const deaf = missed.map(({ data: { obligation, kind, dueAt }, seq }): IncidentEvent => {
      const nobody = { of: seq, what: 'miss', rungs: [], people: [], missing: ['x@y.example'] } as const;
      return { type: 'obligation-told', v: 1, data: { obligation, kind, dueAt, ...nobody } };
    });
    const first = alone[0];
    const seq = alone.length + 1;
    const told = first ? deaf.map((event, index) => ({ ...first, event, seq: seq + index })) : [];
    expect(figuresOf([...alone, ...told], minutes(30)).misses).toEqual([null, null]);
  });

  it('tell a miss that only its debtor was to hear of from one that nobody could', () => {
    const about = { obligation: 'task.triage.scope.1', kind: 'task', dueAt: minutes(30) } as const;
    const missed: IncidentEvent = {
      type: 'obligation-missed',
      v: 1,
      data: { ...about, missedAt: minutes(30), reached: [] },
    };
    const heard = (people: readonly string[]): IncidentEvent => {
      const told = { of: 2, what: 'miss', rungs: [], people, missing: [] } as const;
      return { type: 'obligation-told', v: 1, data: { ...about, ...told } };
    };
    const misses = (people: readonly string[]) =>
      figuresOf(recorded([declare(), missed, heard(people)]), minutes(31)).misses;
    expect(misses(['UANA'])).toEqual([-1]);
    expect(misses([])).toEqual([null]);
  });

  it('leave out the time in which it seemed to be over', () => {
    const again = recordOf([0, declare()], [10, resolved], [60, reopened], [65, resolved]);
    const { toResolve, open, fresh, worstGap } = figuresOf(again, minutes(100));
    expect([toResolve, open, fresh, worstGap]).toEqual([15, 15, 15, 10].map((count) => count * minute));
  });

  it('go by the cadence of the severity it had at that time', () => {
    const less: IncidentEvent = { type: 'severity-changed', v: 1, data: { from: 'sev2', to: 'sev3', why: null } };
    const relaxed = figuresOf(recordOf([0, declare()], [30, less], [45, resolved]), minutes(60));
    // 15 of the 30 minutes with an update every 15; all of the 15 with one every hour.
    expect(relaxed).toMatchObject({ severity: 'sev3', fresh: 30 * minute, worstGap: 45 * minute });
  });

  it('count nobody’s update but the ones that people give to each other', () => {
    const outward = recordOf([0, declare()], [10, update('customers')], [30, resolved]);
    expect(figuresOf(outward, minutes(60))).toMatchObject({ fresh: 15 * minute, worstGap: 30 * minute });
  });

  it('measure nothing of what was over when it was declared, nor of what was none', () => {
    const late = recordOf([0, declare({ beganAt: minutes(-90), endedAt: minutes(-30) })]);
    expect(figuresOf(late, minutes(60))).toMatchObject({ fate: 'told', toResolve: null, open: 0 });
    expect(figuresOf(recordOf([0, declare()], [3, cancelled]), minutes(60)).fate).toBe('void');
  });

  it('count what was resolved, though it was taken up again by mistake and cancelled', () => {
    const again = recordOf([0, declare()], [20, resolved], [30, reopened], [35, cancelled]);
    expect(figuresOf(again, minutes(60))).toMatchObject({ fate: 'over', toResolve: 25 * minute });
  });

  it('hold a review to its deadline, and a date for it to its own', () => {
    const dated: IncidentEvent = { type: 'review-scheduled', v: 1, data: { at: minutes(5 * day) } };
    const held: IncidentEvent = {
      type: 'review-held',
      v: 1,
      data: { cause: prose('a full disk'), actions: null, lessons: null },
    };
    const reviewed = (at: number) =>
      figuresOf(recordOf([0, declare()], [1, resolved], [day, dated], [at, held]), minutes(30 * day)).kept;
    // Resolved on Wednesday: to be held by the Wednesday after.
    expect(reviewed(7 * day)).toContainEqual({ kind: 'hold-review', how: 'on-time' });
    expect(reviewed(7 * day + 2)).toContainEqual({ kind: 'hold-review', how: 'late' });
    expect(reviewed(7 * day)).toContainEqual({ kind: 'schedule-review', how: 'on-time' });
  });
});

describe('a report', () => {
  it('of nothing measures nothing', () => {
    const { all, kept, misses } = reportOf([]).real;
    expect(all).toEqual({ count: 0, toAcknowledge: null, toResolve: null, updated: null, worstGap: null });
    expect([kept, misses]).toEqual([[], []]);
  });

  it('sums up by severity, drills apart', () => {
    const drill = recordOf([0, declare({ drill: true })], [2, acknowledged], [5, resolved]);
    const none = recordOf([0, declare()], [3, cancelled]);
    const records = [told, alone, drill, none];
    const { real, drills } = reportOf(records.map((one) => figuresOf(one, minutes(30))));
    expect(real).toMatchObject({ open: 1, unacknowledged: { open: 1, over: 0 }, restricted: 0, told: 0, void: 1 });
    expect(real.all).toEqual({
      count: 2,
      toAcknowledge: { median: 4 * minute, p90: 4 * minute },
      toResolve: { median: 40 * minute, p90: 40 * minute },
      // 30 of 40 minutes, and 25 of 30.
      updated: 55 / 70,
      worstGap: 25 * minute,
    });
    expect(real.bySeverity.map(({ measured }) => [measured.count, measured.updated])).toEqual([
      [1, 25 / 30],
      [1, 30 / 40],
      [0, null],
      [0, null],
    ]);
    expect(real.kept).toEqual([
      { kind: 'acknowledge', onTime: 1, late: 1 },
      { kind: 'internal-update', onTime: 1, late: 2 },
    ]);
    expect(real.misses).toEqual([
      { rung: 1, count: 1 },
      { rung: 2, count: 2 },
    ]);
    expect(drills.all).toMatchObject({ count: 1, toAcknowledge: { median: 2 * minute, p90: 2 * minute } });
  });
});

describe('a spread', () => {
  it.each([
    [[], null],
    [[7], { median: 7, p90: 7 }],
    [[3, 1], { median: 2, p90: 3 }],
    [[4, 2, 1, 3], { median: 2.5, p90: 4 }],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { median: 5.5, p90: 9 }],
  ])('of %j is %j', (spans, spread) => {
    expect(spreadOf(spans)).toEqual(spread);
  });
});
