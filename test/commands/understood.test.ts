import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '#commands/index.ts';
import { engineActor } from '#src/domain/people.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench();
});
afterAll(() => bench.close());

/** What somebody is told, without the ids Slack gives it each time. */
const told = async (who: string, text: string) => (await bench.told(who, text)).replaceAll(/"block_id":"\w+",?/g, '');
const count = async () => (await bench.store.incidentCount({}, engineActor)).total;
const names = commands.map(({ noun, verb }) => `${noun} ${verb}`.trim());

describe('whoever asks how a verb is used', () => {
  it.each(names)('is told, and nothing is stored: %s', async (name) => {
    const command = commands.find(({ noun, verb }) => `${noun} ${verb}`.trim() === name);
    const help = await told('ana', `help ${name}`);
    expect(help).toContain(command?.summary);
    for (const example of command?.examples ?? []) expect(help).toContain(example);
    for (const asked of ['--help', '-h', 'help', '?']) expect(await told('ana', `${name} ${asked}`)).toBe(help);
    expect(await count()).toBe(0);
  });

  it('is told of all of them by the noun alone, or with its help', async () => {
    const help = await told('ana', 'help incident');
    for (const text of ['incident', 'inc', 'incident help', 'incident --help', 'inc ?']) {
      expect(await told('ana', text)).toBe(help);
    }
    for (const { noun, verb } of commands.filter((one) => one.noun === 'incident')) {
      expect(help).toContain(`/apgms ${noun} ${verb}`);
    }
  });
});

describe('a guest who asks for help', () => {
  it.each(['', 'help', 'help incident', 'incident', 'incident declare --help', '--help'])(
    'is shown what a guest may do, and nothing else: "%s"',
    async (text) => {
      const help = await told('gus', text);
      expect(help).toContain('You are a guest of this workspace');
      const shown = [...help.matchAll(/`\/apgms ([^`]*)`/g)].map(([, words]) => words);
      expect(shown).toEqual(['me']);
    },
  );

  it('may do it', async () => {
    expect(await bench.told('gus', 'me')).toContain('guest');
  });
});

describe('a verb of incidents without its noun', () => {
  it('declares, takes on, tells, lists and resolves as if it had been said', async () => {
    expect(await bench.told('ana', 'declare sev2 api-gateway bank-lines returns 500')).toContain('INC-1 is stored');
    const home = await bench.giveChannel(1);
    expect(await bench.told('ben', 'list')).toContain('INC-1');
    await bench.told('ben', 'ack', home);
    expect(await bench.newest(1)).toMatchObject({ type: 'acknowledged' });
    await bench.told('ben', 'update the release is at fault', home);
    expect(await bench.newest(1)).toMatchObject({ type: 'updated' });
    await bench.told('ben', 'inc resolve', home);
    expect(await bench.newest(1)).toMatchObject({ type: 'resolve-requested' });
  });

  it('with a slip in it is suggested with what was typed and nothing of the examples', async () => {
    const answer = await told('ana', 'akc');
    expect(answer).toContain('Did you mean this? `/apgms incident ack`');
    expect(answer).not.toMatch(/INC-\d/);
  });
});
