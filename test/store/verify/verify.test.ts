import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Anchor, effectsOfAnchor, type Head, keptAnchor } from '#src/domain/anchor.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { hashOfAnchor } from '#src/store/anchors.ts';
import { openStore } from '#test/store/open-store.ts';
import { channelOpened, declared, wednesday } from '#test/support/builders.ts';
import { forge, rewriteAnchors, rewriteStream, verified } from './tampering.ts';

let at: Awaited<ReturnType<typeof openStore>>;
let first: Anchor;
let second: Anchor;
let hashes: ReadonlyMap<string, string>;

const hour = 3_600_000;
const secret = 'all is lost, the key is hunter2';
const done: IncidentEvent = {
  type: 'effect-done',
  v: 1,
  data: { effect: 'inc-1.4.slack.invite', kind: 'slack.invite' },
};

async function anchor(): Promise<Anchor> {
  const made = await at.store.anchor(effectsOfAnchor);
  if (!made) throw new Error('nothing moved');
  return made;
}

/** Two incidents, of three events each once they are declared; the first moves to its seventh, with an anchor at the fourth and one, an hour later, at the sixth. */
beforeEach(async () => {
  at = await openStore();
  const declaration = declared({ number: 1, title: { prose: 'title-1', body: secret } });
  const opened = await at.change(await at.change(null, declaration), channelOpened('C1', 'inc-1'));
  await at.store.commit({ links: [{ kind: 'slack.channel', ours: 'inc-1', theirs: 'C1' }] });
  await at.declare(2);
  first = await anchor();
  at.time.clock = wednesday + hour;
  const more = await at.change(opened, done, done);
  second = await anchor();
  await at.change(more, done);
  const { rows } = await at.pool.query("select stream || ' ' || seq as event, hash from app.events");
  hashes = new Map(rows.map((row) => [row.event, row.hash]));
});
afterEach(() => at.close());

const short = (hash: string | undefined) => `${hash?.slice(0, 12)}…`;
const hashNow = async (stream: string, seq: number): Promise<string> =>
  (await at.pool.query('select hash from app.events where stream = $1 and seq = $2', [stream, seq])).rows[0].hash;

describe('the record as it was written', () => {
  it('has no findings, and everything in it was looked at', async () => {
    const { lines, counts } = await verified(at.pool);
    expect(lines).toEqual([]);
    expect(counts).toEqual({
      ...{ streams: 2, events: 10, texts: 2, redacted: 0, snapshots: 2, otherVersion: 0, obligations: 4, anchors: 2 },
      newest: { seq: 2, at: wednesday + hour, hash: second.hash },
      kept: null,
    });
  });

  it('stays so when a text is redacted, which is counted', async () => {
    await at.store.redact('title-1');
    const { lines, counts } = await verified(at.pool);
    expect(lines).toEqual([]);
    expect(counts).toMatchObject({ texts: 2, redacted: 1 });
  });

  it('is read in pages: more events than fit into one, of one stream and of many', async () => {
    let one = await at.declare(3);
    for (let round = 0; round < 3; round += 1) one = await at.change(one, ...Array.from({ length: 200 }, () => done));
    for (let number = 4; number < 60; number += 1) {
      await at.declare(number);
      await anchor();
    }
    const { lines, counts } = await verified(at.pool);
    expect(lines).toEqual([]);
    expect(counts).toMatchObject({ streams: 59, events: 781, snapshots: 59, anchors: 58 });
    await forge(at.pool, "update app.events set at = at + 1 where stream = 'inc-3' and seq = 600");
    await forge(at.pool, 'update app.anchors set at = at + 1 where seq = 57');
    expect((await verified(at.pool)).findings).toEqual([
      { kind: 'event-changed', stream: 'inc-3', seq: 600 },
      { kind: 'anchor-changed', anchor: 57 },
    ]);
  });

  it('is read as it stands at one moment, whatever is written meanwhile', async () => {
    const writer = await at.pool.connect();
    await writer.query('begin');
    // The reader has its first page and waits here for the texts it names.
    await writer.query('lock table app.texts in access exclusive mode');
    const reading = verified(at.pool);
    const waiting =
      "select count(*)::int as waiting from pg_locks where relation = 'app.texts'::regclass and not granted";
    await expect.poll(async () => (await at.pool.query(waiting)).rows[0].waiting).toBe(1);
    await writer.query(`insert into app.events select stream, 8, type, v, data, actor, at, policy_hash, prev_hash, hash
      from app.events where stream = 'inc-1' and seq = 7`);
    await writer.query('update app.incidents set seq = 8 where number = 1');
    await writer.query('commit');
    writer.release();
    expect((await reading).lines).toEqual([]);
    expect((await verified(at.pool)).findings).toEqual([{ kind: 'event-changed', stream: 'inc-1', seq: 8 }]);
  });
});

