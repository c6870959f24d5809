import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Store } from '#src/ports/store.ts';
import { createStore } from '#src/store/store.ts';
import { alertsIn } from '#test/store/alerts-in.ts';
import { ended, instance } from '#test/support/alerts.ts';
import { prose } from '#test/support/builders.ts';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';
import { silentLog } from '#test/support/log.ts';

let bench: KillBench;
let pool: pg.Pool;
let store: Store;
let alerts: ReturnType<typeof alertsIn>;
let told = 0;

beforeAll(async () => {
  bench = await openKillBench();
  pool = new pg.Pool({ connectionString: bench.databaseUrl, max: 1 });
  // As another process would that hears of alerts.
  store = createStore({ pool, clock: Date, log: silentLog });
  alerts = alertsIn(store);
});
afterAll(async () => {
  await store.close();
  await pool.end();
  await bench.close();
});

const cards = async (title: string) =>
  (await bench.slack.posts('ops-alerts')).filter(({ text }) => text.includes(title));

/** Nobody wakes the bot for it: it finds by itself what is to be shown. */
const shown = () => bench.slack.advance('15s');

async function fire() {
  told += 1;
  const title = `errors of service ${told}.`;
  return { title, alert: await alerts.fire(told, { title: prose(title), instances: [instance('a'), instance('b')] }) };
}

const grew: AlertEvent = { type: 'alert-grew', v: 1, data: { instances: [instance('c', 2)], unlisted: 0 } };
const shrank: AlertEvent = { type: 'alert-shrank', v: 1, data: { ended: [ended('b', 0, 3)], unlisted: 0 } };
const over: AlertEvent = { type: 'alert-resolved', v: 1, data: { ended: [ended('a', 0, 5), ended('c', 2, 5)] } };

describe('the card of an alert', () => {
  it('stands once among the alerts, and is edited as it grows and is over', async () => {
    const { title, alert } = await fire();
    await shown();
    const [first, ...others] = await cards(title);
    expect(others).toEqual([]);
    expect(first?.key).toBe(`${alert.stream}.card`);
    expect(first?.text).toContain('(Firing)');
    const grown = await alerts.change(await store.alert(alert.number), grew, shrank);
    await shown();
    expect(JSON.stringify((await cards(title))[0]?.blocks)).toContain('*2 fire*');
    await alerts.change(grown, over);
    await shown();
    const [last, ...more] = await cards(title);
    expect(more).toEqual([]);
    expect([last?.ts, last?.text]).toEqual([first?.ts, expect.stringContaining('(Resolved)')]);
  });

  it('is posted anew where somebody deletes it', async () => {
    const { title } = await fire();
    await shown();
    const ts = (await cards(title))[0]?.ts ?? '';
    await bench.slack.deleteMessage('ops-alerts', ts);
    await shown();
    const [card, ...others] = await cards(title);
    expect(others).toEqual([]);
    expect(card?.ts).not.toBe(ts);
  });

  it.each(['kill_before', 'kill_after_applying', 'kill_after_answering'] as const)(
    'stands once, whatever dies: %s',
    async (fault) => {
      bench.loseQueue(fault === 'kill_after_applying');
      await bench.slack.fault({ vendor: 'slack', method: 'chat.postMessage', channel: 'ops-alerts', fault });
      const before = bench.playground.bot.deaths();
      const { title } = await fire();
      await bench.calmDown();
      expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
      expect(await cards(title)).toHaveLength(1);
    },
  );
});
