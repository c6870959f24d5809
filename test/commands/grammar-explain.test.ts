import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';

const commands = [
  { verb: 'declare', usage: '<title>', examples: ['/apgms incident declare sev2 bank-lines returns 500'] },
  { verb: 'list', usage: '[open]', examples: ['/apgms incident list'] },
  { verb: 'resolve', usage: '[INC-42]', examples: ['/apgms incident resolve INC-42'] },
].map((command) => ({ noun: 'incident', summary: 'What it does', ...command }));
const health = { noun: 'health', verb: 'all', summary: 'All of it', usage: '', examples: ['/apgms health all'] };

/** What the answer offers to copy. */
function offered(text: string): string | undefined {
  return /Did you mean this\? `([^`]+)`/.exec(explain(text, [...commands, health]).text)?.[1];
}

describe('what no command takes', () => {
  it.each([
    ['declare incident', '/apgms incident declare sev2 bank-lines returns 500'],
    ['declare incident sev2 "two  words"', '/apgms incident declare sev2 "two words"'],
    ['declare bank-lines are down', '/apgms incident declare bank-lines are down'],
    ['incidnet delcare down', '/apgms incident declare down'],
    ['incident-list all', '/apgms incident list all'],
    ['INCIDENT RESOLV 42', '/apgms incident resolve 42'],
    ['list', '/apgms incident list'],
  ])('%j probably means %s', (text, suggestion) => {
    expect(offered(text)).toBe(suggestion);
  });

  it('behind a known noun is answered with what that noun can do, and with nothing to copy by mistake', () => {
    for (const text of ['incident', 'incident frobnicate now', 'incidents frobnicate']) {
      const { text: answer } = explain(text, [...commands, health]);
      expect(answer).toContain('I know `incident declare`, `incident list`, `incident resolve`.');
      expect(answer).not.toContain('Did you mean');
    }
  });

  it('and resembles nothing is answered with everything', () => {
    expect(explain('make coffee', [...commands, health]).text).toContain('`incident resolve`, `health all`.');
  });

  it.each(['', '  ', 'help', 'HELP', '?', 'hlep'])('%j asks for help', (text) => {
    expect(explain(text, commands).text).toContain('What can follow /apgms');
  });

  it('asks for the help of one noun', () => {
    expect(explain('help health', [...commands, health]).text).toBe('What can follow /apgms: health all');
  });

  it('asks for the help of one verb, with or without its noun', () => {
    const written = /It is|for example/;
    for (const text of ['help incident declare', 'help declare', 'help incident declair']) {
      const answer = explain(text, [...commands, health]);
      expect(answer.text).toBe('What can follow /apgms: incident declare');
      expect(JSON.stringify(answer.blocks)).toMatch(written);
    }
  });
});
