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
const close: HelpCommand = { noun: 'incident', verb: 'close', summary: 'It is done', usage: '[INC-42]', examples: [] };
const list: HelpCommand = { noun: 'incident', verb: 'list', summary: 'Which there are', usage: '', examples: [] };

describe('a refusal', () => {
  const refusals: readonly Refusal[] = [
    { code: 'no-title' },
    { code: 'no-such-duty', named: 'sales' },
    { code: 'unknown-services', services: ['api-gatway'] },
    { code: 'no-such-incident', number: 42 },
    { code: 'not-allowed', action: 'incident.declare', needs: ['responder', 'admin'] },
    { code: 'not-allowed', action: 'deploy.approve', needs: ['cab'] },
    { code: 'already-resolved', number: 42 },
    { code: 'alerts-firing', number: 42, alerts: [7] },
    { code: 'alerts-firing', number: 42, alerts: [7, 8, 9, 10, 11, 12] },
    { code: 'alert-fires', alert: 7, number: 42, why: 'drill' },
    { code: 'alert-fires', alert: 7, number: 42, why: 'resolved' },
    { code: 'resolution-under-way', number: 42 },
    { code: 'override-needs-reason' },
    { code: 'nothing-to-retry', number: 42 },
    { code: 'too-busy' },
    { code: 'record-incomplete', number: 42, missing: { review: true, mitigations: [1, 3], followUps: [2] } },
    { code: 'needs-reason', action: 'close', number: 42 },
    { code: 'not-yet-resolved', number: 42 },
    { code: 'review-held-before', number: 42 },
    { code: 'review-time', number: 42 },
    { code: 'no-such-follow-up', number: 42, followUp: 7 },
    { code: 'follow-up-day', number: 42 },
    { code: 'nothing-to-snooze', number: 42, kind: null },
    { code: 'never-snoozed', number: 42, kind: 'acknowledge' },
    { code: 'never-snoozed', number: 42, kind: 'hold-review' },
    { code: 'snoozed-enough', number: 42, kind: 'internal-update', latest: 1_795_018_500_000, minutes: 30 },
    { code: 'snoozed-enough', number: 42, kind: 'internal-update', latest: null, minutes: 30 },
  ];

  it.each(refusals)('says what stopped it, the rule where there is one, and what next: $code', (refusal) => {
    expect(shown(refusalMessage(refusal, { policy }))).toMatchSnapshot();
  });
});

describe('the help', () => {
  const me = { noun: 'me', verb: '', summary: 'What I owe', usage: '', examples: ['/apgms me'] };
  const numbers =
    '`SEV2` and `sev 2` mean the same, and so does `2` before a service; so do `INC-42`, `#42` and `42`. Inside an incident’s channel its number may be left out; the word `incident` always may.';

  it('of everything begins with what is used most, then a block for each noun, and a line for each verb', () => {
    expect(shown(helpMessage({ commands: [close, declare, me, list], depth: 'overview' }))).toEqual([
      'APGMS Ops',
      'Type `/apgms` and what you want, in any channel. More about one: `/apgms help incident update`',
      '*Most used*\n`/apgms incident declare` Open an incident\n`/apgms incident list` Which there are',
      '*incident*\n`/apgms incident close` It is done',
      '*me*\n`/apgms me` What I owe',
      numbers,
      'Guests of the workspace can ask for this page and `/apgms me`; all else is for its members.',
    ]);
  });

  it('begins with the five lines that everybody on call needs', () => {
    const [, , mostUsed = ''] = shown(helpMessage({ commands, depth: 'overview' }));
    expect(mostUsed.split('\n').map((line) => /^`([^`]+)`/.exec(line)?.[1] ?? line)).toEqual([
      '*Most used*',
      '/apgms incident declare',
      '/apgms incident ack',
      '/apgms incident update',
      '/apgms incident resolve',
      '/apgms incident list',
    ]);
  });

  it.each(['overview', 'noun', 'verb'] as const)('of a guest shows only what a guest may do: %s', (depth) => {
    expect(shown(helpMessage({ commands: [declare, me, list], depth, reader: 'guest' }))).toEqual([
      'APGMS Ops',
      '*You are a guest of this workspace.* What you can use:\n`/apgms me` What I owe',
      'All else is for its members: ask one of them to declare an incident.',
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

  it('says what there is no help of', () => {
    const { text, blocks } = helpMessage({ commands: [list], depth: 'overview', unknown: 'bogus' });
    expect(text).toBe('There is no `bogus`. What can follow /apgms: incident list');
    expect(shown({ text, blocks })[1]).toBe('*There is no `bogus`.* This is what there is.');
  });

  it.each(['overview', 'noun'] as const)('of all there are fits: %s', (depth) => {
    const help = shown(helpMessage({ commands, depth })).join('\n');
    for (const command of commands) expect(help).toContain(`/apgms ${command.noun} ${command.verb}`.trim());
  });
});

describe('what is not understood', () => {
  it('is answered with the nearest command, and nothing to copy that was not typed', () => {
    const guesses = [{ command: close, line: '/apgms incident close' }];
    expect(shown(notUnderstood({ text: 'clsoe', guesses, noun: null, slip: false }))).toEqual([
      '*Not understood: `/apgms clsoe`*',
      'Did you mean this? `/apgms incident close`\n' +
        'It is done: `/apgms incident close [INC-…]`\n' +
        'All there is: `/apgms help`',
    ]);
  });

  it('is answered with where the help is when nothing is near', () => {
    const answer = notUnderstood({ text: '`<!here>`', guesses: [], noun: null, slip: false });
    expect(shown(answer)).toEqual(["*Not understood: `/apgms '@here'`*", 'All there is: `/apgms help`']);
  });

  it('is answered with each that may be meant, and with the noun where only that is near', () => {
    const guesses = [
      { command: declare, line: '/apgms incident declare sev2 down' },
      { command: list, line: '/apgms incident list' },
    ];
    expect(shown(notUnderstood({ text: 'sev2 down', guesses, noun: null, slip: false }))[1]).toBe(
      'Did you mean this? `/apgms incident declare sev2 down`\n' +
        'Open an incident: `/apgms incident declare [severity] [service …] &lt;title&gt;`\n' +
        'Or this? `/apgms incident list`\nWhich there are: `/apgms incident list`\nAll there is: `/apgms help`',
    );
    const slip = notUnderstood({ text: 'incdent', guesses: [], noun: 'incident', slip: true });
    expect(shown(slip)[1]).toBe('Did you mean `incident`? All there is: `/apgms help incident`');
  });

  it('behind a known command says that nothing was done and how it is written', () => {
    expect(shown(unreadWords({ unread: 'tomorrow', command: declare }))).toEqual([
      '*Nothing done: I do not understand `tomorrow`*',
      'It is written `/apgms incident declare [severity] [service …] &lt;title&gt;`. Examples: `/apgms help incident declare`',
    ]);
  });
});
