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

/** For whom it is: guests of the workspace may use little of it. */
export type HelpReader = 'member' | 'guest';

export interface HelpProps {
  readonly commands: readonly HelpCommand[];
  readonly depth: HelpDepth;
  /** Default: a member. */
  readonly reader?: HelpReader;
  /** What help was asked for that there is not; empty: nothing of that kind. */
  readonly unknown?: string;
}

/**
 * What there is to type: what is used most, then a block for each noun in the order they first come: a line for each verb, how each is written, or one with
 * its examples. A guest sees what guests may use, whatever they asked for.
 */
export function helpMessage({ commands, depth, reader = 'member', unknown = '' }: HelpProps): Message {
  if (reader === 'guest') return guestMessage(commands.filter(isForGuests));
  const first = depth === 'overview' ? mostUsed(commands) : [];
  const others = commands.filter((command) => !first.includes(command));
  const texts = [
    ...(first.length > 0 ? sectionTexts('Most used', first, depth) : []),
    ...nouns(others).flatMap((noun) => nounTexts(noun, others, depth)),
  ];
  const few = shownTexts(texts);
  const blocks: KnownBlock[] = [
    header('APGMS Ops'),
    ...(unknown === '' ? [] : [section(`*There is no ${code(unknown, 60)}.* This is what there is.`)]),
    section(introduction[depth]),
    ...few.map(section),
    ...(few.length < texts.length ? [context(`and ${texts.length - few.length} more`)] : []),
    context(
      '`SEV2` and `sev 2` mean the same, and so does `2` before a service; so do `INC-42`, `#42` and `42`. Inside an incident’s channel its number may be left out; the word `incident` always may.',
    ),
    context(guests),
  ];
  const none = unknown === '' ? '' : `There is no ${code(unknown, 60)}. `;
  return message(`${none}What can follow /apgms: ${fitted(commands.map(name), ', ', 1_000)}`, blocks);
}

/** The verbs of incidents that everybody on call needs, in the order in which they do. */
const mostUsedVerbs = ['declare', 'ack', 'update', 'resolve', 'list'];

function mostUsed(commands: readonly HelpCommand[]): readonly HelpCommand[] {
  return mostUsedVerbs.flatMap(
    (verb) => commands.find((command) => command.noun === 'incident' && command.verb === verb) ?? [],
  );
}

/** Whether guests of the workspace may use it, too. */
function isForGuests({ noun, verb }: Pick<HelpCommand, 'noun' | 'verb'>): boolean {
  return noun === 'me' && verb === '';
}

function guestMessage(commands: readonly HelpCommand[]): Message {
  const lines = commands.map((command) => commandText(command, 'overview'));
  return message(`What a guest can type after /apgms: ${commands.map(name).join(', ')}`, [
    header('APGMS Ops'),
    section(['*You are a guest of this workspace.* What you can use:', ...lines].join('\n')),
    context('All else is for its members: ask one of them to declare an incident.'),
  ]);
}

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
  return sectionTexts(
    noun,
    commands.filter((command) => command.noun === noun),
    depth,
  );
}

function sectionTexts(title: string, commands: readonly HelpCommand[], depth: HelpDepth): readonly string[] {
  const lines = commands.map((command) => commandText(command, depth));
  const texts: string[] = [];
  let text = `*${title}*`;
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
export function usageOf({ noun, verb, usage }: Pick<HelpCommand, 'noun' | 'verb' | 'usage'>): string {
  return ['/apgms', noun, verb, usage].filter(Boolean).join(' ');
}

/** The same without the number of any incident: what is pasted by mistake is then about nobody's. */
export function shapeOf(command: Pick<HelpCommand, 'noun' | 'verb' | 'usage'>): string {
  return usageOf(command).replace(/INC-\d+/g, 'INC-…');
}
