import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelOpened, declared, prose } from '#test/support/builders.ts';
import { openStore } from './open-store.ts';
import { verified } from './verify/tampering.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

describe('the record', () => {
  it('is a chain: each event holds the hash of the one before, the first one zeros', async () => {
    await at.change(await at.declare(1), channelOpened('C1', 'inc-1'));
    const { rows } = await at.pool.query("select prev_hash, hash from app.events where stream = 'inc-1' order by seq");
    expect(rows[0].prev_hash).toBe('0'.repeat(64));
    expect(rows[1].prev_hash).toBe(rows[0].hash);
    expect((await verified(at.pool)).lines).toEqual([]);
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
    expect((await verified(at.pool)).lines).toEqual([]);
    expect((await at.incident(3)).title).toEqual({ prose: title.prose, body: null });
    expect((await at.store.events('inc-3'))[0]?.event).toMatchObject({ data: { title: { body: null } } });
  });

  it('does not bring a redacted text back when somebody still had it in hand', async () => {
    const title = prose('my password is hunter4');
    const before = await at.change(null, declared({ number: 4, title }));
    await at.store.redact(title.prose);
    await at.change(before, channelOpened('C4', 'inc-4'));
    expect((await at.incident(4)).title.body).toBeNull();
    expect((await verified(at.pool)).lines).toEqual([]);
  });

  it('keeps what Postgres cannot: a NUL and half a character become U+FFFD', async () => {
    await at.change(null, declared({ number: 5, title: prose('a\0b\ud800c'), services: ['\0'] }));
    const { title, services } = await at.incident(5);
    expect([title.body, ...services]).toEqual(['a\uFFFDb\uFFFDc', '\uFFFD']);
    expect((await verified(at.pool)).lines).toEqual([]);
  });
});