describe('an event', () => {
  it('that was changed is found', async () => {
    await forge(at.pool, `update app.events set data = data || '{"name":"other"}' where stream = 'inc-1' and seq = 4`);
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1, event 4: its content is not what its hash was made of. It was changed after it was written.',
    ]);
  });

  it('that was dated back is found', async () => {
    await forge(at.pool, "update app.events set at = at - 1 where stream = 'inc-1' and seq = 7");
    expect((await verified(at.pool)).findings).toEqual([{ kind: 'event-changed', stream: 'inc-1', seq: 7 }]);
  });

  it('that was replaced by one with a hash of its own is found by the one behind it and by its anchor', async () => {
    await rewriteStream(at.pool, 'inc-1', 4, 4);
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1, event 5: it does not follow the event before it. One of the two was written anew.',
      `inc-1, event 4: does not fit since anchor 1 (2026-11-18 16:00 UTC). Expected hash ${short(hashes.get('inc-1 4'))}, ` +
        `found ${short(await hashNow('inc-1', 4))}: it, or an event before it, was written anew after that anchor.`,
    ]);
  });

  it('that was taken out of the middle is found', async () => {
    await forge(at.pool, "delete from app.events where stream = 'inc-1' and seq = 5");
    expect((await verified(at.pool)).lines).toEqual(['inc-1: event 5 is missing, and the next one is there.']);
    await forge(at.pool, "delete from app.events where stream = 'inc-1' and seq < 5");
    expect((await verified(at.pool)).lines[0]).toBe('inc-1: events 1 to 5 are missing, and the next one is there.');
  });

  it('that nobody of ours could have written is found', async () => {
    await forge(at.pool, "update app.events set type = 'sang' where stream = 'inc-1' and seq = 7");
    await rewriteStream(at.pool, 'inc-1', 7);
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1, event 7: cannot be read. A newer version of this program wrote it, or none did.',
    ]);
  });
});

