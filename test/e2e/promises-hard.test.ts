import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '#playground/client.ts';
import { type Playground, startPlayground } from '#playground/playground.ts';
import { databaseFromTemplate, type TestDatabase } from '#test/support/cluster.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn, stamp, type Told } from '#test/support/talk.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const saying = (text: string) => expect.arrayContaining([expect.stringContaining(text)]);

describe('under our own policy', () => {
  let bench: PlaygroundBench;
  let act: ReturnType<typeof incidentsIn>;
  const open: Told[] = [];
  beforeAll(async () => {
    bench = await openPlayground();
    act = incidentsIn(bench);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await act.type('ana', one, 'cancel because tried', 'close because tried');
  });
  afterAll(() => bench.close());

  const minute = ({ at }: Told, count: number) => act.moveTo(at + count * minuteMs);
  /** Chen is on call for it, and Ben the secondary. */
  async function declare(words: string): Promise<Told> {
    const incident = await act.declare(`sev2 worker ${words}`);
    open.push(incident);
    return incident;
  }

  async function startAnew(): Promise<void> {
    await bench.playground.bot.kill();
    await bench.slack.settle();
  }

  /** What people were told of promises of one kind: `miss: UBEN`. */
  async function tellings(incident: Told, kind: string): Promise<readonly string[]> {
    const told = z.object({
      kind: z.string(),
      what: z.string(),
      people: z.array(z.string()),
      missing: z.array(z.string()),
    });
    const events = (await act.events(incident, 'obligation-told', told)).filter(({ data }) => data.kind === kind);
    return events.map(({ data: { what, people, missing } }) => `${what}: ${[...people, ...missing].join(', ')}`);
  }

  /** What is still being tried for it outside. */
  async function underWay({ stream }: Told): Promise<readonly unknown[]> {
    const client = new pg.Client({ connectionString: bench.databaseUrl });
    await client.connect();
    const { rows } = await client.query(
      `select id, last, error from app.outbox where stream = $1 and state in ('ready', 'claimed')`,
      [stream],
    );
    await client.end();
    return rows;
  }

  it('a reminder is not sent once the incident is resolved, whatever kept it so long', async () => {
    const incident = await declare('jobs fail');
    await minute(incident, 9);
    await bench.slack.fault({
      vendor: 'slack',
      method: 'users.lookupByEmail',
      fault: 'error_before',
      times: 'forever',
    });
    await startAnew();
    await minute(incident, 11);
    const reminders = await act.events(incident, 'obligation-reminded', z.object({ kind: z.string() }));
    expect(reminders.map(({ data }) => data.kind)).toContain('internal-update');
    await act.type('ana', incident, 'resolve');
    await bench.slack.clearFaults();
    await minute(incident, 20);
    expect(await tellings(incident, 'internal-update')).toEqual([]);
    for (const where of [incident.channel, '@chen']) expect(await act.told(where, incident, 'an update')).toEqual([]);
    expect(await underWay(incident)).toEqual([]);
  });

  describe('somebody who owes something left Slack', () => {
    /** Deactivates an account until the test is over. The bot remembers for a while who has which address, so it starts anew. */
    async function leave(id: string): Promise<void> {
      const { people } = bench.playground.workspace.state;
      const person = people.get(id);
      if (!person) throw new Error(`nobody is ${id}`);
      people.set(id, { ...person, isDeleted: true });
      back = () => people.set(id, person);
      await startAnew();
    }
    let back = (): unknown => undefined;
    afterEach(async () => {
      back();
      await startAnew();
    });

    it('whoever is on call: the channel is told so, and the next in line hears of it as ever', async () => {
      await leave('UCHEN');
      const incident = await declare('mails fail');
      const reminder = `chen@apgms.example: *an acknowledgement* is due by ${stamp(incident.at + 5 * minuteMs)}`;
      expect(await act.told(incident.channel, incident)).toEqual(saying(reminder));
      expect(await act.told(incident.channel, incident)).toEqual(saying('Not in Slack: chen@apgms.example.'));
      await minute(incident, 15);
      const told = ['reminder: chen@apgms.example', 'miss: UBEN', 'miss: UDORA', 'miss: UEMIL'];
      expect(await tellings(incident, 'acknowledge')).toEqual(told);
      expect(await act.missed(incident, 'acknowledge')).toHaveLength(3);
      expect(await underWay(incident)).toEqual([]);
    });

    it('its commander: whoever is on call is asked instead, nothing is tried for ever, and the miss climbs past them', async () => {
      const incident = await declare('exports fail');
      await act.type('ben', incident, 'ack', 'assign commander me');
      await leave('UBEN');
      await minute(incident, 10);
      expect(await tellings(incident, 'internal-update')).toEqual(['reminder: UCHEN, ben@apgms.example']);
      const reminder = `*an update* is due by ${stamp(incident.at + 15 * minuteMs)}`;
      for (const where of ['@chen', incident.channel])
        expect(await act.told(where, incident)).toEqual(saying(reminder));
      expect(await act.told(incident.channel, incident)).toEqual(saying('Not in Slack: ben@apgms.example.'));
      await minute(incident, 25);
      const misses = ['miss: UCHEN', 'miss: ben@apgms.example', 'miss: UDORA'];
      expect((await tellings(incident, 'internal-update')).slice(1)).toEqual(misses);
      expect(await underWay(incident)).toEqual([]);
    });
  });

  it('where the clock moves by eight hours at once, each rung is told once, and people are told once', async () => {
    const incident = await declare('imports fail');
    const offset = (await act.now()) - Date.now() + 8 * hourMs;
    bench.playground.bot.tell({ type: 'clock', offset });
    await bench.slack.settle();
    const path = [
      'On-call engineer',
      'Secondary on-call',
      'Engineering Manager',
      'VP Engineering / Incident Commander',
    ];
    const rungs = (due: number) => path.map((name, rung) => `due ${due}: ${name} at ${due + 5 * rung}`);
    expect(await act.missed(incident, 'assign-commander')).toEqual(rungs(10));
    expect(await act.missed(incident, 'internal-update')).toEqual(rungs(15));
    const acknowledge = path.slice(1).map((name, rung) => `due 5: ${name} at ${5 + 5 * rung}`);
    expect(await act.missed(incident, 'acknowledge')).toEqual(acknowledge);
    expect(await tellings(incident, 'internal-update')).toEqual(['miss: UCHEN, UBEN, UDORA, UEMIL']);
    expect(await tellings(incident, 'acknowledge')).toEqual(['reminder: UCHEN', 'miss: UBEN, UDORA, UEMIL']);
    for (const who of ['@dora', '@emil']) expect(await act.told(who, incident, 'Missed: an update')).toHaveLength(1);
    expect(await act.told('incident-room', incident, ', open for')).toHaveLength(1);
  });
});

