import type { Command } from '#src/define.ts';
import { helpMessage } from '#views/help.ts';
import type { Message } from '#views/message.ts';
import { notUnderstood } from '#views/unknown.ts';
import { nearest, slips } from './nearest.ts';
import { remainder, tokens } from './tokens.ts';

type Known = Pick<Command, 'noun' | 'verb' | 'summary' | 'usage' | 'examples'>;

/**
 * The answer to whatever follows `/apgms` that no command takes: the nearest one (words swapped, noun left out, a slip of the finger), with what was
 * typed carried over so that it can be copied; else what a known noun can do; else everything. `help` (or a slip of it), or nothing at all: the help. Total: never throws.
 */
export function explain(text: string, commands: readonly Known[]): Message {
  const all = tokens(text);
  const words = all.map((token) => token.text);
  const [first = '', second = '', third = ''] = words;
  if (first === '' || /^(?:help|\?)$/i.test(first)) return helpWith(second, third, commands);
  const guess = commands.map((command) => guessed(words, command)).reduce(better, null);
  if (guess === null) {
    if (slips(first, 'help') !== null) return helpWith(second, third, commands);
    return notUnderstood({ text, nearest: null, suggestion: null, commands: ofNoun(first, commands) });
  }
  const { command, taken } = guess;
  const rest = remainder(text, all, taken);
  const suggestion = rest ? `/apgms ${command.noun} ${command.verb} ${rest}` : null;
  return notUnderstood({ text, nearest: command, suggestion, commands });
}

/** Help as deep as was asked for: of everything, of a noun, of one command (also by its verb alone). */
function helpWith(first: string, second: string, commands: readonly Known[]): Message {
  const nouns = [...new Set(commands.map((command) => command.noun))];
  const noun = nearest(first, nouns);
  const some = ofNoun(first, commands);
  const verb = nearest(
    noun === null ? first : second,
    some.map((command) => command.verb),
  );
  const one = verb === null ? [] : some.filter((command) => command.verb === verb && verb !== '');
  if (one.length > 0) return helpMessage({ commands: one, depth: 'verb' });
  return helpMessage({ commands: some, depth: noun === null ? 'overview' : 'noun' });
}

/** The commands of the noun that `word` means; all where it means none. */
function ofNoun(word: string, commands: readonly Known[]): readonly Known[] {
  const nouns = [...new Set(commands.map((command) => command.noun))];
  const noun = nearest(word, nouns);
  return noun === null ? commands : commands.filter((command) => command.noun === noun);
}

interface Guess {
  readonly command: Known;
  readonly cost: number;
  /** How many words of the text named the command. */
  readonly taken: number;
}

function better(best: Guess | null, next: Guess | null): Guess | null {
  return next !== null && (best === null || next.cost < best.cost) ? next : best;
}

/** What it costs to take `words` for `command`: slips, plus one for what is missing and half for what is out of order. */
function guessed(words: readonly string[], command: Known): Guess | null {
  const [first = '', second = ''] = words;
  const { noun, verb } = command;
  const readings: readonly (readonly [cost: number | null, taken: number])[] = [
    [both(nounSlips(first, noun), slips(second, verb)), 2],
    [both(both(slips(first, verb), nounSlips(second, noun)), 0.5), 2],
    [first.replace(/[-_.:/]/, '').toLowerCase() === noun + verb ? 0.5 : null, 1],
    [both(slips(first, verb), 1), 1],
  ];
  return readings.map(([cost, taken]) => (cost === null ? null : { command, cost, taken })).reduce(better, null);
}

/** People speak of many. */
function nounSlips(word: string, noun: string): number | null {
  return word.toLowerCase() === `${noun}s` ? 0 : slips(word, noun);
}

function both(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
