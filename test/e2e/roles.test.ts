import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseFromTemplate } from '#test/support/cluster.ts';
import { patiently } from '#test/support/patient-policy.ts';
import { type RunningProcess, startProcess } from '#test/support/process.ts';
import { hasRedis, sayRedisIsMissing, startRedis } from '#test/support/redis.ts';
import { type SlackWorkspace, slackWorkspace } from '#test/support/slack-workspace.ts';
import { anywhere } from '#test/support/started-bot.ts';

if (!hasRedis) sayRedisIsMissing('two webs and two workers, with their queue on Redis (it is on PostgreSQL instead)');

const titles = Array.from({ length: 20 }, (_, index) => `outage ${String.fromCharCode(97 + index)}x`);

describe('two webs and two workers on one database', () => {
  it('do everything once for twenty incidents declared through both, while one worker is killed', async () => {
    const { slack, webs, workers, databaseUrl } = await startAll();
    // Nothing is so quick that it could not be cut off.
    await slack.fault({ vendor: 'slack', method: 'conversations.create', fault: 'delay', ms: 400, times: 'forever' });
    const [victim, survivor] = workers;
    const killed = async () => {
      await expect.poll(() => attemptsOf(victim), { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
      victim.signal('SIGKILL');
      await victim.ended;
      expect(await unfinished(databaseUrl), 'what is not done yet when it dies').not.toEqual([]);
    };
    await Promise.all([declareAll(slack), killed()]);
    const patiently = { timeout: 150_000, interval: 250 };
    await expect.poll(() => unfinishedAndUnlimited(databaseUrl), patiently).toEqual([]);
    for (const title of titles) await expectOnce(slack, title);
    const numbers = (await slack.channels()).flatMap(({ name }) => /^inc-(\d+)-/.exec(name)?.[1] ?? []).map(Number);
    expect(numbers.toSorted((one, other) => one - other)).toEqual(titles.map((_, index) => index + 1));

    for (const web of webs) expect(deliveriesOf(web), 'deliveries of each web').toBeGreaterThan(0);
    for (const web of webs) expect(attemptsOf(web), 'what a web does outside').toBe(0);
    expect(attemptsOf(survivor)).toBeGreaterThan(0);
    for (const bot of [...webs, survivor]) {
      bot.signal('SIGTERM');
      expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
    }
  }, 180_000);
});

type Slack = SlackWorkspace['slack'];

async function startAll() {
  const database = await databaseFromTemplate('roles');
  onTestFinished(database.drop);
  const redis = hasRedis ? await startRedis() : null;
  if (redis) onTestFinished(redis.close);
  const town = await slackWorkspace('http');
  await town.open();
  const storage = { DATABASE_URL: database.url, ...(redis && { REDIS_URL: redis.url }) };
  const start = (ROLE: string) =>
    startProcess('src/main.ts', { ...town.env, ...anywhere, ...storage, ...patiently(), ROLE });
  const webs = [start('web'), start('web')] as const;
  const workers = [start('worker'), start('worker')] as const;
  const [first, second] = await Promise.all([...webs, ...workers].map((bot) => bot.url()));
  town.deliverTo(first ?? '', second ?? '');
  return { slack: town.slack, webs, workers, databaseUrl: database.url };
}

/** Five at a time: more would be a test of how busy this machine is. */
async function declareAll(slack: Slack): Promise<void> {
  const waiting = titles.values();
  const declareInTurn = async () => {
    for (const title of waiting) await declare(slack, title);
  };
  await Promise.all(Array.from({ length: 5 }, declareInTurn));
}

/** That it is stored may be told only later: a busy machine is slow. */
async function declare(slack: Slack, title: string): Promise<void> {
  const seen = await slack.command('ana', 'incidents', `incident declare sev2 anyway api-gateway ${title}`);
  expect(JSON.stringify(seen.response)).toMatch(/is stored|Not stored yet/);
}

async function expectOnce(slack: Slack, title: string): Promise<void> {
  const named = (await slack.channels()).filter((one) => one.name.endsWith(`-${title.replaceAll(' ', '-')}`));
  expect(named, `channels of "${title}"`).toHaveLength(1);
  for (const channel of named) {
    const posts = await slack.posts(channel.id);
    const standing = posts.map(({ pinned, key }) => `${key?.split('.')[1]}${pinned ? ', pinned' : ''}`);
    expect(standing.toSorted(), `what stands in the channel of "${title}"`).toEqual(['card, pinned', 'reminder']);
  }
  for (const room of ['incidents', 'incident-room']) {
    const posts = (await slack.posts(room)).filter((post) => post.text.includes(title));
    expect(posts, `what #${room} says of "${title}"`).toHaveLength(1);
  }
}

/** How often it tried something outside for an incident. */
function attemptsOf(bot: RunningProcess): number {
  return bot.log().filter(({ msg, effect }) => msg === 'effect attempted' && String(effect).startsWith('inc-')).length;
}

/** How many deliveries of Slack it answered. */
function deliveriesOf(bot: RunningProcess): number {
  return bot.log().filter((line) => 'delivery' in line).length;
}

/** The effects that still have something to do, and how they stand. */
function unfinished(databaseUrl: string): Promise<readonly unknown[]> {
  return rowsOf(
    databaseUrl,
    `select id, state, attempt, last, error, to_timestamp(run_after / 1000) as run_after, to_timestamp(lease_until / 1000) as lease_until, now()
     from app.outbox where state in ('ready', 'claimed')`,
  );
}

/** The same, with what Slack's limits hold back let go: twenty channels would take minutes. */
async function unfinishedAndUnlimited(databaseUrl: string): Promise<readonly unknown[]> {
  await rowsOf(databaseUrl, 'delete from app.buckets');
  return unfinished(databaseUrl);
}

async function rowsOf(databaseUrl: string, query: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}