describe('a stream', () => {
  it('whose end was deleted no longer fits its anchor and its snapshot', async () => {
    await forge(at.pool, "delete from app.events where stream = 'inc-1' and seq > 4");
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1: the snapshot stands at event 7, and the events end at 4.',
      `inc-1, event 6: does not fit since anchor 2 (2026-11-18 17:00 UTC). Expected hash ${short(hashes.get('inc-1 6'))}, found nothing: the events end at 4.`,
    ]);
  });

  it('whose end was deleted before an anchor saw it no longer fits its snapshot', async () => {
    await forge(at.pool, "delete from app.events where stream = 'inc-1' and seq = 7");
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1: the snapshot stands at event 7, and the events end at 6.',
    ]);
  });

  it('that was deleted with its snapshot is missed by its anchor', async () => {
    await forge(
      at.pool,
      ...['events', 'obligations', 'incidents'].map((table) => `delete from app.${table} where stream = 'inc-2'`),
    );
    expect((await verified(at.pool)).lines).toEqual([
      `inc-2, event 3: does not fit since anchor 1 (2026-11-18 16:00 UTC). Expected hash ${short(hashes.get('inc-2 3'))}, found nothing: the stream has no events at all.`,
    ]);
  });

  it('that was deleted before an anchor saw it leaves its snapshot, or its number', async () => {
    await at.declare(3);
    await forge(at.pool, "delete from app.events where stream = 'inc-3'");
    expect((await verified(at.pool)).lines).toEqual(['inc-3: there is a snapshot and there are no events.']);
    await forge(
      at.pool,
      'delete from app.incidents where number = 3',
      "delete from app.obligations where stream = 'inc-3'",
      "insert into app.counters values ('incident', 3)",
    );
    expect((await verified(at.pool)).lines).toEqual(['inc-3: its number was given out, and there are no events.']);
  });

  it('that was rewritten from the middle with all hashes does not fit the first anchor behind it', async () => {
    await rewriteStream(at.pool, 'inc-1', 5);
    expect((await verified(at.pool)).lines).toEqual([
      `inc-1, event 6: does not fit since anchor 2 (2026-11-18 17:00 UTC). Expected hash ${short(hashes.get('inc-1 6'))}, ` +
        `found ${short(await hashNow('inc-1', 6))}: it, or an event before it, was written anew after that anchor.`,
    ]);
  });
});

describe('a text', () => {
  it('that was changed is found, and not shown', async () => {
    await forge(at.pool, "update app.texts set body = 'harmless' where prose = 'title-1'");
    const { lines } = await verified(at.pool);
    expect(lines).toEqual([
      'inc-1, event 1: its text title-1 is not what the hash of it was made of. It was changed after it was written.',
    ]);
  });

  it('that was changed with a hash of its own is found by the event', async () => {
    const { rows } = await at.pool.query("select salt from app.texts where prose = 'title-1'");
    await forge(
      at.pool,
      `update app.texts set body = 'harmless', sha256 = encode(sha256('${rows[0].salt}harmless'), 'hex') where prose = 'title-1'`,
    );
    expect((await verified(at.pool)).findings).toEqual([
      { kind: 'text-changed', stream: 'inc-1', seq: 1, prose: 'title-1' },
    ]);
  });

  it('whose row is gone is found: redacting leaves one', async () => {
    await forge(at.pool, "delete from app.texts where prose = 'title-1'");
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1, event 1: its text title-1 is gone. One that was redacted would have left its row.',
    ]);
  });
});

describe('a snapshot', () => {
  it('that is not what the events make is found, with the fields and without what they hold', async () => {
    await forge(
      at.pool,
      `update app.incidents set restricted = true, state = state || '{"status":"closed"}' where number = 1`,
    );
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1: the snapshot is not what the events make of it (restricted, status).',
    ]);
  });

  it('that is gone is found', async () => {
    await forge(at.pool, 'delete from app.incidents where number = 1');
    expect((await verified(at.pool)).lines).toEqual(['inc-1: there are events and no snapshot.']);
  });

  it('of another version is left alone and counted', async () => {
    await forge(at.pool, `update app.incidents set fold_version = 0, state = '{}' where number = 1`);
    const { lines, counts } = await verified(at.pool);
    expect(lines).toEqual([]);
    expect(counts).toMatchObject({ snapshots: 1, otherVersion: 1 });
  });
});

