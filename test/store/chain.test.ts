import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, verifyChain } from '#src/store/chain.ts';
import { events } from '#src/store/schema.ts';
import { channelOpened, declared, prose } from '#test/support/builders.ts';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

/** As somebody with the owner's password would, around the triggers. */
async function forge(statement: string): Promise<void> {
  await at.pool.query(
    `alter table app.events disable trigger all; ${statement}; alter table app.events enable trigger all`,
  );
}

describe('the record', () => {
  it('is a chain: each event holds the hash of the one before, the first one zeros', async () => {
    await at.change(await at.declare(1), channelOpened('C1', 'inc-1'));
    const { rows } = await at.pool.query("select prev_hash, hash from app.events where stream = 'inc-1' order by seq");
    expect(rows[0].prev_hash).toBe('0'.repeat(64));
    expect(rows[1].prev_hash).toBe(rows[0].hash);
    expect(await verifyChain(at.db)).toBeNull();
  });

  it.each([
    ['update', "update app.events set at = 0 where stream = 'none'"],
    ['delete', 'delete from app.events'],
    ['truncate', 'truncate app.events'],
  ])('refuses %s', async (what, statement) => {
    await expect(at.pool.query(statement)).rejects.toThrow(`app.events is append-only: ${what} is refused`);
  });

  it('does not hold what people wrote, only its salted hash', async () => {
    await at.change(null, declared({ number: 2, title: prose('the secret is hunter2') }));
    const { rows } = await at.pool.query(
      "select data::text || (select state::text from app.incidents where number = 2) as text from app.events where stream = 'inc-2'",
    );
    expect(rows[0].text).not.toContain('hunter2');
    expect((await at.incident(2)).title.body).toBe('the secret is hunter2');
  });

  it('stays valid when a text is redacted, and the text is gone for good', async () => {
    const title = prose('my password is hunter3');
    await at.change(null, declared({ number: 3, title }));
    expect(await at.store.redact(title.prose)).toBe(true);
    expect(await at.store.redact('nothing')).toBe(false);
    expect(await verifyChain(at.db, 'inc-3')).toBeNull();
    expect((await at.incident(3)).title).toEqual({ prose: title.prose, body: null });
    expect((await at.store.events('inc-3'))[0]?.event).toMatchObject({ data: { title: { body: null } } });
  });

  it('does not bring a redacted text back when somebody still had it in hand', async () => {
    const title = prose('my password is hunter4');
    const before = await at.change(null, declared({ number: 4, title }));
    await at.store.redact(title.prose);
    await at.change(before, channelOpened('C4', 'inc-4'));
    expect((await at.incident(4)).title.body).toBeNull();
    expect(await verifyChain(at.db, 'inc-4')).toBeNull();
  });

  it('keeps what Postgres cannot: a NUL and half a character become U+FFFD', async () => {
    await at.change(null, declared({ number: 5, title: prose('a\0b\ud800c'), services: ['\0'] }));
    const { title, services } = await at.incident(5);
    expect([title.body, ...services]).toEqual(['a\uFFFDb\uFFFDc', '\uFFFD']);
    expect(await verifyChain(at.db, 'inc-5')).toBeNull();
  });

  it.each([
    [11, 'changed', `update app.events set data = data || '{"name":"other"}' where stream = 'inc-11' and seq = 2`, 2],
    [12, 'dated back', "update app.events set at = at - 1 where stream = 'inc-12' and seq = 2", 2],
    [13, 'taken out', "delete from app.events where stream = 'inc-13' and seq = 1", 2],
    [14, 'given another text', "update app.texts set body = 'harmless' where prose = 'tampered-14'", 1],
  ])('of incident %i shows that an event was %s', async (number, _, statement, seq) => {
    const title = { prose: `tampered-${number}`, body: 'all is lost' };
    await at.change(await at.change(null, declared({ number, title })), channelOpened(`C${number}`, 'bank-lines'));
    await forge(statement);
    expect(await verifyChain(at.db, `inc-${number}`)).toEqual({ stream: `inc-${number}`, seq });
    expect(await verifyChain(at.db)).toEqual({ stream: 'inc-11', seq: 2 });
  });

  it('shows that an event was replaced by one with a hash of its own', async () => {
    await at.change(await at.declare(9), channelOpened('C9', 'bank-lines'));
    const [row] = await at.db
      .select()
      .from(events)
      .where(and(eq(events.stream, 'inc-9'), eq(events.seq, 1)));
    if (!row) throw new Error('there is no event');
    await forge(
      `update app.events set at = 1, hash = '${hashOf({ ...row, at: 1 })}' where stream = 'inc-9' and seq = 1`,
    );
    expect(await verifyChain(at.db, 'inc-9')).toEqual({ stream: 'inc-9', seq: 2 });
  });
});
