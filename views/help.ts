import type { KnownBlock } from '@slack/types';
import type { Command } from '#src/define.ts';
import { context, header, message, section } from './blocks.ts';
import { limits } from './limits.ts';
import type { Message } from './message.ts';
import { code, fitted } from './text.ts';

/** What people need to know of a command. */
export type HelpCommand = Pick<Command, 'noun' | 'verb' | 'summary' | 'usage' | 'examples'>;

/** All commands, a block for each noun in the order they first come. With very many, the examples give way. */
export function helpMessage({ commands }: { readonly commands: readonly HelpCommand[] }): Message {
  const full = nouns(commands).map((noun) => nounText(noun, commands, true));
  const roomy =
    full.every((text) => text.length <= limits.section) && full.join('').length <= limits.messageTotal - 500;
  const texts = roomy ? full : nouns(commands).map((noun) => nounText(noun, commands, false));
  const blocks: KnownBlock[] = [
    header('APGMS Ops'),
    section(`Type ${code('/apgms')} and what you want, in any channel. Brackets mark what may be left out.`),
    ...texts.slice(0, limits.messageBlocks - 3).map(section),
    context(
      '`SEV2` and `sev 2` mean the same, and so does `2` before a service; so do `INC-42`, `#42` and `42`. Inside an incident’s channel its number may be left out.',
    ),
  ];
  return message(`What can follow /apgms: ${fitted(commands.map(name), ', ', 1_000)}`, blocks);
}

/** `incident declare`. */
function name({ noun, verb }: HelpCommand): string {
  return `${noun} ${verb}`;
}

function nouns(commands: readonly HelpCommand[]): readonly string[] {
  return [...new Set(commands.map((command) => command.noun))];
}

function nounText(noun: string, commands: readonly HelpCommand[], examples: boolean): string {
  const lines = commands.filter((command) => command.noun === noun).map((command) => commandText(command, examples));
  return fitted(
    [`*${noun}*`, ...lines],
    examples ? '\n\n' : '\n',
    examples ? Number.POSITIVE_INFINITY : limits.section,
  );
}

function commandText(command: HelpCommand, examples: boolean): string {
  const line = `${code(usageOf(command))}\n${command.summary}`;
  const toCopy = command.examples.map((example) => code(example)).join('  ');
  return examples && toCopy ? `${line}\n_for example_ ${toCopy}` : line;
}

/** `/apgms incident declare [severity] [service …] title`, to show how it is written. */
export function usageOf({ noun, verb, usage }: HelpCommand): string {
  return ['/apgms', noun, verb, usage].filter(Boolean).join(' ');
}
