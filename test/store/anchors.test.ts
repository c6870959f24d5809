import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Anchor, type AnchorEffects, effectsOfAnchor } from '#src/domain/anchor.ts';
import { digest } from '#src/store/chain.ts';
import { createStore } from '#src/store/store.ts';
import { channelOpened } from '#test/support/builders.ts';
import { silentLog } from '#test/support/log.ts';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  at = await openStore();
});
afterEach(() => at.close());

const anchored = () => at.store.anchor(() => []);

async function made(): Promise<Anchor> {
  const anchor = await anchored();
  if (!anchor) throw new Error('nothing moved');
  return anchor;
}

async function headOf(stream: string): Promise<readonly [string, number, string]> {
  const { rows } = await at.pool.query('select seq, hash from app.events where stream = $1 order by seq desc limit 1', [
    stream,
  ]);
  return [stream, rows[0].seq, rows[0].hash];
}

describe('an anchor', () => {
  it('is not made where nothing ever happened', async () => {
    expect(await anchored()).toBeNull();
  });

  it('holds the heads of the streams that moved since the one before, sorted, and its hash', async () => {
    const second = await at.declare(2);
    await at.declare(10);
    const first = await made();
    expect(first).toEqual({
      seq: 1,
      at: at.time.clock,
      heads: [await headOf('inc-10'), await headOf('inc-2')],
      prevHash: '0'.repeat(64),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    at.time.clock += 3_600_000;
    await at.change(second, channelOpened('C2', 'inc-2'));
    const { hash, ...rest } = await made();
    expect(rest).toEqual({ seq: 2, at: at.time.clock, heads: [await headOf('inc-2')], prevHash: first.hash });
    expect(hash).toBe(digest(rest));
    expect(await anchored()).toBeNull();
    const { rows } = await at.pool.query('select seq, heads, prev_hash, hash from app.anchors order by seq');
    expect(rows.map((row) => row.hash)).toEqual([first.hash, hash]);
    expect(rows[1]).toMatchObject({ heads: rest.heads, prev_hash: first.hash });
  });

  it('sees of what is committed together all or nothing', async () => {
    await at.declare(1);
    await made();
    const writer = await at.pool.connect();
    await writer.query('begin');
    await writer.query(`insert into app.events select 'inc-2', 1, type, v, data, actor, at, policy_hash, prev_hash, hash
      from app.events where stream = 'inc-1' and seq = 1`);
    await writer.query(`insert into app.events select 'inc-1', 4, type, v, data, actor, at, policy_hash, hash, hash
      from app.events where stream = 'inc-1' and seq = 3`);
    expect(await anchored()).toBeNull();
    await writer.query('commit');
    writer.release();
    expect((await made()).heads.map(([stream, seq]) => [stream, seq])).toEqual([
      ['inc-1', 4],
      ['inc-2', 1],
    ]);
  });

  it('is made by one of two workers at the same moment; the other finds that nothing moved', async () => {
    await at.declare(1);
    const pool = new pg.Pool({ connectionString: at.url });
    const other = createStore({ pool, clock: { now: () => at.time.clock }, log: silentLog });
    const both = await Promise.all([at.store.anchor(effectsOfAnchor), other.anchor(effectsOfAnchor), anchored()]);
    await other.close();
    await pool.end();
    expect(both.filter((one) => one !== null)).toHaveLength(1);
    const { rows } = await at.pool.query('select count(*)::int as count from app.anchors');
    expect(rows[0].count).toBe(1);
  });

  it('is not blessed again by a stream that went back', async () => {
    await at.change(await at.declare(1), channelOpened('C1', 'inc-1'));
    await made();
    await at.pool.query(`alter table app.events disable trigger all;
      delete from app.events where stream = 'inc-1' and seq = 4; alter table app.events enable trigger all`);
    expect(await anchored()).toBeNull();
  });

  it.each([
    ['update', 'update app.anchors set at = 0'],
    ['delete', 'delete from app.anchors'],
    ['truncate', 'truncate app.anchors'],
  ])('refuses %s', async (what, statement) => {
    await expect(at.pool.query(statement)).rejects.toThrow(`app.anchors is append-only: ${what} is refused`);
  });
});

describe('what an anchor sets going', () => {
  it('is committed with it, is due at once, and tells of no incident', async () => {
    await at.declare(1);
    await at.declare(2, { restricted: true });
    const anchor = await at.store.anchor(effectsOfAnchor);
    expect(await at.store.workOf('anchor-1')).toMatchObject([
      {
        id: 'anchor-1.slack.post-anchor',
        state: 'ready',
        payload: { seq: 1, at: at.time.clock, hash: anchor?.hash, streams: 2 },
      },
    ]);
    const { wakes } = await at.store.dueTimers(at.time.clock, 10_000, 100);
    expect(wakes).toContainEqual({ work: 'anchor-1.slack.post-anchor', lane: 'slack', turn: 1 });
  });

  it('undoes the anchor where it cannot be written', async () => {
    await at.declare(1);
    const twice: AnchorEffects = (anchor, streams) => {
      const effects = effectsOfAnchor(anchor, streams);
      return [...effects, ...effects];
    };
    await expect(at.store.anchor(twice)).rejects.toThrow('23505');
    expect((await made()).seq).toBe(1);
  });

  it('counts every stream the anchor commits to, not only those that moved', async () => {
    const first = await at.declare(1);
    await at.declare(2);
    await made();
    await at.change(first, channelOpened('C1', 'inc-1'));
    let counted = 0;
    await at.store.anchor((_, streams) => {
      counted = streams;
      return [];
    });
    expect(counted).toBe(2);
  });
});
