import type { Command } from '#src/define.ts';
import { allowedGroups } from '#src/domain/access.ts';
import type { Group } from '#src/domain/people.ts';
import { usageOf } from '#views/help.ts';
import { groupWords } from '#views/refusal.ts';
import { made, page } from './markdown.ts';

type Shown = Pick<Command, 'noun' | 'verb' | 'summary' | 'usage' | 'examples' | 'shortcuts'>;

/** `docs/commands.md`: every verb, in the order of the help page. */
export function commandsPage(commands: readonly Shown[]): string {
  const nouns = Object.entries(Object.groupBy(commands, ({ noun }) => noun));
  return page(
    '# Commands',
    made,
    `Typed in any channel; inside an incident's channel its number may be left out, and the word \`incident\` always may: \`/apgms ack\`. Brackets mark
what may be left out, \`|\` what to choose from. Where too little is said, a form opens. \`/apgms help\` shows the same in Slack, and any verb followed by \`--help\` is
explained.

What sounds like an open incident is not declared before its reporter has seen that one and said that it is another. A SEV1 never waits for that, nor what is worse than all it
sounds like: it is declared at once, and the answer says what it may be and how to merge the two.`,
    ...nouns.flatMap(([noun, verbs = []]) => [`## ${noun}`, ...verbs.map(commandText)]),
  );
}

function commandText(command: Shown): string {
  const { noun, verb, summary, examples } = command;
  const heading = verb === '' ? [] : [`### ${noun} ${verb}`];
  const who = groupsFor(command);
  return [
    ...heading,
    `${summary}.`,
    `    ${usageOf(command)}`,
    ...(examples.length > 0 ? ['For example:', examples.map((example) => `    ${example}`).join('\n')] : []),
    ...shortcutLines(command),
    ...(who.length > 0 ? [`Who may: ${who.map((group) => groupWords[group]).join(', ')}.`] : []),
  ].join('\n\n');
}

function shortcutLines({ shortcuts = {} }: Shown): readonly string[] {
  const names = Object.values(shortcuts).map(
    ({ name, type }) => `_${name}_ (${type === 'global' ? '⚡' : 'on a message'})`,
  );
  return names.length > 0 ? [`Shortcuts: ${names.join(', ')}.`] : [];
}

/** Whose right a command asks for. Looking at one of something, or at what is one's own, may have the right of its list. Empty: none by this name. */
export function groupsFor({ noun, verb }: Pick<Command, 'noun' | 'verb'>): readonly Group[] {
  const reads = verb === '' || verb === 'show' ? ['show', 'list'] : [];
  const names = [verb, ...reads].map((one) => `${noun}.${one}`);
  const rights: Readonly<Record<string, readonly Group[]>> = allowedGroups;
  return names.map((name) => rights[name]).find((groups) => groups !== undefined) ?? [];
}
