import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '#commands/index.ts';
import { commandsPage, groupsFor } from '#src/cli/docs/commands.ts';
import { configurationPage } from '#src/cli/docs/configuration.ts';
import { policyRows } from '#src/cli/docs/policy.ts';
import { madePages } from '#src/cli/docs.ts';
import { settings } from '#src/config.ts';
import { policySchema } from '#src/policy/schema.ts';
import { policyJsonSchema } from '#src/policy.ts';
import { heardTypes } from '#src/vendors/pagerduty/schema.ts';

describe('the pages made of the code', () => {
  it.each(Object.entries(madePages()))('%s is what it makes: after a change, `npm run docs`', async (path, text) => {
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('would show a command that came or went', () => {
    const newcomer = {
      noun: 'incident',
      verb: 'sing',
      summary: 'Sings',
      usage: '[song]',
      examples: ['/apgms incident sing'],
    };
    const text = commandsPage([...commands, newcomer]);
    expect(text).toContain(
      '### incident sing\n\nSings.\n\n    /apgms incident sing [song]\n\nFor example:\n\n    /apgms incident sing\n',
    );
    for (const { noun, verb } of commands) expect(text).toContain(verb === '' ? `## ${noun}` : `### ${noun} ${verb}`);
  });

  it('would show a variable that came or went, and that its value is a secret', () => {
    const newcomer = { name: 'SONG', group: 'music', what: 'High | low.', example: 'la', secret: true, default: null };
    const text = configurationPage([...settings, newcomer], policyJsonSchema());
    expect(text).toContain('### music');
    expect(text).toContain('| `SONG` | High \\| low. Secret. |  | `la` |');
    for (const { name } of settings) expect(text).toContain(`| \`${name}\` |`);
  });
});

it('the page about PagerDuty names every event the bot listens to, and no other', async () => {
  const page = await readFile('docs/setup-pagerduty.md', 'utf8');
  expect([...page.matchAll(/\bincident\.[a-z_.]+[a-z]/g)].map(([type]) => type).toSorted()).toEqual(
    heardTypes.toSorted(),
  );
});

describe('who may use a command', () => {
  it.each(commands.map((command) => [`${command.noun} ${command.verb}`.trim(), command] as const))(
    'is said of %s: its right has the same name in src/domain/access.ts',
    (_name, command) => {
      expect(groupsFor(command)).not.toEqual([]);
    },
  );

  it('is not made up where there is no right of that name', () => {
    expect(groupsFor({ noun: 'incident', verb: 'sing' })).toEqual([]);
    expect(commandsPage([{ noun: 'a', verb: 'b', summary: 'C', usage: '', examples: [] }])).not.toContain('Who may');
  });
});

describe('the policy file in short', () => {
  it('names everything there is in it', () => {
    const keys = policyRows(policyJsonSchema()).map(([key]) => key);
    for (const name of Object.keys(policySchema.shape)) expect(keys.join()).toContain(`\`${name}`);
  });

  it('says what each is, what may be left out, and what may be nothing', () => {
    const rule = z.strictObject({ value: z.string(), from: z.string() });
    const schema = z.toJSONSchema(
      z.strictObject({
        songs: z.record(z.string(), z.strictObject({ key: z.enum(['c', 'd']), length: z.int().optional() })),
        singers: z.array(z.strictObject({ mail: z.email() })).meta({ description: 'Who sings.' }),
        encore: rule.nullable().meta({ description: 'Once more.' }),
        loud: z.array(z.boolean()),
        soft: z.array(z.boolean()),
      }),
    );
    expect(policyRows(schema)).toEqual([
      ['`songs.<id>.key`', '`c` or `d`', ''],
      ['`songs.<id>.length`', 'number, may be left out', ''],
      ['`singers[]`', '', 'Who sings.'],
      ['`singers[].mail`', 'e-mail', ''],
      ['`encore`', 'rule: text, or `null`: none', 'Once more.'],
      ['`{loud, soft}`', 'list of: `true` or `false`', ''],
    ]);
  });
});
