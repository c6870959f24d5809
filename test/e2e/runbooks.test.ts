import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addBusinessDays, type Calendar, dayAt, whenWorking } from '#src/domain/calendar.ts';
import { loadPolicy } from '#src/policy.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn, stamp, type Told } from '#test/support/talk.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let bench: PlaygroundBench;
let act: ReturnType<typeof incidentsIn>;
let calendar: Calendar;
const declared: Told[] = [];
beforeAll(async () => {
  bench = await openPlayground();
  act = incidentsIn(bench);
  ({ calendar } = await loadPolicy({ path: 'apgms.yaml', vars: {} }));
});
afterAll(() => bench.close());

/** Many open incidents have one digest instead of their status posts, and what is resolved is asked for its review. */
afterEach(async () => {
  for (const incident of declared.splice(0)) await ana(incident, 'cancel because tried', 'close because tried');
});

/** Of this service Chen is always the one on call, who takes it on, and Ben the secondary. */
async function declare(words: string, { taken = true } = {}): Promise<Told> {
  const incident = await act.declare(`worker ${words}`);
  declared.push(incident);
  if (taken) await act.type('chen', incident, 'ack', 'assign commander me');
  return incident;
}

const ana = (incident: Told, ...lines: readonly string[]) => act.type('ana', incident, ...lines);
const minute = ({ at }: Told, count: number) => act.moveTo(at + count * minuteMs);
const saying = (text: string) => expect.arrayContaining([expect.stringContaining(text)]);

/** Nobody is told of a miss before its deadline, but its debtor was reminded; afterwards the room is, in working hours. */
async function expectMissed(incident: Told, kind: string, words: string, due: number, debtor = '@chen'): Promise<void> {
  const toldAt = whenWorking(calendar, due);
  for (const moment of new Set([due, toldAt])) {
    await act.sleepUntil(moment - minuteMs);
    expect(await act.told(debtor, incident)).toEqual(saying(`*${words}* is due by ${stamp(due)}`));
    expect(await act.missed(incident, kind)).toEqual([]);
  }
  await act.moveTo(toldAt);
  expect(await act.missed(incident, kind, due)).toEqual([`due 0: On-call engineer at ${(toldAt - due) / minuteMs}`]);
  expect(await act.told('incident-room', incident)).toEqual(saying(`*Missed: ${words}*, due ${stamp(due)}`));
}

