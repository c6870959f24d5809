import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

const minuteMs = 60_000;

async function events<Data extends z.ZodType>(databaseUrl: string, type: string, data: Data) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('select stream, at, data from app.events where type = $1 order by at, stream', [
    type,
  ]);
  await client.end();
  return z.array(z.object({ stream: z.string(), at: z.coerce.number(), data })).parse(rows);
}

const missed = z.object({
  obligation: z.string(),
  kind: z.string(),
  dueAt: z.number(),
  missedAt: z.number(),
  reached: z.array(z.object({ rung: z.int(), at: z.number() })),
});

describe('ten incidents that nobody looks after, eight hours long', () => {
  let bench: PlaygroundBench;
  beforeAll(async () => {
    bench = await openPlayground();
    const { slack } = bench;
    for (const nth of ['ka', 'kb', 'kc', 'kd', 'ke']) await slack.command('ana', 'incidents', declare('sev2', nth));
    for (const nth of ['la', 'lb', 'lc', 'ld', 'le']) await slack.command('ana', 'incidents', declare('sev3', nth));
    await slack.advance('10m');
    await slack.command('ana', 'incidents', 'incident update INC-1 looking at it');
    await slack.advance('10m');
    await slack.command('ana', 'incidents', 'incident update INC-1 still looking');
    for (const time of ['7h', '40m']) await slack.advance(time);
  }, 180_000);
  afterAll(() => bench.close());

  const declare = (severity: string, nth: string) => `incident declare ${severity} anyway api-gateway trouble ${nth}`;

  it('reach each rung of each promise once, in due order, each at its moment', async () => {
    const found = await events(bench.databaseUrl, 'obligation-missed', missed);
    const rungs = found.flatMap(({ stream, at, data }) =>
      data.reached.map(({ rung, at: turn }) => ({ stream, ...data, rung, turn, at })),
    );
    const names = rungs.map(({ stream, obligation, dueAt, rung }) => `${stream} ${obligation} ${dueAt} ${rung}`);
    expect(new Set(names).size, 'rungs told').toBe(names.length);
    const turns = rungs.map(({ turn }) => turn);
    expect(turns).toEqual(turns.toSorted((one, other) => one - other));
    for (const { turn, at, kind, rung, missedAt } of rungs) {
      const first = kind === 'acknowledge' ? 1 : 0;
      expect(turn).toBe(missedAt + (rung - first) * 5 * minuteMs);
      // It was there: what it recorded, it recorded when it was due.
      expect(at - turn).toBeLessThan(minuteMs);
    }
    const of = (stream: string) =>
      rungs
        .filter((one) => one.stream === stream)
        .map(({ kind, rung }) => `${kind} ${rung}`)
        .toSorted();
    // Whoever posts an update, as of the first one after ten minutes, has acknowledged.
    const untilTaken = ['acknowledge 1', 'acknowledge 2'];
    const acknowledge = [...untilTaken, 'acknowledge 3'];
    const every = (kind: string) => [0, 1, 2, 3].map((rung) => `${kind} ${rung}`);
    for (const nth of [1, 2, 3, 4, 5]) {
      expect(of(`inc-${nth}`), 'SEV2').toEqual([
        ...(nth === 1 ? untilTaken : acknowledge),
        ...every('assign-commander'),
        ...every('internal-update'),
      ]);
    }
    for (const nth of [6, 7, 8, 9, 10]) {
      expect(of(`inc-${nth}`), 'SEV3').toEqual([...acknowledge, ...every('internal-update')]);
    }
  });

  it('had an update younger than its cadence for 395 of their 4,800 minutes, and the report says so', async () => {
    // The first SEV2 until its updates of the 10th and the 20th minute were 15 minutes old; the other four for 15 minutes, each SEV3 for 60.
    const sev2 = 10 + 10 + 15 + 4 * 15;
    const sev3 = 5 * 60;
    const share = (fresh: number, open: number) => `${Math.floor((100 * fresh) / open)}%`;
    const { response } = await bench.slack.command('ana', 'general', 'report 1d');
    const rows = JSON.stringify(response).matchAll(/(SEV\d|All) +(\d+) [^\\]*?(\d+%)/g);
    expect([...rows].map(([, name, count, updates]) => [name, count, updates])).toEqual([
      ['SEV2', '5', share(sev2, 5 * 480)],
      ['SEV3', '5', share(sev3, 5 * 480)],
      ['All', '10', share(sev2 + sev3, 10 * 480)],
    ]);
  });

  it('have one digest at every tick, and no status of their own', async () => {
    const room = await bench.slack.messages('incident-room');
    const digests = room.filter(({ text }) => /^Status of \d+ incidents$/.test(text));
    const ticks = await events(bench.databaseUrl, 'status-due', z.object({ tick: z.number(), digest: z.boolean() }));
    const moments = new Set(ticks.map(({ data }) => data.tick));
    expect(moments.size, 'every quarter of an hour').toBeGreaterThanOrEqual(31);
    expect(digests).toHaveLength(moments.size);
    expect(ticks.every(({ data }) => data.digest)).toBe(true);
    const hourly = digests.filter(({ text }) => text.startsWith('Status of 10 ')).length;
    expect(digests.filter(({ text }) => text.startsWith('Status of 5 '))).toHaveLength(moments.size - hourly);
    expect([7, 8]).toContain(hourly);
  });
});
