import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type RunningProcess, startProcess } from '#test/support/process.ts';
import { type SlackWorkspace, slackWorkspace } from '#test/support/slack-workspace.ts';
import { startBot } from '#test/support/started-bot.ts';

describe('the bot as in production', () => {
  it.each(['http', 'socket'] as const)(
    'works over %s, answers its probes, and leaves when it is told',
    async (over) => {
      const { slack, bot, url } = await startBot(over);
      for (const path of ['/healthz', '/readyz']) expect((await fetch(url + path)).status, path).toBe(200);
      await declare(slack, 'bank lines are slow');
      await expect.poll(() => channelOf(slack, 'bank-lines-are-slow'), patiently).toMatchObject({ members: bothIn });
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toMatch(/^apgms_slack_deliveries_total\{.*\} 1$/m);
      expect(metrics).not.toContain('bank');
      bot.signal('SIGTERM');
      expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
      expect(bot.log().at(-1)).toMatchObject({ msg: 'stopped' });
    },
  );

  it('is up while Slack answers 500, stores what it is told, and does it when Slack is back', async () => {
    const town = await slackWorkspace('http');
    await town.open();
    await town.slack.fault({ vendor: 'slack', fault: 'error_before', times: 'forever' });
    const { slack, url } = await startBot(town);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await declare(slack, 'slack is unwell');
    expect(await channelOf(slack, 'slack-is-unwell')).toBeUndefined();
    await slack.clearFaults();
    await expect.poll(() => channelOf(slack, 'slack-is-unwell'), patiently).toMatchObject({ members: bothIn });
  });

  it.each(['http', 'socket'] as const)(
    'is up while Slack refuses connections, and works over %s once it does not',
    async (over) => {
      const town = await slackWorkspace(over);
      const { slack, bot, url } = await startBot(town);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      await bot.logged('slack does not say who we are, asking again');
      await town.open();
      if (over === 'socket') await bot.logged('socket to slack open');
      await declare(slack, 'slack was away');
      await expect.poll(() => channelOf(slack, 'slack-was-away'), patiently).toMatchObject({ members: bothIn });
    },
  );

  it('finishes what answers while it leaves, and the next start finishes what did not, once', async () => {
    const { slack, bot, env, town } = await startBot('http');
    const hang = { vendor: 'slack', method: 'chat.postMessage', fault: 'delay' } as const;
    // The bot waits 8 s for Slack.
    await slack.fault({ ...hang, channel: 'incidents', ms: 9_000 });
    await slack.fault({ ...hang, channel: 'incident-room', ms: 2_000 });
    await declare(slack, 'slack hangs');
    await expect.poll(() => hanging(slack), patiently).toBe(2);
    bot.signal('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
    expect(outcomes(bot, 'inc-1.headline')).toContain('done');
    expect(outcomes(bot, 'inc-1.announcement')).not.toContain('done');

    const next = startProcess('src/main.ts', env);
    town.deliverTo(await next.url());
    await expect.poll(() => unfinished(env.DATABASE_URL), { timeout: 45_000 }).toBe(0);
    for (const room of ['incidents', 'incident-room'])
      expect(await postsAbout(slack, room, 'slack hangs'), room).toHaveLength(1);
  }, 60_000);

  it('works as a web process and a worker process on one database', async () => {
    const { slack, bot: web, env } = await startBot('http', { ROLE: 'web' });
    await declare(slack, 'told before the worker came');
    const worker = startProcess('src/main.ts', { ...env, ROLE: 'worker' });
    const workerUrl = await worker.url();
    expect((await fetch(`${workerUrl}/readyz`)).status).toBe(200);
    expect((await fetch(`${workerUrl}/slack/events`, { method: 'POST' })).status).toBe(404);
    await declare(slack, 'told while both are there');
    for (const name of ['told-before-the-worker-came', 'told-while-both-are-there'])
      await expect.poll(() => channelOf(slack, name), patiently).toMatchObject({ members: bothIn });
    expect(worker.log().map(({ msg }) => msg)).toContain('effect attempted');
    expect(web.log().map(({ msg }) => msg)).not.toContain('effect attempted');
  });
});

const patiently = { timeout: 25_000, interval: 50 };
const bothIn = expect.arrayContaining(['ana', 'apgms']);

type Slack = SlackWorkspace['slack'];

async function declare(slack: Slack, title: string): Promise<void> {
  const seen = await slack.command('ana', 'incidents', `incident declare anyway sev2 api-gateway ${title}`);
  expect(JSON.stringify(seen.response)).toContain('INC-');
}

async function channelOf(slack: Slack, title: string) {
  return (await slack.channels()).find((one) => one.name.endsWith(`-${title}`));
}

async function postsAbout(slack: Slack, room: string, title: string) {
  return (await slack.posts(room)).filter((post) => post.text.includes(title));
}

async function hanging(slack: Slack): Promise<number> {
  return (await slack.log()).filter((call) => call.method === 'chat.postMessage' && call.outcome === 'pending').length;
}

/** How the attempts at the effects of one message ended, as far as this process knows. */
function outcomes(bot: RunningProcess, message: string): readonly unknown[] {
  const attempts = bot
    .log()
    .filter(({ msg, effect }) => msg === 'effect attempted' && String(effect).startsWith(message));
  return attempts.map(({ state }) => state);
}

/** How many effects still have something to do. */
async function unfinished(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(`select from app.outbox where state in ('ready', 'claimed')`)).rows.length;
  } finally {
    await client.end();
  }
}
