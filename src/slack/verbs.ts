import type { Command, Gesture, Reply } from '#src/define.ts';
import type { Message } from '#views/message.ts';
import { tableOf } from './tables.ts';

/** Words, understood. */
export interface Said {
  /** The command's two words, or `unknown`. */
  readonly name: string;
  /** One of its own examples. */
  readonly example: string | null;
  readonly words: string;
  run(gesture: Gesture): Promise<Reply>;
}

/** Finds what words mean: two name a command, in either order; so does one alone (`help`, `health api-gateway`). `explain` answers all others. */
export function createVerbs(commands: readonly Command[], explain: (text: string) => Message): (text: string) => Said {
  const verbs = tableOf('command', commands, (one) => [[`${one.noun} ${one.verb}`.trim(), one.run]]);

  function commandIn(text: string) {
    const [, first = '', second = '', rest = ''] = /^(\S+)\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
    const [a, b] = [first.toLowerCase(), second.toLowerCase()];
    const pair = verbs.get(`${a} ${b}`) ?? verbs.get(`${b} ${a}`);
    if (pair) return { ...pair, rest };
    const single = verbs.get(a);
    return single ? { ...single, rest: text.slice(first.length).trimStart() } : null;
  }

  return (words) => {
    const found = commandIn(words);
    return {
      name: found?.key ?? 'unknown',
      example: found?.command.examples[0] ?? null,
      words,
      run: async (gesture) => (found ? found.run(found.rest, gesture) : { kind: 'tell', message: explain(words) }),
    };
  };
}