describe('what the runbooks promise', () => {
  it('000 "publish an initial incident entry … within 30 minutes of detection", be it noticed before it is declared', async () => {
    const incident = await declare('sev4 customer-facing detected 20m ago jobs fail');
    const kept = await declare('sev4 customer-facing mails fail');
    const [declaration] = await act.events(incident, 'declared', z.object({ detectedAt: z.number() }));
    const due = (declaration?.data.detectedAt ?? 0) + 30 * minuteMs;
    await act.moveTo(due - minuteMs);
    expect(await act.missed(incident, 'status-entry')).toEqual([]);
    await act.moveTo(due);
    expect(await act.missed(incident, 'status-entry', due)).toEqual(['due 0: On-call engineer at 0']);
    const words = `*Missed: the first update for customers*, due ${stamp(due)}`;
    expect(await act.told('incident-room', incident, words)).toHaveLength(1);
    await minute(kept, 29);
    const reminder = `the first update for customers* is due by ${stamp(kept.at + 30 * minuteMs)}`;
    expect(await act.told('@chen', kept, reminder)).toHaveLength(1);
    await ana(kept, 'update customers: Mails are late.');
    await minute(kept, 31);
    expect(await act.missed(kept, 'status-entry')).toEqual([]);
  });

  it('000 "Update customers at least hourly until resolution", and nothing of it afterwards', async () => {
    const incident = await declare('sev4 customer-facing mails fail');
    await ana(incident, 'update customers: Mails are late.');
    const first = await act.last(incident, 'updated');
    await act.moveTo(first + 59 * minuteMs);
    expect(await act.missed(incident, 'customer-update')).toEqual([]);
    await act.moveTo(first + 60 * minuteMs);
    expect(await act.missed(incident, 'customer-update', first)).toEqual(['due 60: On-call engineer at 60']);
    const words = `*Missed: an update for customers*, due ${stamp(first + 60 * minuteMs)}`;
    expect(await act.told('incident-room', incident, words)).toHaveLength(1);
    await ana(incident, 'update customers: Mails are still late.', 'resolve');
    expect(await act.told('incident-room', incident, words)).toEqual([]);
    await act.moveTo((await act.last(incident, 'resolved')) + 61 * minuteMs);
    expect(await act.missed(incident, 'customer-update')).toHaveLength(1);
  });

  it('000 "Confirm health checks pass and errors return to baseline", 003 "Validate service health": or a reason is given', async () => {
    for (const reason of ['', ' because the check is broken']) {
      const incident = await declare('sev4 jobs fail');
      await ana(incident, `resolve${reason}`);
      const [event] = await act.events(incident, 'resolved', z.unknown());
      expect(event?.data).toEqual({ health: [{ service: 'worker', verdict: 'unchecked' }] });
      const [outcome = ''] = await act.told(incident.channel, incident, ': *Resolved');
      expect(outcome).toContain('Worker: not measured: the policy names no check for it');
      expect(outcome.includes('*Whatever health says, because:* the check is broken')).toBe(reason !== '');
    }
  });

  it('000 "Escalate security-sensitive issues directly to `security@yourdomain.example`": it is private, and they are told', async () => {
    const incident = await declare('private sev2 keys leaked', { taken: false });
    const channel = (await bench.slack.channels()).find(({ id }) => id === incident.channel);
    expect(channel).toMatchObject({ name: incident.stream, is_private: true });
    expect(channel?.members.toSorted()).toEqual(['ana', 'apgms', 'sec']);
    for (const where of ['incidents', 'incident-room', '@chen']) expect(await act.told(where, incident)).toEqual([]);
    const mails = (await bench.slack.mails()).filter(({ subject }) => subject.includes(incident.name));
    expect(mails).toMatchObject([{ to: ['security@yourdomain.example'] }]);
    expect(JSON.stringify(mails)).not.toContain('keys leaked');
  });

  it('001 "Declare incident in Slack `#incidents`", 003 "in `#incident-room`", 000 "#apgms-ops": each room has its own', async () => {
    const incident = await declare('sev4 jobs fail');
    expect(await act.told('incidents', incident)).toEqual([expect.stringContaining('jobs fail (Investigating)')]);
    expect(await act.told('incident-room', incident)).toEqual([expect.stringContaining(`<#${incident.channel}>`)]);
    await minute(incident, 60);
    expect(JSON.stringify(await bench.slack.posts('apgms-ops'))).toContain('Anchor of the record');
  });

  it('001 "After resolution, schedule post-incident review within 48 hours"', async () => {
    const [incident, kept] = [await declare('sev4 jobs fail'), await declare('sev4 mails fail')];
    for (const one of [incident, kept]) await ana(one, 'resolve');
    await ana(kept, 'review in 5d');
    const due = (await act.last(incident, 'resolved')) + 48 * hourMs;
    await expectMissed(incident, 'schedule-review', 'a date for its review', due);
    expect(await act.missed(kept, 'schedule-review')).toEqual([]);
  });

  it('002 "Quarterly incident rehearsal … Record outcomes": a drill is marked and left out of figures, its outcome recorded', async () => {
    const report = async () => (await bench.slack.command('ana', 'general', 'report 30d')).response;
    const before = (await report())?.text?.split(' since')[0];
    const drill = await declare('drill sev2 database outage', { taken: false });
    for (const where of ['incidents', 'incident-room', '@chen']) {
      expect(await act.told(where, drill)).toEqual([expect.stringContaining(`DRILL ${drill.name}`)]);
    }
    await ana(drill, 'resolve');
    await ana(drill, 'task done post-incident.status-readme https://status.apgms.example/drill');
    await ana(drill, 'review held: failover took 9 min', 'follow-up add script the failover @ben in 7d');
    const timeline = await ana(drill, 'timeline');
    for (const outcome of ['status/README.md', 'Review held', 'Follow-up 1 added']) expect(timeline).toContain(outcome);
    const after = await report();
    expect(after?.text?.split(' since')[0]).toBe(before);
    expect(JSON.stringify(after)).toContain('*Drills*, counted apart');
  });

  it('003 "On-call acknowledges within 5 minutes": they are asked at once, then the next rung is told', async () => {
    const incident = await declare('sev4 jobs fail', { taken: false });
    const kept = await declare('sev4 mails fail', { taken: false });
    const due = stamp(incident.at + 5 * minuteMs);
    for (const where of [incident.channel, '@chen']) {
      expect(await act.told(where, incident)).toEqual(saying(`<@UCHEN>: *an acknowledgement* is due by ${due}`));
    }
    await minute(incident, 4);
    expect(await act.missed(incident, 'acknowledge')).toEqual([]);
    await act.type('chen', kept, 'ack');
    await minute(kept, 5);
    expect(await act.missed(incident, 'acknowledge')).toEqual(['due 5: Secondary on-call at 5']);
    for (const where of ['incident-room', incident.channel, '@ben']) {
      const texts = await act.told(where, incident, `*Missed: an acknowledgement*, due ${due}`);
      expect(texts, where).toEqual([expect.stringContaining('Secondary on-call: <@UBEN>')]);
    }
    expect(await act.missed(kept, 'acknowledge')).toEqual([]);
  });

  it('003 "On-call engineer → Secondary on-call → Engineering Manager → VP Engineering / Incident Commander": 5 minutes each', async () => {
    const incident = await declare('sev2 jobs fail');
    const line = 'On-call engineer → Secondary on-call → Engineering Manager → VP Engineering / Incident Commander';
    const path = line.split(' → ');
    const people = ['chen', 'ben', 'dora', 'emil'];
    for (const [rung, name] of path.entries()) {
      await minute(incident, 14 + 5 * rung);
      expect(await act.missed(incident, 'internal-update')).toHaveLength(rung);
      await minute(incident, 15 + 5 * rung);
      const told = await act.told('incident-room', incident, 'Missed: an update');
      expect(told.at(-1)).toContain(`${name}: <@U${people[rung]?.toUpperCase()}>`);
    }
    await minute(incident, 40);
    const turns = path.map((name, rung) => `due 15: ${name} at ${15 + 5 * rung}`);
    expect(await act.missed(incident, 'internal-update')).toEqual(turns);
    for (const one of people) expect(await act.told(`@${one}`, incident, 'Missed: an update'), one).toHaveLength(1);
  });

  it.each([
    ['003 "Internal updates every 15 minutes in `#incident-room`" of SEV1 and SEV2', 15, 'sev1', 'sev2'],
    ['the order card: every 60 minutes of SEV3 and SEV4', 60, 'sev3', 'sev4'],
  ])('%s, counted from what a person wrote last', async (_, every, ...severities) => {
    for (const severity of severities) await declare(`${severity} jobs fail`);
    for (const incident of declared) {
      await minute(incident, every - 2);
      await ana(incident, 'update looking at the queue');
      expect(await act.told('incident-room', incident)).toEqual(saying('looking at the queue'));
    }
    const updated = await Promise.all(declared.map((one) => act.last(one, 'updated')));
    await act.moveTo(Math.min(...updated) + (every - 1) * minuteMs);
    for (const incident of declared) expect(await act.missed(incident, 'internal-update')).toEqual([]);
    await act.moveTo(Math.max(...updated) + every * minuteMs);
    for (const [index, incident] of declared.entries()) {
      const told = [`due ${every}: On-call engineer at ${every}`];
      expect(await act.missed(incident, 'internal-update', updated[index])).toEqual(told);
    }
  });

  it('the order card: at every cadence tick the status stands in `#incident-room`, and meets no promise', async () => {
    const [serious, nuisance] = [await declare('sev2 jobs fail'), await declare('sev4 mails fail')];
    const end = Math.ceil((await act.now()) / hourMs) * hourMs + 15 * minuteMs;
    await act.moveTo(end);
    for (const incident of [serious, nuisance]) {
      const every = (incident === serious ? 15 : 60) * minuteMs;
      const before = Math.floor(incident.at / every);
      const ticks = Array.from({ length: Math.floor(end / every) - before }, (_, nth) => (before + nth + 1) * every);
      const found = await act.events(incident, 'status-due', z.object({ tick: z.number(), digest: z.boolean() }));
      expect(found.map(({ data }) => data)).toEqual(ticks.map((tick) => ({ tick, digest: false })));
      expect(await act.told('incident-room', incident, ', open for')).toHaveLength(ticks.length);
    }
    expect(await act.missed(serious, 'internal-update')).toContain('due 15: On-call engineer at 15');
  });

  it('003 "Remove mitigations gradually": it is not closed before all are accounted for', async () => {
    const incident = await declare('sev4 jobs fail');
    await ana(incident, 'mitigation applied rate limit', 'mitigation applied standby', 'resolve');
    expect(await ana(incident, 'review held: a full disk', 'close')).toContain(
      'Not closed: mitigations 1, 2 have not been taken back',
    );
    const refused = await ana(incident, 'mitigation removed 1 traffic is normal', 'close');
    expect(refused).toContain('Not closed: mitigation 2 has not been taken back');
    expect(refused).toContain('“Remove mitigations gradually”');
    await ana(incident, 'mitigation removed 2', 'close');
    expect(await act.told(incident.channel, incident)).toEqual(saying('its record is complete'));
  });

  it('000, 003 "Conduct blameless RCA within 5 business days": it is not closed before', async () => {
    const incident = await declare('sev4 jobs fail');
    await ana(incident, 'resolve');
    expect(await ana(incident, 'review in 2d', 'close')).toContain('Not closed: its review was not held');
    const due = addBusinessDays(calendar, await act.last(incident, 'resolved'), 5);
    await expectMissed(incident, 'hold-review', 'its review', due);
    await ana(incident, 'review held: a full disk. actions: alert at 80 % lessons: disks are shared', 'close');
    expect(await act.told(incident.channel, incident)).toEqual(saying('its record is complete'));
  });

  it('003 "File follow-up actions … with owners and due dates": it is not closed while one has no owner', async () => {
    const incident = await declare('sev4 jobs fail');
    await ana(incident, 'resolve');
    const refused = await ana(incident, 'review held: a full disk', 'follow-up add alert on it', 'close');
    expect(refused).toContain('Not closed: follow-up 1 has no owner');
    const day = dayAt(calendar, addBusinessDays(calendar, await act.now(), 3));
    await ana(incident, `follow-up 1 @ben ${day}`, 'close');
    expect(await act.told(incident.channel, incident)).toEqual(saying('its record is complete'));
    await expectMissed(incident, 'follow-up', 'follow-up 1', Date.parse(`${day}T23:59:59.999Z`), '@ben');
  });
});
