import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { startProcess } from '#test/support/process.ts';

let bench: PlaygroundBench;

beforeAll(async () => {
  bench = await openPlayground({ patient: true });
});
afterAll(() => bench.close());

const anchors = async () => bench.slack.posts('apgms-ops');
const line = /^Anchor of the record `(\d+:[0-9a-f]{64})` · <!date\^[^>]*> · (\d+) streams?$/;

describe('the anchor of an hour', () => {
  it('stands in the daily room, and tells neither of what happened nor to which incidents', async () => {
    const { slack } = bench;
    expect(await anchors()).toEqual([]);
    await slack.command('ana', 'incidents', 'incident declare sev2 api-gateway bank-lines returns 500');
    await slack.command('ana', 'incidents', 'incident declare sev1 private the vault is open');
    await slack.settle();
    await slack.advance('1h');
    const posts = await anchors();
    expect(posts.map((post) => line.exec(post.text)?.[2])).toEqual(['2']);
    expect(JSON.stringify(posts)).not.toMatch(/inc-|bank|vault|sev\d/i);
  });

  it('can be held against the record while the bot is at work', async () => {
    const [, kept = ''] = line.exec((await anchors())[0]?.text ?? '') ?? [];
    const check = (anchor: string) =>
      startProcess('src/cli/verify.ts', { DATABASE_URL: bench.databaseUrl }, [anchor]).ended;
    expect(await check(kept)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Anchor 1 (') });
    const changed = kept.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect(await check(changed)).toMatchObject({ code: 1, stdout: expect.stringContaining('anchor 1: you kept') });
  });

  it('is not made where nothing happened', async () => {
    await bench.slack.advance('1h');
    const before = (await anchors()).length;
    await bench.slack.advance('1h');
    expect(await anchors()).toHaveLength(before);
    await bench.slack.command('ana', 'incidents', 'incident declare sev4 a nuisance');
    await bench.slack.settle();
    await bench.slack.advance('1h');
    expect(await anchors()).toHaveLength(before + 1);
  });

  it('is not made before its hour because the bot was started again', async () => {
    await bench.slack.command('ana', 'incidents', 'incident declare sev4 the coffee is cold');
    await bench.slack.settle();
    const before = (await anchors()).length;
    await bench.playground.bot.kill();
    await bench.slack.settle();
    expect(await anchors()).toHaveLength(before);
    await bench.slack.advance('1h');
    expect(await anchors()).toHaveLength(before + 1);
  });
});
