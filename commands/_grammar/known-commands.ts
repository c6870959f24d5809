import type { Command } from '#src/define.ts';
import { nearest } from './nearest.ts';

/** What an answer to words nobody understands has to know of a command. */
export type Known = Pick<Command, 'noun' | 'verb' | 'summary' | 'usage' | 'examples' | 'takesAlerts' | 'alsoSaid'>;

/** The noun that `word` means. */
export function nounOf(word: string, commands: readonly Known[]): string | null {
  return nearest(
    singular(word),
    commands.map((command) => command.noun),
  );
}

/** The commands of a noun; all where there is none. */
export function ofNoun(noun: string | null, commands: readonly Known[]): readonly Known[] {
  return noun === null ? commands : commands.filter((command) => command.noun === noun);
}

/** The verb of one of the commands that `word` means, whatever it is called. */
export function verbMeant(word: string, commands: readonly Known[]): string | null {
  const name = nearest(word, commands.flatMap(verbNames));
  return commands.find((command) => verbNames(command).some((one) => one === name))?.verb ?? null;
}

/** All words for the verb of a command. */
export function verbNames({ verb, alsoSaid = [] }: Known): readonly string[] {
  return [verb, ...alsoSaid];
}

/** People speak of many, and shorten what they say often. */
export function singular(word: string): string {
  const lower = word.toLowerCase();
  return lower === 'inc' ? 'incident' : lower.replace(/s$/, '');
}

/** A command, with what was said behind it and nothing else. */
export function carried(command: Known, rest: string) {
  return { command, line: ['/apgms', command.noun, command.verb, rest].filter(Boolean).join(' ') };
}
