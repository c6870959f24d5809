import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
let database: pg.Pool;
beforeAll(async () => {
  bench = await openPlayground({ patient: true, workspace: { rateLimits: 'real' } });
  database = new pg.Pool({ connectionString: bench.databaseUrl, max: 1 });
});
afterAll(async () => {
  await database.end();
  await bench.close();
});

const incidents = 50;
const updatesOfEach = 10;
const minutesItMayTake = 60;

/** As many at once as people would type; each waits for its answer. */
async function allAtOnce(count: number, act: (index: number) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => act(index)));
}

it('50 incidents and 500 updates: Slack refuses nothing, nothing is lost, and each incident’s updates stand in order', async () => {
  const { slack } = bench;
  await allAtOnce(incidents, (index) =>
    slack.command('ana', 'incidents', `incident declare anyway sev2 storm ${letters(index)}`),
  );
  // On a busy machine some are only told that it is not stored yet.
  const listed = async () => (await slack.command('ana', 'incidents', 'incident list')).response?.text;
  await expect.poll(listed, { timeout: 30_000, interval: 250 }).toContain(`${incidents} open incidents`);
  for (let nth = 0; nth < updatesOfEach; nth += 1) {
    await allAtOnce(incidents, (index) =>
      slack.command('ben', 'incidents', `incident update INC-${index + 1} update ${letters(nth)} of ${index + 1}.`),
    );
    await expect.poll(updates, { timeout: 30_000, interval: 250 }).toBe(incidents * (nth + 1));
  }
  let calls = await slack.log();
  for (let [minute, before] = [0, 0]; minute < minutesItMayTake && calls.length > before; minute += 1) {
    before = calls.length;
    await slack.advance('1m');
    calls = await slack.log();
  }
  expect(calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  const channels = (await slack.channels()).filter(({ name }) => name.startsWith('inc-'));
  const numbers = channels.map(({ name }) => Number(/^inc-(\d+)-/.exec(name)?.[1]));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: incidents }, (_, index) => index + 1));
  const room = await slack.messages('incident-room');
  const wanted = Array.from({ length: updatesOfEach }, (_, nth) => `update ${letters(nth)} of`);
  for (const { name } of channels) {
    const number = /^inc-(\d+)/.exec(name)?.[1] ?? '';
    const headline = room.find(({ text, thread_ts }) => thread_ts === null && text.includes(`INC-${number} `));
    const replies = room.filter(({ thread_ts }) => thread_ts === headline?.ts);
    for (const posts of [await slack.messages(name), replies]) {
      const said = posts.flatMap(({ text }) => /update \w+ of/.exec(text) ?? []);
      expect(said, `updates of ${name}`).toEqual(wanted);
    }
  }
}, 180_000);

/** How many updates are stored: who was only told that theirs is not yet stored may come after whoever writes next. */
async function updates(): Promise<number> {
  const { rows } = await database.query("select count(*)::int as stored from app.events where type = 'updated'");
  return z.object({ stored: z.int() }).parse(rows[0]).stored;
}

/** 0 → aa, 1 → ab …: no words are part of others. */
function letters(count: number): string {
  return String.fromCharCode(97 + Math.floor(count / 26)) + String.fromCharCode(97 + (count % 26));
}
