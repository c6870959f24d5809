import { describe, expect, it } from 'vitest';
import {
  hasAlertmanager,
  sayAlertmanagerIsMissing,
  startAlertmanager,
  type ToldAlert,
} from '#test/support/alertmanager-server.ts';
import { freePort } from '#test/support/free-port.ts';
import { startProcess } from '#test/support/process.ts';
import { startBot } from '#test/support/started-bot.ts';

if (!hasAlertmanager) sayAlertmanagerIsMissing('what a real Alertmanager sends');

const token = 'a-token-of-the-test';
/** How long until an Alertmanager has tried again, also after the bot was away. */
const patiently = { timeout: 30_000, interval: 100 };

describe.skipIf(!hasAlertmanager)('two Alertmanagers that do not know of each other', () => {
  it('make one card, which follows what fires, also while the bot is away', { timeout: 120_000 }, async () => {
    const port = String(await freePort());
    const { slack, bot, env, url } = await startBot('http', { PORT: port, ALERTMANAGER_WEBHOOK_TOKEN: token });
    const webhook = { url: `${url}/webhooks/alertmanager`, token };
    const both = await Promise.all([startAlertmanager(webhook), startAlertmanager(webhook)]);
    const tell = (...alerts: ToldAlert[]) => Promise.all(both.map((each) => each.tell(alerts)));
    const cards = async () => (await slack.posts('ops-alerts')).filter(({ text }) => /queue/i.test(text));
    const said = async () => (await cards()).map((card) => JSON.stringify(card.blocks));
    const standsAs = (word: string) => [expect.objectContaining({ text: expect.stringContaining(word) })];

    await tell(firing('db-1'));
    await expect.poll(cards, patiently).toEqual(standsAs('(Firing)'));
    const [first] = await cards();
    // Each of them, again and again.
    await expect.poll(() => takenBy(url), patiently).toBeGreaterThan(5);
    expect(await cards()).toEqual([first]);

    bot.signal('SIGKILL');
    await bot.ended;
    await tell(firing('db-1'), firing('db-2'));
    const next = startProcess('src/main.ts', env);
    await next.url();
    await expect.poll(said, patiently).toEqual([expect.stringContaining('*2 fire*')]);

    await tell(over('db-1'), over('db-2'));
    await expect.poll(cards, patiently).toEqual(standsAs('(Resolved)'));

    await tell(firing('db-1', Date.now()));
    await expect.poll(cards, patiently).toEqual(standsAs('(Firing)'));
    expect((await cards())[0]?.ts, 'which card').toBe(first?.ts);
    for (const started of [bot, next]) expect(started.log().filter(({ level }) => level === 'error')).toEqual([]);
  });
});

/** How often the bot said that it has what it was told. */
async function takenBy(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^apgms_webhook_deliveries_total\{.*outcome="stored".*\} (\d+)$/m.exec(metrics)?.[1]);
}

const began = Date.now() - 60_000;

function firing(instance: string, since = began): ToldAlert {
  const labels = { alertname: 'QueueIsLong', service: 'worker', severity: 'warning', instance };
  return {
    labels,
    annotations: { summary: `The queue of ${instance} is long` },
    startsAt: new Date(since).toISOString(),
  };
}

function over(instance: string): ToldAlert {
  return { ...firing(instance), endsAt: new Date().toISOString() };
}
