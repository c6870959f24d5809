import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
let channel: string;
beforeAll(async () => {
  bench = await openPlayground();
  const { slack } = bench;
  await slack.command('ana', 'incidents', 'incident declare sev2 api-gateway bank-lines returns 500');
  await slack.settle();
  channel = (await slack.channels()).find(({ name }) => name.startsWith('inc-1-'))?.name ?? '';
}, 120_000);
afterAll(() => bench.close());

/** What the bot told somebody directly. Whom it never wrote to has no channel with it. */
async function direct(who: string): Promise<readonly string[]> {
  return (await bench.slack.messages(`@${who}`).catch(() => [])).map(({ text }) => text);
}

async function card(): Promise<string> {
  const posts = await bench.slack.posts(channel);
  return JSON.stringify(posts.find(({ pinned }) => pinned)?.blocks);
}

describe('the runbooks of an incident', () => {
  it('stand on its card as far as they are done', async () => {
    expect(await card()).toContain('Triage 0 of 4 · Stabilise 0 of 4');
    await bench.slack.command('chen', channel, 'incident task done 3');
    await bench.slack.settle();
    expect(await card()).toContain('Triage 1 of 4 · Stabilise 0 of 4');
  });

  it('are explained to whoever gets a role, once, and to whoever hands it over', async () => {
    const { slack } = bench;
    await slack.command('ben', channel, 'incident assign scribe me');
    await slack.settle();
    expect((await direct('ben')).at(-1)).toContain('You are scribe of INC-1');
    await slack.command('ben', channel, 'incident assign scribe @chen');
    await slack.settle();
    expect((await direct('ben')).at(-1)).toMatch(/^You are scribe of INC-1 no more: <@\w+> has it now\.$/);
    expect((await direct('chen')).at(-1)).toContain('You are scribe of INC-1');
    const said = (await slack.posts(channel)).map(({ text }) => text);
    expect(said.at(-1)).toMatch(/is scribe\*, assigned by <@\w+>; <@\w+> had it before/);
    const before = (await direct('ben')).length;
    await slack.command('ben', channel, 'incident assign scribe me');
    await slack.settle();
    expect(await direct('ben')).toHaveLength(before);
    await slack.command('chen', channel, 'incident assign scribe me');
    await slack.settle();
  });

  it('are chased from their owner alone, and from nobody any more once they are ticked', async () => {
    const { slack } = bench;
    await slack.command('ana', channel, 'incident ack');
    await slack.advance('31m');
    const about = (texts: readonly string[]) => texts.filter((text) => text.includes('” (Triage)'));
    const toAna = about(await direct('ana'));
    expect(toAna).toHaveLength(2);
    expect(toAna[0]).toContain(
      '*“Confirm scope: identify affected org IDs or endpoints (e.g. /bank-lines)” (Triage)* is due by',
    );
    expect(toAna[1]).toContain(
      '“Confirm scope: identify affected org IDs or endpoints (e.g. /bank-lines)” (Triage) was due ',
    );
    expect(about(await direct('chen'))[0]).toMatch(/“Capture timeline.*” \(Triage\)/);
    const elsewhere = await Promise.all([direct('dora'), direct('emil')]);
    expect(about(elsewhere.flat())).toEqual([]);
    for (const room of [channel, 'incident-room']) {
      expect(about((await slack.posts(room)).map(({ text }) => text))).toEqual([]);
    }
    await slack.command('ana', channel, 'incident task done triage.scope');
    await slack.settle();
    expect(
      about(await direct('ana')).map((text) => /^INC-1 · SEV2: Done by <@UANA>, .*: “Confirm scope/.test(text)),
    ).toEqual([true, true]);
  });
});
