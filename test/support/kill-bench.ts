import pg from 'pg';
import { expect } from 'vitest';
import { createClient, type PlaygroundClient } from '#playground/client.ts';
import { type Playground, startPlayground } from '#playground/playground.ts';
import type { Finding } from '#src/domain/finding.ts';
import { openDatabase } from '#src/store/database.ts';
import { verifyRecord } from '#src/store/verify/verify.ts';
import { databaseFromTemplate, execute } from './cluster.ts';
import { patiently } from './patient-policy.ts';

/** Everything BullMQ keeps on PostgreSQL. */
const emptyLanes = `do $$ declare t record; begin
  for t in select tablename from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%' loop
    execute format('truncate bullmq.%I cascade', t.tablename);
  end loop; end $$`;

export interface KillBench {
  readonly playground: Playground;
  readonly slack: PlaygroundClient;
  readonly databaseUrl: string;
  /** Whether the queue loses everything whenever the bot is dead. */
  loseQueue(loses: boolean): void;
  /** Declares the next incident and returns its title, which is its own. The answer may be lost with the bot. */
  declare(): Promise<string>;
  /** Everything that can still happen, happens: doubts are cleared up, back-offs end, the queue's losses are found. */
  calmDown(): Promise<void>;
  /** The incident of this title with its channel, announcement, headline, pinned card and reminder exists once. */
  expectOnce(title: string): Promise<void>;
  /** Every anchor there is stands in the daily room, once, in the order they were made. */
  expectAnchorsOnce(): Promise<void>;
  /** In the end everything that is kept is what the record makes of it, above all what is owed. */
  close(): Promise<void>;
}

/**
 * A playground whose bot can die at any moment, on a database of its own. `queue`: Redis where given, else PostgreSQL. `patient`: under a policy whose
 * deadlines never come. Without PagerDuty, where it is not what the test is about.
 */
export async function openKillBench({
  queue,
  patient = true,
  pagerDuty = false,
}: {
  readonly queue?: { readonly url: string; empty(): Promise<void> };
  readonly patient?: boolean;
  readonly pagerDuty?: boolean;
} = {}): Promise<KillBench> {
  const database = await databaseFromTemplate('kill');
  let loses = false;
  const playground = await startPlayground({
    storage: { DATABASE_URL: database.url, ...(queue && { REDIS_URL: queue.url }), ...(patient && patiently()) },
    pagerDuty,
    async whileBotIsDown() {
      if (loses) await (queue ? queue.empty() : execute(database.url, emptyLanes));
    },
  });
  const slack = createClient(playground.url);
  let declared = 0;

  return {
    playground,
    slack,
    databaseUrl: database.url,
    loseQueue(now) {
      loses = now;
    },
    async declare() {
      declared += 1;
      const title = `outage ${letters(declared)}`;
      await slack.command('ana', 'incidents', `incident declare sev2 anyway api-gateway ${title}`);
      return title;
    },
    async calmDown() {
      for (const time of ['15s', '15s', '1m']) await slack.advance(time);
    },
    async expectOnce(title) {
      const named = (await slack.channels()).filter((one) => one.name.endsWith(`-${title.replaceAll(' ', '-')}`));
      expect(named, `channels of "${title}"`).toHaveLength(1);
      for (const channel of named) {
        expect(channel.members, 'who is in its channel').toContain('ana');
        expect(channel.topic, 'its topic').toContain('SEV2');
        const posts = await slack.posts(channel.id);
        const standing = posts.map(({ pinned, key }) => `${key?.split('.')[1]}${pinned ? ', pinned' : ''}`);
        expect(standing.toSorted(), 'what stands there').toEqual(['card, pinned', 'reminder']);
      }
      for (const room of ['incidents', 'incident-room']) {
        const posts = (await slack.posts(room)).filter((post) => post.text.includes(title));
        expect(posts, `what stands in #${room}`).toHaveLength(1);
      }
    },
    async expectAnchorsOnce() {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      const { rows } = await client.query('select seq, hash from app.anchors order by seq');
      await client.end();
      expect(rows.length, 'anchors').toBeGreaterThan(0);
      const kept = (await slack.posts('apgms-ops')).map((post) => /`(\d+:[0-9a-f]{64})`/.exec(post.text)?.[1]);
      expect(kept, 'what stands in #apgms-ops').toEqual(rows.map(({ seq, hash }) => `${seq}:${hash}`));
    },
    async close() {
      await playground.close();
      const findings = await findingsIn(database.url);
      await database.drop();
      expect(findings, 'what is kept and is not as the record makes it').toEqual([]);
    },
  };
}

async function findingsIn(url: string): Promise<readonly Finding[]> {
  const pool = new pg.Pool({ connectionString: url });
  const findings: Finding[] = [];
  await verifyRecord(openDatabase(pool), { kept: null, report: (finding) => findings.push(finding) });
  await pool.end();
  return findings;
}

/** 1 → aa, 2 → ab …: no title is part of another. */
function letters(count: number): string {
  const letter = (index: number) => String.fromCharCode(97 + index);
  return letter(Math.floor((count - 1) / 26)) + letter((count - 1) % 26);
}
