import { describe, expect, it } from 'vitest';
import { commands } from '#commands/index.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { type HelpCommand, helpMessage } from '#views/help.ts';
import { refusalMessage } from '#views/refusal.ts';
import { notUnderstood, unreadWords } from '#views/unknown.ts';

const declare: HelpCommand = {
  noun: 'incident',
  verb: 'declare',
  summary: 'Open an incident',
  usage: '[severity] [service …] <title>',
  examples: ['/apgms incident declare sev2 api-gateway bank-lines returns 500'],
};
const list: HelpCommand = { noun: 'incident', verb: 'list', summary: 'Which there are', usage: '', examples: [] };

describe('a refusal', () => {
  const refusals: readonly Refusal[] = [
    { code: 'no-title' },
    { code: 'unknown-services', services: ['api-gatway'] },
    { code: 'no-such-incident', number: 42 },
    { code: 'not-allowed', action: 'incident.declare', needs: ['responder', 'admin'] },
    { code: 'not-allowed', action: 'deploy.approve', needs: ['cab'] },
    { code: 'already-resolved', number: 42 },
    { code: 'resolution-under-way', number: 42 },
    { code: 'override-needs-reason' },
    { code: 'nothing-to-retry', number: 42 },
    { code: 'too-busy' },
  ];

  it.each(refusals)('says what stopped it, the rule where there is one, and what next: $code', (refusal) => {
    expect(shown(refusalMessage(refusal, { policy }))).toMatchSnapshot();
  });
});

describe('the help', () => {
  const me = { noun: 'me', verb: '', summary: 'What I owe', usage: '', examples: ['/apgms me'] };
  const numbers =
    '`SEV2` and `sev 2` mean the same, and so does `2` before a service; so do `INC-42`, `#42` and `42`. Inside an incident’s channel its number may be left out.';

  it('of everything has a block for each noun, and a line for each verb', () => {
    expect(shown(helpMessage({ commands: [declare, me, list], depth: 'overview' }))).toEqual([
      'APGMS Ops',
      'Type `/apgms` and what you want, in any channel. More about one: `/apgms help incident update`',
      '*incident*\n`/apgms incident declare` Open an incident\n`/apgms incident list` Which there are',
      '*me*\n`/apgms me` What I owe',
      numbers,
    ]);
  });

  it('of a noun says how each verb is written', () => {
    expect(shown(helpMessage({ commands: [declare, list], depth: 'noun' }))).toContain(
      '*incident*\n`/apgms incident declare [severity] [service …] &lt;title&gt;`\nOpen an incident\n' +
        '`/apgms incident list`\nWhich there are',
    );
  });

  it('of one verb has its examples to copy', () => {
    expect(shown(helpMessage({ commands: [declare], depth: 'verb' }))).toContain(
      '*incident*\n`/apgms incident declare [severity] [service …] &lt;title&gt;`\nOpen an incident\n' +
        '_for example_\n`/apgms incident declare sev2 api-gateway bank-lines returns 500`',
    );
  });

  it.each(['overview', 'noun'] as const)('of all there are fits: %s', (depth) => {
    const help = shown(helpMessage({ commands, depth })).join('\n');
    for (const command of commands) expect(help).toContain(`/apgms ${command.noun} ${command.verb}`.trim());
  });
});

describe('what is not understood', () => {
  it('is answered with the nearest command and an example to copy', () => {
    const commands = [declare, list];
    expect(shown(notUnderstood({ text: 'declare incident', nearest: declare, suggestion: null, commands }))).toEqual([
      '*Not understood: `/apgms declare incident`*',
      'Did you mean this? `/apgms incident declare sev2 api-gateway bank-lines returns 500`\n' +
        'Open an incident: `/apgms incident declare [severity] [service …] &lt;title&gt;`',
    ]);
  });

  it('is answered with all there is when nothing is near', () => {
    const answer = notUnderstood({ text: '`<!here>`', nearest: null, suggestion: null, commands: [declare, list] });
    expect(shown(answer)).toEqual([
      "*Not understood: `/apgms '&lt;!here&gt;'`*",
      'I know `incident declare`, `incident list`. All of it, with examples: `/apgms help`',
    ]);
  });

  it('behind a known command says that nothing was done and how it is written', () => {
    expect(shown(unreadWords({ unread: 'tomorrow', command: declare }))).toEqual([
      '*Nothing done: I do not understand `tomorrow`*',
      'It is written `/apgms incident declare [severity] [service …] &lt;title&gt;`, for example `/apgms incident declare sev2 api-gateway bank-lines returns 500`',
    ]);
  });
});
