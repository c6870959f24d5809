import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';
import { pagerDutyIn } from '#test/support/pagerduty-side.ts';
import { incidentsIn, type Told } from '#test/support/talk.ts';

let bench: KillBench;
let act: ReturnType<typeof incidentsIn>;
let there: ReturnType<typeof pagerDutyIn>;
beforeAll(async () => {
  bench = await openKillBench({ pagerDuty: true });
  act = incidentsIn(bench);
  there = pagerDutyIn(bench.playground.url);
});
afterAll(() => bench.close());

const moments = ['kill_before', 'kill_after_applying', 'kill_after_answering'] as const;
/** How long a busy machine may take to bring it back again and again (ms). */
const manyDeaths = 90_000;
let declared = 0;

/** The next incident, of a service for which Chen is on call and Ben the secondary; the bot may die of it. */
async function declare(): Promise<Told> {
  declared += 1;
  const name = `INC-${declared}`;
  await bench.slack.command('ana', 'incidents', `incident declare sev2 anyway worker outage ${declared}`);
  await bench.calmDown();
  const channel = (await bench.slack.channels()).find((one) => one.name.startsWith(`inc-${declared}-`));
  const incident = { name, stream: `inc-${declared}`, channel: channel?.id ?? '', at: Number.NaN };
  return { ...incident, at: await act.last(incident, 'declared') };
}

/** A call of the bot; `match`: a piece of its arguments. */
interface Call {
  readonly method: string;
  readonly match?: string;
  /** In place of the moment that is tried. */
  readonly fault?: (typeof moments)[number];
}

/** The bot dies at each of these calls once, and what it was at is finished once it is back. */
async function dying(fault: (typeof moments)[number], calls: readonly Call[], does: () => Promise<unknown>) {
  const before = bench.playground.bot.deaths();
  bench.loseQueue(fault === 'kill_after_applying');
  for (const call of calls) await bench.slack.fault({ vendor: 'pagerduty', fault, ...call });
  await does();
  const deaths = () => bench.playground.bot.deaths() - before;
  // Each death puts off what is still to be asked: the last of these calls may come only once it is calm again.
  for (let rounds = 0; rounds === 0 || (rounds < 3 && deaths() < calls.length); rounds += 1) await bench.calmDown();
  expect(deaths(), 'deaths').toBe(calls.length);
}

/** What is left to do for it outside, or went wrong. */
async function leftOf({ stream }: Told): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: bench.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select id, state, error from app.outbox where stream = $1 and state in ('ready', 'claimed', 'failed')",
    [stream],
  );
  await client.end();
  return rows;
}

const count = async (incident: Told, type: string) => (await act.events(incident, type, z.unknown())).length;

/** One page stands for it, as its people and ours mean it to, and we know so. */
async function expectPage(incident: Told, as: object): Promise<void> {
  expect(await there.pageOf(incident)).toMatchObject(as);
  expect(await leftOf(incident)).toEqual([]);
}

