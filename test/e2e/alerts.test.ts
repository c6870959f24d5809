import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Group, tellOf } from '#test/support/alertmanager.ts';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';

let bench: KillBench;
let names = 0;
beforeAll(async () => {
  bench = await openKillBench();
});
afterAll(() => bench.close());

/** Another rule each time: its group, and what its card is found by. */
function aRule(service = 'worker') {
  names += 1;
  return { name: `Rule${names}.`, service, annotations: {} } as const;
}

const tell = (group: Group) => tellOf(bench.playground, group);
const posts = async (name: string) => (await bench.slack.posts('ops-alerts')).filter(({ text }) => text.includes(name));
const cards = async (name: string) => (await posts(name)).filter(({ key }) => key?.endsWith('.card'));
const cardOf = async (name: string) => (await cards(name))[0];
const incidentsOf = async (name: string) =>
  (await bench.slack.channels()).filter(({ name: channel }) => channel.includes(name.replace('.', '').toLowerCase()));

describe('the card of an alert', () => {
  it('stands once among the alerts, and is edited as it grows and is over, however often it is told', async () => {
    const rule = aRule();
    await tell(rule);
    await tell(rule);
    await bench.slack.settle();
    const [first, ...others] = await cards(rule.name);
    expect(others).toEqual([]);
    expect(first?.text).toContain('(Firing)');
    await tell({ ...rule, alerts: [{ instance: 'db-1' }, { instance: 'db-2', from: 1 }] });
    await bench.slack.settle();
    expect(JSON.stringify((await cardOf(rule.name))?.blocks)).toContain('*2 fire*');
    await tell({
      ...rule,
      alerts: [
        { instance: 'db-1', to: 2 },
        { instance: 'db-2', from: 1, to: 2 },
      ],
    });
    await tell(rule);
    await bench.slack.settle();
    const [last, ...more] = await cards(rule.name);
    expect(more).toEqual([]);
    expect([last?.ts, last?.text]).toEqual([first?.ts, expect.stringContaining('(Resolved)')]);
  });

  it('stands once where what fires began long before there was a bot', async () => {
    const rule = aRule();
    const tenYearsAgo = -10 * 365 * 24 * 60;
    for (let times = 0; times < 2; times += 1)
      await tell({ ...rule, alerts: [{ instance: 'db-1', from: tenYearsAgo }] });
    await bench.slack.settle();
    expect((await cards(rule.name)).map(({ text }) => text)).toEqual([expect.stringContaining('(Firing)')]);
  });

  it('is posted anew where somebody deletes it', async () => {
    const rule = aRule();
    await tell(rule);
    await bench.slack.settle();
    const ts = (await cardOf(rule.name))?.ts ?? '';
    await bench.slack.deleteMessage('ops-alerts', ts);
    await bench.slack.settle();
    const [card, ...others] = await cards(rule.name);
    expect(others).toEqual([]);
    expect(card?.ts).not.toBe(ts);
  });

  it.each(['kill_before', 'kill_after_applying', 'kill_after_answering'] as const)(
    'stands once, whatever dies: %s',
    async (fault) => {
      bench.loseQueue(fault === 'kill_after_applying');
      const rule = aRule();
      await bench.slack.fault({ vendor: 'slack', method: 'chat.postMessage', channel: 'ops-alerts', fault });
      const before = bench.playground.bot.deaths();
      await tell(rule);
      await bench.calmDown();
      expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
      await tell(rule);
      await bench.calmDown();
      const standing = (await posts(rule.name)).map(({ key }) => key?.split('.')[1]);
      expect(standing.toSorted(), 'its card, and below it who is asked').toEqual(['card', 'reminder']);
    },
  );
});

describe('whoever reads the card', () => {
  const view = z.object({ id: z.string() });

  it('takes it on, and declares an incident that it belongs to', async () => {
    const rule = aRule();
    await tell(rule);
    await bench.slack.settle();
    const at = { channel: 'ops-alerts', ts: (await cardOf(rule.name))?.ts ?? '' };
    await bench.slack.press('ben', at, 'alert.ack');
    const { id } = view.parse((await bench.slack.press('ben', at, 'alert.declare')).view);
    expect((await bench.slack.submit('ben', id, {})).ok).toBe(true);
    await bench.slack.settle();
    const [channel] = await incidentsOf(rule.name);
    expect(channel?.members).toContain('ben');
    const card = JSON.stringify((await cardOf(rule.name))?.blocks);
    expect(card).toMatch(/Acknowledged by <@UBEN> · Belongs to INC-\d+ · <#\w+>/);
    expect(card).not.toContain('alert.declare');

    await tell({ ...rule, alerts: [{ instance: 'db-1' }, { instance: 'db-2' }] });
    await tell({
      ...rule,
      alerts: [
        { instance: 'db-1', to: 3 },
        { instance: 'db-2', to: 3 },
      ],
    });
    await bench.slack.settle();
    const told = (await bench.slack.posts(channel?.id ?? '')).filter(({ key }) => key?.includes('.notice.'));
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringContaining('attached'),
      expect.stringContaining('*Acknowledged* by <@UBEN>'),
      expect.stringContaining('is over'),
    ]);
  });
});

describe('a critical alert of a chosen service', () => {
  /** Each of the first ones, on which everything else stands. */
  it.each([1, 2, 3, 4, 5, 6])(
    'declares one incident and stands once, also where the bot dies after commit %d',
    async (commits) => {
      bench.loseQueue(commits % 2 === 0);
      const rule = aRule('payments');
      const before = bench.playground.bot.deaths();
      bench.playground.bot.tell({ type: 'die-after-commits', commits });
      await tell(rule);
      await bench.calmDown();
      await tell(rule);
      await bench.calmDown();
      bench.playground.bot.tell({ type: 'die-after-commits', commits: 0 });
      expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
      expect(await cards(rule.name)).toHaveLength(1);
      const declared = await incidentsOf(rule.name);
      expect(declared).toHaveLength(1);
      const number = /^inc-(\d+)/.exec(declared[0]?.name ?? '')?.[1];
      // The next one is not to join it.
      await bench.slack.command('ana', 'incidents', `incident cancel INC-${number} because it was a test`);
      await bench.calmDown();
    },
  );
});
