import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import { figuresOf } from '#src/domain/figures/incident.ts';
import { reportOf } from '#src/domain/figures/report.ts';
import {
  acknowledged,
  declare,
  minutes,
  policy,
  recordOf,
  recordUntil,
  resolved,
  update,
} from '#test/domain/figures/walk.ts';
import { nasty } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { reportPicture } from '#views/report/picture.ts';
import { reportMessage } from '#views/report/report.ts';

const records = [
  recordOf([0, declare()], [4, acknowledged], [10, update()], [35, update()], [40, resolved]),
  recordUntil(30, [0, declare({ severity: 'sev1', restricted: true })], [20, update()]),
  recordOf([0, declare({ drill: true })], [2, acknowledged], [5, resolved]),
];
const report = reportOf(records.map((one) => figuresOf(one, minutes(30))));
const props = { report, policy, since: minutes(-60) };

describe('a report', () => {
  it('is a table, what was promised, and the drills apart', () => {
    expect(shown(reportMessage(props)).slice(0, 6)).toEqual([
      'Report',
      '*2 incidents declared since <!date^1795014000^{date_short_pretty} {time}|2026-11-18 15:00 UTC>*\nOf them: 1 still open · 1 not acknowledged yet · 1 private',
      [
        '```',
        '      No.  Ack       Resolve   Updates  Gap',
        '           med/90th  med/90th',
        'SEV1  1    –         –         83%      20m',
        'SEV2  1    4m/4m     40m/40m   75%      25m',
        'All   2    4m/4m     40m/40m   78%      25m',
        '```',
      ].join('\n'),
      '*Promises kept on time*\n• an acknowledgement: 1 of 2\n• an update: 1 of 3',
      '*Deadlines missed: 3*, by who was told last\n• Secondary: 1\n• Engineering Manager: 2',
      [
        '*Drills*, counted apart',
        '```',
        '      No.  Ack       Resolve   Updates  Gap',
        '           med/90th  med/90th',
        'SEV2  1    2m/2m     5m/5m     100%     5m',
        '```',
      ].join('\n'),
    ]);
  });

  it('of nothing says so, and promises no picture', () => {
    const message = reportMessage({ ...props, report: reportOf([]) });
    expect(message.text).toMatch(/^0 incidents declared since/);
    expect(shown(message).join()).not.toContain('picture');
  });

  it('says how many nobody has taken on, or ever took on: no time to acknowledge tells of them', () => {
    const over = figuresOf(recordOf([0, declare()], [9, resolved]), minutes(30));
    const open = figuresOf(recordOf([0, declare()]), minutes(30));
    const some = reportOf([open, open, over]);
    expect(shown(reportMessage({ ...props, report: some }))[1]).toContain(
      'Of them: 2 still open · 2 not acknowledged yet · 1 never acknowledged',
    );
  });

  it('counts the misses of which nobody could be told', () => {
    const misses = [{ rung: null, count: 12 }];
    const real = { ...report.real, misses };
    expect(shown(reportMessage({ ...props, report: { ...report, real } }))).toContain(
      '*Deadlines missed: 12*, by who was told last\n• nobody could be told: 12',
    );
  });

  it('says what was left out', () => {
    const late = figuresOf(recordOf([0, declare({ endedAt: minutes(-30) })]), minutes(60));
    const some = reportOf([late, { ...late, fate: 'void' }]);
    expect(shown(reportMessage({ ...props, report: some }))[1]).toContain(
      'Of them: 1 recorded when over, so not measured\nLeft out: 1 cancelled, or the same as another',
    );
  });

  it.each(nasty)('is one Slack takes, with rungs named %j', (name) => {
    const rungs = policy.escalation.rungs.map((rung) => ({ ...rung, name }));
    const named = { ...props, policy: { ...policy, escalation: { ...policy.escalation, rungs } } };
    expect(blockKitProblems('message', reportMessage(named))).toEqual([]);
    expect(reportPicture(named).alt.length).toBeLessThanOrEqual(1_000);
  });
});

describe('the picture of a report', () => {
  it('says all it shows in words too, for who cannot see it', () => {
    const { alt, svg, name } = reportPicture(props);
    expect(name).toBe('report-since-2026-11-18.png');
    expect(alt).toBe(
      '2 incidents, drills left out. Incidents: SEV1 1, SEV2 1. Open time covered by updates: SEV1 83%, SEV2 75%. ' +
        'Time to acknowledge: median / 90th percentile: SEV1 none yet, SEV2 4m / 4m. ' +
        'Time to resolve: median / 90th percentile: SEV1 none yet, SEV2 40m / 40m. ' +
        'Promises kept on time: acknowledgement 50%, 1 of 2, update 33%, 1 of 3. ' +
        'Deadlines missed, by who was told last: Secondary 1, Engineering Manager 2.',
    );
    for (const word of ['SEV1', '83%', 'acknowledgement', 'Engineering Manager']) expect(svg).toContain(`>${word}`);
  });

  it('brings its own ground, for light and dark', () => {
    expect(reportPicture(props).svg).toContain('fill="#ffffff"');
  });
});
