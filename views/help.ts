import type { KnownBlock } from '@slack/types';
import type { Command } from '#src/define.ts';
import { context, header, message, section } from './blocks.ts';
import { limits } from './limits.ts';
import type { Message } from './message.ts';
import { code, fitted } from './text.ts';

/** What people need to know of a command. */
export type HelpCommand = Pick<Command, 'noun' | 'verb' | 'summary' | 'usage' | 'examples'>;

/** What `/apgms help`, `/apgms help incident` and `/apgms help incident update` show. */
export type HelpDepth = 'overview' | 'noun' | 'verb';

export interface HelpProps {
  readonly commands: readonly HelpCommand[];
  readonly depth: HelpDepth;
  /** What help was asked for that there is not; empty: nothing of that kind. */
  readonly unknown?: string;
}

/** What there is to type, a block for each noun in the order they first come: a line for each verb, how each is written, or one with its examples. */
export function helpMessage({ commands, depth, unknown = '' }: HelpProps): Message {
  const texts = nouns(commands).flatMap((noun) => nounTexts(noun, commands, depth));
  const few = shownTexts(texts);
  const blocks: KnownBlock[] = [
    header('APGMS Ops'),
    ...(unknown === '' ? [] : [section(`*There is no ${code(unknown, 60)}.* This is what there is.`)]),
    section(introduction[depth]),
    ...few.map(section),
    ...(few.length < texts.length ? [context(`and ${texts.length - few.length} more`)] : []),
    context(
      '`SEV2` and `sev 2` mean the same, and so does `2` before a service; so do `INC-42`, `#42` and `42`. Inside an incident’s channel its number may be left out.',
    ),
    context(guests),
  ];
  const none = unknown === '' ? '' : `There is no ${code(unknown, 60)}. `;
  return message(`${none}What can follow /apgms: ${fitted(commands.map(name), ', ', 1_000)}`, blocks);
}

/** The same for everybody: help is given without looking anybody up. */
const guests = `Guests of the workspace can ask for this page and ${code('/apgms me')}; all else is for its members.`;

const deeper = `More about one: ${code('/apgms help incident update')}`;

const introduction: Readonly<Record<HelpDepth, string>> = {
  overview: `Type ${code('/apgms')} and what you want, in any channel. ${deeper}`,
  noun: `Brackets mark what may be left out; where too little is said, a form opens. ${deeper}`,
  verb: 'Brackets mark what may be left out.',
};

/** As many as one message holds. */
function shownTexts(texts: readonly string[]): readonly string[] {
  let left = limits.messageTotal - 1_000;
  const few = texts.slice(0, limits.messageBlocks - 5);
  const end = few.findIndex((text) => {
    left -= text.length;
    return left < 0;
  });
  return end < 0 ? few : few.slice(0, end);
}

/** `incident declare`. */
function name({ noun, verb }: HelpCommand): string {
  return `${noun} ${verb}`.trim();
}

function nouns(commands: readonly HelpCommand[]): readonly string[] {
  return [...new Set(commands.map((command) => command.noun))];
}

/** As many sections as its verbs take. */
function nounTexts(noun: string, commands: readonly HelpCommand[], depth: HelpDepth): readonly string[] {
  const lines = commands.filter((command) => command.noun === noun).map((command) => commandText(command, depth));
  const texts: string[] = [];
  let text = `*${noun}*`;
  for (const line of lines) {
    const longer = `${text}\n${line}`;
    if (longer.length > limits.section) texts.push(text);
    text = longer.length > limits.section ? line : longer;
  }
  return [...texts, text];
}

function commandText(command: HelpCommand, depth: HelpDepth): string {
  if (depth === 'overview') return `${code(`/apgms ${name(command)}`)} ${command.summary}`;
  const line = `${code(usageOf(command))}\n${command.summary}`;
  const toCopy = command.examples.map((example) => code(example)).join('\n');
  return depth === 'verb' && toCopy ? `${line}\n_for example_\n${toCopy}` : line;
}

/** `/apgms incident declare [severity] [service …] title`, to show how it is written. */
export function usageOf({ noun, verb, usage }: HelpCommand): string {
  return ['/apgms', noun, verb, usage].filter(Boolean).join(' ');
}
