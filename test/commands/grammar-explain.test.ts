import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';
import { commands as every } from '#commands/index.ts';

const commands = [
  { verb: 'declare', usage: '<title>', examples: ['/apgms incident declare sev2 bank-lines returns 500'] },
  { verb: 'list', usage: '[open]', examples: ['/apgms incident list'] },
  { verb: 'severity', usage: 'sev1–sev4', examples: ['/apgms incident severity INC-42 sev2'] },
  { verb: 'resolve', usage: '[INC-42]', examples: ['/apgms incident resolve INC-42'] },
  { verb: 'show', usage: '[INC-42]', examples: ['/apgms incident show INC-42'] },
  { verb: 'update', usage: '[INC-42]', examples: ['/apgms incident update INC-42 it is slow'] },
].map((command) => ({ noun: 'incident', summary: 'What it does', ...command }));
const health = { noun: 'health', verb: 'all', summary: 'All of it', usage: '', examples: ['/apgms health all'] };

/** What the answer offers to copy. */
function offered(text: string): string | undefined {
  return /Did you mean this\? `([^`]+)`/.exec(explain(text, [...commands, health]).text)?.[1];
}

describe('what no command takes', () => {
  it.each([
    ['declare incident', '/apgms incident declare'],
    ['declare incident sev2 "two  words"', '/apgms incident declare sev2 "two words"'],
    ['declare bank-lines are down', '/apgms incident declare bank-lines are down'],
    ['incidnet delcare down', '/apgms incident declare down'],
    ['incident-list all', '/apgms incident list all'],
    ['INCIDENT RESOLV 42', '/apgms incident resolve 42'],
    ['list', '/apgms incident list'],
    ['inc resolv 42', '/apgms incident resolve 42'],
  ])('%j probably means %s', (text, suggestion) => {
    expect(offered(text)).toBe(suggestion);
  });

  it('is repeated as it was typed: people and channels by their names', () => {
    const { text } = explain('udpate <@UBEN|ben> looks in <#C1|ops>, see <https://x.example/a>', commands);
    expect(text).toContain('Not understood: `/apgms udpate @ben looks in #ops, see https://x.example/a`');
    expect(text).toContain('Did you mean this? `/apgms incident update @ben looks in #ops, see https://x.example/a`');
  });

  it('behind a known noun is answered with where its help is, and with nothing to copy by mistake', () => {
    for (const text of ['incident frobnicate now', 'incidents frobnicate', 'inc frobnicate']) {
      const { text: answer } = explain(text, [...commands, health]);
      expect(answer).toMatch(/\. All there is: `\/apgms help incident`$/);
      expect(answer).not.toContain('Did you mean');
    }
  });

  it.each([
    ['incident sever INC-7 sev2', '/apgms incident severity INC-7 sev2'],
    ['incident relsove INC-7', '/apgms incident resolve INC-7'],
    ['incident solve INC-7', '/apgms incident resolve INC-7'],
  ])('behind a known noun is answered with the nearest verb and where the rest is: %s', (text, line) => {
    expect(offered(text)).toBe(line);
    expect(explain(text, commands).text).toContain('All there is: `/apgms help');
  });

  it.each([
    ['incident INC-7', '/apgms incident show INC-7'],
    ['INC-7', '/apgms incident show INC-7'],
    ['incident 7', '/apgms incident show INC-7'],
    ['incident INC-7 the pool is empty', '/apgms incident show INC-7'],
    ['incident INC-7 severity sev1', '/apgms incident severity INC-7 sev1'],
    ['inc 7 resolve', '/apgms incident resolve INC-7'],
  ])('and names an incident where a verb belongs: %s', (text, line) => {
    expect(offered(text)).toBe(line);
  });

  it('and says something of an incident may be an update; what counts something else names none', () => {
    const { text } = explain('INC-7 the pool is empty', commands);
    expect(text).toContain('Or this? `/apgms incident update INC-7 the pool is empty`');
    expect(offered('incident 2 nodes are down')).toBeUndefined();
  });

  it('behind a slip in the noun says which noun was meant, and where its help is', () => {
    for (const text of ['incdent', 'INCIDNET frobnicate', 'incidnets frobnicate']) {
      expect(explain(text, [...commands, health]).text).toContain(
        'Did you mean `incident`? All there is: `/apgms help incident`',
      );
    }
  });

  it.each([
    ['incident sev2 bank-lines are down', 'sev2 bank-lines are down', 'sev2'],
    ['incidnet sev 2 "two  words"', 'sev 2 "two words"', 'sev 2'],
    ['SEV1 down', 'SEV1 down', 'SEV1'],
    ['incident sev2', 'sev2', 'sev2'],
  ])('and begins with a severity declares one, or says how bad it is: %j', (text, declared, severity) => {
    const { text: answer } = explain(text, [...commands, health]);
    expect(answer).toContain(`Did you mean this? \`/apgms incident declare ${declared}\``);
    expect(answer).toContain(`Or this? \`/apgms incident severity ${severity}\``);
  });

  it.each([
    ['who is on call', '/apgms oncall'],
    ['who is on call for payments?', '/apgms oncall for payments'],
    ['Who’s oncall now', '/apgms oncall now'],
    ['whoami', '/apgms me'],
    ['who am I?', '/apgms me'],
  ])('and asks in words of its own is answered with the command for it: %j', (text, line) => {
    const all = ['oncall', 'me'].map((noun) => ({ noun, verb: '', summary: 'Who', usage: '', examples: [] }));
    expect(explain(text, [...commands, ...all]).text).toContain(`Did you mean this? \`${line}\``);
  });

  it('and resembles nothing is answered with where the help is', () => {
    expect(explain('make coffee', [...commands, health]).text).toBe(
      'Not understood: `/apgms make coffee`. All there is: `/apgms help`',
    );
  });

  it.each(['resolev', 'shwo', 'incident reslove', 'sev2', 'updat it is slow'])(
    '%j is answered with no incident that was not typed: the examples have one',
    (text) => {
      const said = explain(text, [...commands, health]);
      expect(JSON.stringify(said)).not.toMatch(/INC-\d/);
      expect(said.text).not.toContain('bank-lines');
    },
  );

  it.each(['', '  ', 'help', 'HELP', '?', 'hlep', '--help', '-h'])('%j asks for help', (text) => {
    expect(explain(text, commands).text).toContain('What can follow /apgms');
  });

  it.each(['incident', 'Incidents', 'inc', 'incident help', 'incident --help', 'inc -h', 'incident ?'])(
    '%j asks for the help of the noun',
    (text) => {
      expect(explain(text, [...commands, health])).toEqual(explain('help incident', [...commands, health]));
      expect(explain(text, [...commands, health]).text).toMatch(/^What can follow \/apgms: incident declare/);
      expect(explain(text, [...commands, health]).text).not.toContain('health');
    },
  );

  it.each(['', 'help', 'help incident', 'declare --help', 'reslove INC-7'])(
    'is answered to a guest without what a guest may not do: %j',
    (text) => {
      const me = { noun: 'me', verb: '', summary: 'Who I am', usage: '', examples: ['/apgms me'] };
      const answer = JSON.stringify(explain(text, [...commands, me], 'guest').blocks);
      expect(answer).not.toContain('/apgms incident');
    },
  );

  it('help says what guests may do', () => {
    for (const text of ['help', 'help incident', 'help declare']) {
      expect(JSON.stringify(explain(text, commands).blocks)).toContain('Guests of the workspace can ask for this page');
    }
  });

  it('asks for the help of what there is not', () => {
    expect(explain('help bogus', commands).text).toMatch(/^There is no `bogus`\. What can follow/);
    expect(explain('help incident bogus', [...commands, health]).text).toMatch(/^There is no `bogus`\. .*update$/);
    expect(explain('help incident bogus', [...commands, health]).text).not.toContain('health');
    expect(explain('help incident', commands).text).toMatch(/^What can follow/);
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

describe('what is called otherwise elsewhere', () => {
  it.each([
    ['incident escalate', ['/apgms incident page']],
    ['incident escalate INC-7 secondary', ['/apgms incident page INC-7 secondary']],
    ['escalate INC-7 to dora', ['/apgms incident page INC-7 to dora']],
    ['INC-7 escalate secondary', ['/apgms incident page INC-7 secondary']],
    ['inc 7 escalate', ['/apgms incident page INC-7']],
    ['alert escalate', ['/apgms incident page']],
    ['alert escalate ALT-1 secondary', ['/apgms incident declare ALT-1']],
    ['ALT-1 escalate', ['/apgms incident declare ALT-1']],
    ['alert declare ALT-1', ['/apgms incident declare ALT-1']],
    ['alert declare', ['/apgms incident declare']],
    ['alert acknowlege ALT-1', ['/apgms alert ack ALT-1']],
    ['ALT-1 acknowledge', ['/apgms alert ack ALT-1']],
    ['INC-7 acknowledge', ['/apgms incident ack INC-7']],
  ])('%j: %j', (text, lines) => {
    const said = explain(text, every).text;
    expect([...said.matchAll(/(?:Did you mean|Or) this\? `([^`]+)`/g)].map(([, line]) => line)).toEqual(lines);
  });

  it('is no line of a declaration', () => {
    expect(explain('incident sev1 escalate policy is empty', every).text).toContain('/apgms incident declare sev1');
  });
});

describe('the opposite of a verb', () => {
  it.each([
    ['alert unack', 'ack', 'alert'],
    ['alert unack ALT-1', 'ack', 'alert'],
    ['ALT-1 unack', 'ack', 'alert'],
    ['unack ALT-1', 'ack', 'alert'],
    ['incident unack INC-7', 'ack', 'incident'],
    ['unack', 'ack', 'incident'],
    ['alert unacknowledge', 'ack', 'alert'],
    ['alert detach ALT-1', 'attach', 'alert'],
    ['detach ALT-1', 'attach', 'alert'],
    ['incident unlink INC-7', 'link', 'incident'],
    ['incident unassign', 'assign', 'incident'],
  ])('%j is not offered %s', (text, verb, noun) => {
    const said = explain(text, every).text;
    expect(said).not.toContain('Did you mean');
    expect(said).toContain(`What there is of \`${verb}\`: \`/apgms help ${noun} ${verb}\``);
  });

  it.each([
    ['incident unresolve INC-7', '/apgms incident reopen INC-7'],
    ['INC-7 unclose', '/apgms incident reopen INC-7'],
    ['unmerge INC-7', '/apgms incident merge undo INC-7'],
    ['incident undeclare INC-7', '/apgms incident cancel INC-7'],
  ])('%j is offered what does that', (text, line) => {
    expect(/Did you mean this\? `([^`]+)`/.exec(explain(text, every).text)?.[1]).toBe(line);
  });
});

describe('a number that is none of ours', () => {
  const digits = '99999999999999999999';

  it.each([`INC-${digits}`, `ALT-${digits}`, `alert ack now ALT-${digits}`, `INC-${digits} update slow`])(
    'is repeated as it was typed: %s',
    (text) => {
      const said = explain(text, every).text;
      expect(said).toContain(digits);
      expect(said).not.toContain('2147483647');
    },
  );
});
