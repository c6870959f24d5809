import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineBotEffect, defineEffect, type EffectKindDefinition } from '#src/define.ts';
import { effectsOfAnchor } from '#src/domain/anchor.ts';
import { createRunner } from '#src/engine/runner.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import { declaration } from '#test/support/builders.ts';
import { engineBench } from '#test/support/engine-bench.ts';
import { silentLog } from '#test/support/log.ts';

type Bench = Awaited<ReturnType<typeof engineBench>>;
let bench: Bench;
let warnings: object[];
const id = 'anchor-1.slack.post-anchor';
const link = { kind: 'slack.anchor', ours: 'anchor-1', theirs: 'C1/1.0' };
const lost = new IntegrationError({ vendor: 'slack', code: 'timeout', retryable: true, ambiguous: true });
const refused = new IntegrationError({ vendor: 'slack', code: 'is_archived', retryable: false, ambiguous: false });

/** An effect of the bot itself, at a vendor with a memory. What it was given is kept. */
function posting(given: object[] = []): EffectKindDefinition {
  return defineBotEffect({
    kind: 'slack.post-anchor',
    vendor: 'slack',
    class: 'searchable',
    settleMs: 10_000,
    scopes: [],
    payload: () => null,
    buckets: () => [],
    wanted: () => true,
    async find({ work }) {
      const found = await bench.vendor.find(work.id);
      return found.kind === 'found' ? { kind: 'found', done: { links: [link] } } : found;
    },
    async perform(attempt) {
      given.push(attempt);
      await bench.vendor.call(attempt.work.id);
      return { links: [link] };
    },
  });
}

function run(definition: EffectKindDefinition): Promise<void> {
  const log: Log = { ...silentLog, warn: (fields) => warnings.push(fields), child: () => log };
  return createRunner({ ...bench.deps, log }, new Map([[definition.kind, definition]]))(id);
}

const links = async () => (await bench.pool.query('select kind, ours, theirs from app.links')).rows;

beforeEach(async () => {
  warnings = [];
  bench = await engineBench({ class: 'idempotent' });
  await bench.declare();
  await bench.store.anchor(effectsOfAnchor);
});
afterEach(() => bench.close());

describe('an effect of the bot itself', () => {
  it('is done once, leaves its link, and the record of no incident tells of it', async () => {
    const given: object[] = [];
    await run(posting(given));
    await run(posting(given));
    expect(bench.vendor.applied).toEqual([id]);
    expect(await bench.row(id)).toMatchObject({ state: 'done', attempt: 1 });
    expect(await links()).toEqual([link]);
    expect(await bench.eventTypes('inc-1')).toEqual(declaration);
    expect((await bench.pool.query("select from app.events where stream <> 'inc-1'")).rows).toEqual([]);
    expect(given.map((one) => Object.keys(one).sort())).toEqual([['deps', 'payload', 'signal', 'work']]);
    expect(warnings).toEqual([]);
  });

  it('is found after a lost answer, and not done again', async () => {
    bench.vendor.failNext(lost, { applying: true });
    await run(posting());
    expect(await bench.row(id)).toMatchObject({ state: 'ready', last: 'ambiguous' });
    bench.clock.move(10_000);
    await run(posting());
    expect(bench.vendor.applied).toEqual([id]);
    expect(await bench.row(id)).toMatchObject({ state: 'done' });
    expect(await links()).toEqual([link]);
  });

  it('that is refused for good fails, and the log says so, since no card does', async () => {
    bench.vendor.failNext(refused);
    await run(posting());
    expect(await bench.row(id)).toMatchObject({ state: 'failed', error: 'is_archived' });
    expect(warnings).toEqual([{ code: 'is_archived' }]);
  });
});

describe('an effect of an incident', () => {
  it('in a row that belongs to none is a fault of ours, and nothing is done', async () => {
    await run(
      defineEffect({
        kind: 'slack.post-anchor',
        vendor: 'slack',
        class: 'idempotent',
        scopes: [],
        payload: () => null,
        buckets: () => [],
        wanted: () => true,
        perform: ({ work }) => bench.vendor.call(work.id),
      }),
    );
    expect(bench.vendor.applied).toEqual([]);
    expect(await bench.row(id)).toMatchObject({ state: 'failed', error: 'fault' });
  });
});