describe('under a policy that changes', () => {
  const zone = 'Australia/Sydney';
  let folder = '';
  let ours = '';
  let database: TestDatabase;
  let playground: Playground;
  let act: ReturnType<typeof incidentsIn>;
  const policyPath = () => join(folder, 'apgms.yaml');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apgms-policy-'));
    ours = await readFile('apgms.yaml', 'utf8');
    await writeFile(policyPath(), ours);
    database = await databaseFromTemplate('policy');
    playground = await startPlayground({ storage: { DATABASE_URL: database.url, APGMS_CONFIG: policyPath() } });
    act = incidentsIn({ playground, slack: createClient(playground.url), databaseUrl: database.url });
  });
  afterAll(async () => {
    await playground.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** The bot reads the policy when it starts. */
  async function rewrite(before: RegExp, after: string): Promise<void> {
    const changed = ours.replaceAll(before, after);
    if (changed === ours) throw new Error('the change does not fit the policy any more');
    ours = changed;
    await writeFile(policyPath(), changed);
  }

  it('open incidents adopt it, nobody is late by a rule that was not there, and then it holds', async () => {
    const incident = await act.declare('sev2 worker jobs fail');
    await act.type('chen', incident, 'ack', 'assign commander me');
    await act.moveTo(incident.at + 8 * minuteMs);
    await rewrite(/(internalUpdate: \{ value: )15m/g, '$15m');
    await playground.bot.kill();
    await playground.settle();
    await act.type('ana', incident, 'note the rules were changed');
    const moved = z.object({
      moved: z.array(z.object({ kind: z.string(), from: z.number(), to: z.number(), grace: z.boolean() })),
    });
    const adopted = (await act.events(incident, 'policy-adopted', z.unknown())).at(-1);
    const from = incident.at + 15 * minuteMs;
    const to = (adopted?.at ?? 0) + 5 * minuteMs;
    expect(moved.parse(adopted?.data).moved).toEqual([{ kind: 'internal-update', from, to, grace: true }]);
    const timeline = await act.type('ana', incident, 'timeline');
    expect(timeline).toContain(`Another policy is in force: an update by ${stamp(to)}`);
    await act.moveTo(to - minuteMs);
    expect(await act.missed(incident, 'internal-update')).toEqual([]);
    await act.moveTo(to);
    expect(await act.missed(incident, 'internal-update', to)).toEqual(['due 0: On-call engineer at 0']);
    await act.type('chen', incident, 'update the queue is full');
    const updated = await act.last(incident, 'updated');
    await act.moveTo(updated + 5 * minuteMs);
    expect((await act.missed(incident, 'internal-update', updated)).at(-1)).toBe('due 5: On-call engineer at 5');
    await act.type('ana', incident, 'cancel because it was tried');
  });

  it('a review is due after so many days of work there: over a weekend, a holiday, and the night the clocks change', async () => {
    const friday = await fridayBeforeClocksChange();
    const monday = friday.add({ days: 3 }).toPlainDate().toString();
    await rewrite(/timeZone: Etc\/UTC/g, `timeZone: ${zone}`);
    await rewrite(/holidays: \[.*\]/g, `holidays: [${monday}]`);
    await act.sleepUntil(friday.epochMilliseconds);
    const incident = await act.declare('sev4 worker jobs fail');
    await act.type('chen', incident, 'ack', 'resolve');
    await act.type('chen', incident, 'review in 3d');
    const resolved = await act.last(incident, 'resolved');
    // Tuesday to Friday, and the Monday after: the same time of day there, and so not the same number of hours.
    const due = Temporal.Instant.fromEpochMilliseconds(resolved).toZonedDateTimeISO(zone).add({ days: 10 });
    expect(Math.abs(due.epochMilliseconds - resolved - 240 * hourMs)).toBe(hourMs);
    expect(await act.type('ana', incident, 'show')).toContain(`: by ${stamp(due.epochMilliseconds)}`);
    await act.sleepUntil(due.epochMilliseconds - minuteMs);
    expect(await act.missed(incident, 'hold-review')).toEqual([]);
    await act.moveTo(due.epochMilliseconds);
    const told = await act.missed(incident, 'hold-review', due.epochMilliseconds);
    expect(told).toEqual(['due 0: On-call engineer at 0']);
  });

  /** The next one there is, at ten in the morning there. Clocks change on a Sunday. */
  async function fridayBeforeClocksChange(): Promise<Temporal.ZonedDateTime> {
    const now = Temporal.Instant.fromEpochMilliseconds(await act.now()).toZonedDateTimeISO(zone);
    let friday = now.with({ hour: 10, minute: 0, second: 0, millisecond: 0 }).add({ days: 1 });
    while (friday.dayOfWeek !== 5 || friday.add({ days: 3 }).offset === friday.offset) friday = friday.add({ days: 1 });
    return friday;
  }
});