describe.each(moments)('the bot is killed at each call it makes to PagerDuty (%s)', (moment) => {
  let incident: Told;
  // It remembers nobody and no priorities then, and has to ask.
  beforeAll(async () => {
    await bench.playground.bot.kill();
    await bench.slack.settle();
  });

  it(
    'as it has people called, and asks who is on call',
    async () => {
      const calls = [
        { method: 'priorities.list' },
        { method: 'incidents.create' },
        { method: 'services.list' },
        { method: 'oncalls.list' },
      ];
      await dying(moment, calls, async () => {
        incident = await declare();
      });
      await expectPage(incident, { status: 'triggered', urgency: 'high', priority: 'P2', assignments: ['Chen Wei'] });
    },
    manyDeaths,
  );

  it(
    'as it acknowledges what was acknowledged here',
    async () => {
      const calls = [
        { method: 'users.find', match: 'ben@' },
        { method: 'incidents.get' },
        { method: 'incidents.acknowledge' },
      ];
      await dying(moment, calls, () => act.type('ben', incident, 'ack'));
      await expectPage(incident, { status: 'acknowledged', assignments: ['Ben Okafor'] });
    },
    manyDeaths,
  );

  it('as it notes an update there, and looks whether it did', async () => {
    const calls = [{ method: 'notes.create' }, { method: 'notes.list' }];
    await dying(moment, calls, () => act.type('ben', incident, 'update the queue is full'));
    const { notes } = await there.allOf(incident);
    expect(notes.map(({ content }) => content)).toEqual([expect.stringContaining('the queue is full')]);
    expect(await leftOf(incident)).toEqual([]);
  });

  it('as it sets urgency and priority', async () => {
    await dying(moment, [{ method: 'incidents.urgency' }], () => act.type('ben', incident, 'severity sev3'));
    await expectPage(incident, { urgency: 'low', priority: 'P3' });
  });

  it('as it asks for more people', async () => {
    const calls = [{ method: 'responders.request' }];
    await dying(moment, calls, () => act.type('ben', incident, 'page @dora because we need you'));
    expect((await there.allOf(incident)).responders).toEqual([{ user: 'Dora Lindqvist', state: 'pending' }]);
    expect(await leftOf(incident)).toEqual([]);
  });

  it('as it resolves what is over', async () => {
    await dying(moment, [{ method: 'incidents.resolve' }], () => act.type('ben', incident, 'resolve'));
    await expectPage(incident, { status: 'resolved' });
  });

  it('as it opens again what was taken up again', async () => {
    await dying(moment, [{ method: 'incidents.reopen' }], () => act.type('ben', incident, 'reopen because it is back'));
    await expectPage(incident, { status: 'triggered', assignments: ['Chen Wei'] });
    const { log_entries } = await there.allOf(incident);
    expect(log_entries.filter(({ type }) => type === 'reopen_log_entry')).toHaveLength(1);
  });

  it('as it asks who somebody is who took it on there', async () => {
    const calls = [{ method: 'users.get', match: 'PNOORHA' }];
    await dying(moment, calls, async () => {
      await there.act('noor', incident, 'acknowledge');
      await bench.slack.settle();
    });
    await expectPage(incident, { status: 'acknowledged', assignments: ['Noor Haddad'] });
    expect(await act.type('ana', incident, 'show')).toContain('Noor Haddad');
  });

  it('as it looks for a page of which neither the answer came nor a webhook', async () => {
    await there.webhooks({ hold: true });
    const calls = [{ method: 'incidents.create', fault: 'kill_after_applying' }, { method: 'incidents.find' }] as const;
    await dying(moment, calls, async () => {
      incident = await declare();
    });
    await there.webhooks({ lose: true, hold: false });
    await expectPage(incident, { status: 'triggered', assignments: ['Chen Wei'] });
    expect(await count(incident, 'paged')).toBe(1);
  });

  it('as it reads what no webhook told', async () => {
    await there.webhooks({ hold: true });
    await there.act('ben', incident, 'acknowledge');
    await there.act('ben', incident, 'note', { content: 'On it.' });
    await there.webhooks({ lose: true, hold: false });
    await dying(moment, [{ method: 'incidents.log' }, { method: 'incidents.list' }], () => bench.slack.advance('10m'));
    await expectPage(incident, { status: 'acknowledged' });
    expect(await count(incident, 'acknowledged')).toBe(1);
    expect(await count(incident, 'page-noted')).toBe(1);
    expect(await act.type('ana', incident, 'show')).toContain('Acknowledged by <@UBEN>');
  });
});

describe('the bot is killed as it takes a webhook', () => {
  const taken = ['an acknowledgement', 'chen', 'acknowledge', {}, ['page-changed', 'acknowledged']] as const;
  const back = [
    'that it was taken back',
    null,
    'unacknowledge',
    {},
    ['page-changed', 'acknowledgement-lapsed'],
  ] as const;
  const note = ['a note', 'noor', 'note', { content: 'I look at it.' }, ['page-noted']] as const;
  const over = ['a resolution', 'chen', 'resolve', {}, ['page-changed', 'resolve-requested', 'resolved']] as const;
  // One life; what follows is committed too: the notice, the card, the invitation.
  const life = [
    ...[taken, back, note].map((row) => [1, ...row] as const),
    ...[taken, back, note].map((row) => [2, ...row] as const),
    [1, ...over] as const,
  ];
  let incident: Told;
  beforeAll(async () => {
    incident = await declare();
  });

  it.each(life)('after commit %i of %s: it is recorded once', async (commits, _, who, what, more, types) => {
    const before = await Promise.all(types.map((type) => count(incident, type)));
    const { bot } = bench.playground;
    const deaths = bot.deaths();
    bot.tell({ type: 'die-after-commits', commits });
    await there.act(who, incident, what, more);
    await bench.calmDown();
    expect(bot.deaths(), 'deaths').toBe(deaths + 1);
    const after = await Promise.all(types.map((type) => count(incident, type)));
    expect(after).toEqual(before.map((known) => known + 1));
    expect(await leftOf(incident)).toEqual([]);
  });
});

it('there is no call to PagerDuty in all this at which it was not killed, at each moment', async () => {
  const calls = (await bench.slack.log())
    .filter(({ vendor }) => vendor === 'pagerduty')
    // Only in the morning of a business day, where verification.test.ts kills it.
    .filter(({ method }) => method !== 'contacts.list');
  const methods = [...new Set(calls.map(({ method }) => method))].toSorted();
  expect(methods.length).toBeGreaterThan(10);
  for (const moment of moments) {
    const deadly = calls.filter(({ fault }) => fault === moment).map(({ method }) => method);
    expect([...new Set(deadly)].toSorted(), moment).toEqual(methods);
  }
});