describe('a promise', () => {
  const key = 'acknowledge.1';
  const row = `stream = 'inc-1' and key = '${key}'`;

  it('that is kept otherwise than the events make it is found, with what differs', async () => {
    await forge(at.pool, `update app.obligations set due_at = due_at + 1, debtor = 'UEVE' where ${row}`);
    expect((await verified(at.pool)).lines).toEqual([
      `inc-1: the promise ${key} is kept otherwise than the events make it (debtor, dueAt).`,
    ]);
  });

  it('that somebody called met is found', async () => {
    await forge(
      at.pool,
      `update app.obligations set ended_how = 'met', ended_seq = 7, ended_at = 1, ended_by = 'UEVE' where ${row}`,
    );
    expect((await verified(at.pool)).findings).toEqual([
      { kind: 'obligation-differs', stream: 'inc-1', obligation: key, fields: ['ended'] },
    ]);
  });

  it('that is gone is found, and so is one that nobody made', async () => {
    await forge(at.pool, `update app.obligations set key = 'acknowledge.9' where ${row}`);
    expect((await verified(at.pool)).lines).toEqual([
      `inc-1: the events make the promise ${key}, and it is not kept.`,
      'inc-1: the promise acknowledge.9 is kept, and no event makes it.',
    ]);
  });

  it('of what never was is found', async () => {
    await forge(at.pool, `update app.obligations set stream = 'inc-9' where ${row}`);
    expect((await verified(at.pool)).lines).toEqual([
      `inc-1: the events make the promise ${key}, and it is not kept.`,
      `inc-9: the promise ${key} is kept, and no event makes it.`,
    ]);
  });

  it('is made anew with the snapshots, where another version of the program kept it otherwise', async () => {
    await forge(
      at.pool,
      `update app.obligations set due_at = 0 where ${row}`,
      'update app.incidents set fold_version = 0',
    );
    expect((await verified(at.pool)).lines).toEqual([]);
    await at.incident(1);
    const { lines, counts } = await verified(at.pool);
    expect([lines, counts.obligations]).toEqual([[], 4]);
  });
});

describe('the link of a channel', () => {
  it('that was led to another channel is found, and so is one that is gone', async () => {
    await forge(at.pool, "update app.links set theirs = 'C9' where ours = 'inc-1'");
    expect((await verified(at.pool)).lines).toEqual(['inc-1: the channel C9 leads to it, and its events name C1.']);
    await forge(at.pool, 'delete from app.links');
    expect((await verified(at.pool)).lines).toEqual(['inc-1: no channel leads to it, and its events name C1.']);
  });

  it('that was led to another incident, or to none, is found', async () => {
    await forge(at.pool, "update app.links set ours = 'inc-2' where ours = 'inc-1'");
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1: no channel leads to it, and its events name C1.',
      'inc-2: the channel C1 leads to it, and its events name none.',
    ]);
    await forge(at.pool, "update app.links set ours = 'inc-9' where ours = 'inc-2'");
    expect((await verified(at.pool)).lines).toEqual([
      'inc-1: no channel leads to it, and its events name C1.',
      'inc-9: a channel leads to it, and there are no events.',
    ]);
  });
});

describe('a policy', () => {
  it('whose text was changed is found', async () => {
    const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    await at.store.keepPolicy(hash, '');
    expect((await verified(at.pool)).lines).toEqual([]);
    await forge(at.pool, "update app.policies set text = 'sev1: {}'");
    expect((await verified(at.pool)).lines).toEqual([
      'policy e3b0c44298fc…: its text is not what its hash was made of.',
    ]);
  });
});

describe('an anchor', () => {
  it('that was changed is found', async () => {
    await forge(at.pool, 'update app.anchors set at = at - 1 where seq = 1');
    expect((await verified(at.pool)).lines).toEqual([
      'anchor 1: its content is not what its hash was made of. It was changed after it was written.',
    ]);
  });

  it('whose heads are nonsense is found', async () => {
    await forge(at.pool, `update app.anchors set heads = '[["inc-1", "four"], 7]' where seq = 1`);
    expect((await verified(at.pool)).findings).toEqual([{ kind: 'anchor-changed', anchor: 1 }]);
  });

  it('that was forged with a hash of its own is found by the next one', async () => {
    const { hash: _, ...sealed } = first;
    const forged = hashOfAnchor({ ...sealed, at: wednesday - hour });
    await forge(at.pool, `update app.anchors set at = ${wednesday - hour}, hash = '${forged}' where seq = 1`);
    expect((await verified(at.pool)).lines).toEqual([
      'anchor 2: it does not follow the anchor before it. One of the two was written anew.',
    ]);
  });

  it('that was forged at the end of the chain is found by the events it holds', async () => {
    const { hash: _, ...sealed } = second;
    const heads: readonly Head[] = [['inc-1', 6, 'f'.repeat(64)]];
    await forge(
      at.pool,
      `update app.anchors set heads = '${JSON.stringify(heads)}', hash = '${hashOfAnchor({ ...sealed, heads })}' where seq = 2`,
    );
    expect((await verified(at.pool)).findings).toEqual([
      {
        ...{ kind: 'head-changed', stream: 'inc-1', seq: 6, anchor: { seq: 2, at: wednesday + hour } },
        ...{ expected: 'f'.repeat(64), found: hashes.get('inc-1 6') },
      },
    ]);
  });

  it('that was taken out of the chain is found', async () => {
    await forge(at.pool, 'delete from app.anchors where seq = 1');
    expect((await verified(at.pool)).lines).toEqual(['anchors: anchor 1 is missing, and the next one is there.']);
  });

  it('that was posted and then taken off the end is found', async () => {
    const link = { kind: 'slack.anchor', ours: 'anchor-2', theirs: 'C1/2.0' };
    await at.store.commit({ links: [{ ...link, ours: 'anchor-1', theirs: 'C1/1.0' }, link] });
    expect((await verified(at.pool)).lines).toEqual([]);
    await forge(at.pool, 'delete from app.anchors where seq = 2');
    expect((await verified(at.pool)).lines).toEqual(['anchor 2: it was posted in Slack, and is gone here.']);
  });
});

describe('an anchor that somebody kept', () => {
  it.each([
    ['as it stands in Slack', (kept: Anchor) => `${kept.seq}:${kept.hash}`],
    ['by its first digits', (kept: Anchor) => `${kept.seq}:${kept.hash.slice(0, 12).toUpperCase()}…`],
    ['by the digits alone', (kept: Anchor) => kept.hash.slice(0, 16)],
  ])('%s is known again', async (_, said) => {
    const { lines, counts } = await verified(at.pool, keptAnchor(said(first)));
    expect(lines).toEqual([]);
    expect(counts.kept).toMatchObject({ seq: 1, at: wednesday });
  });

  it('gives away a record that was written anew as a whole, anchors included', async () => {
    await rewriteStream(at.pool, 'inc-1', 5);
    await rewriteAnchors(at.pool);
    expect((await verified(at.pool)).lines, 'nothing in the database can tell').toEqual([]);
    expect((await verified(at.pool, keptAnchor(`1:${first.hash}`))).lines, 'it is older').toEqual([]);
    const { lines, counts } = await verified(at.pool, keptAnchor(`2:${second.hash}`));
    const { rows } = await at.pool.query('select hash from app.anchors where seq = 2');
    expect(lines).toEqual([
      `anchor 2: you kept the hash ${short(second.hash)}, here it is ${short(rows[0].hash)}. ` +
        'The record was written anew since then, or this is not the database that was anchored.',
    ]);
    expect(counts.kept).toBeNull();
    expect((await verified(at.pool, keptAnchor(second.hash))).lines).toEqual([
      `No anchor here has the hash ${short(second.hash)}, which you kept. ` +
        'The record was written anew since then, or this is not the database that was anchored.',
    ]);
  });

  it('gives away that the end of the chain was cut off', async () => {
    await forge(at.pool, 'delete from app.anchors where seq = 2');
    expect((await verified(at.pool, keptAnchor(`2:${second.hash}`))).lines).toEqual([
      'anchor 2, which you kept, is not here: the newest is 1. ' +
        'The record was written anew since then, or this is not the database that was anchored.',
    ]);
  });
});
