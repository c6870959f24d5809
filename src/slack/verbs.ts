import type { Command, Gesture, Reply } from '#src/define.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { type HelpReader, shapeOf } from '#views/help.ts';
import type { Message } from '#views/message.ts';
import { type Table, tableOf } from './tables.ts';

/** Answers text that no command understands, no text at all, and `help` with what it is wanted of. */
export type Explain = (text: string, reader: HelpReader) => Message;

/** Words, understood. */
export interface Said {
  /** The command's two words, or `unknown`. */
  readonly name: string;
  /** How it is written, without the number of anybody's incident. */
  readonly shape: string | null;
  readonly words: string;
  run(gesture: Gesture): Promise<Reply>;
}

/** The noun that goes without saying, and what it is called for short. */
const unsaidNoun = 'incident';
const shortNoun = 'inc';

/** What says the noun by itself. */
const isAlert = /^alt[-‐‑‒–—−_#:]?\d/i;

/** All that follows a verb of which somebody wants to know how it is used. */
const asksForHelp = /^(?:--?help|-h|help|\?)$/i;

/**
 * Finds what words mean: two name a command, in either order; so does one alone (`help`, `health api-gateway`), and a verb of incidents without its noun,
 * as long as it is no noun itself; before `ALT-7` it is one of alerts, or one that takes them. A command with nothing but a question for help behind it is explained and not run. `explain` answers all others.
 */
export function createVerbs(commands: readonly Command[], explain: Explain): (text: string) => Said {
  const verbs = tableOf('command', commands, ({ noun, verb, alsoSaid = [], run }) =>
    [verb, ...alsoSaid].map((name) => [`${noun} ${name}`.trim(), run] as const),
  );
  const ofAlerts = new Set(commands.filter(({ takesAlerts }) => takesAlerts).map(({ verb }) => verb));
  const nouns = new Set(commands.map(({ noun }) => noun));

  return (words) => {
    const found = commandIn(words, { verbs, nouns, ofAlerts });
    const understood = found !== null && !asksForHelp.test(found.rest.trim()) ? found : null;
    const named = found && `${found.command.noun} ${found.command.verb}`.trim();
    const asked = named === null ? words : `help ${named}`;
    const name = named === null ? 'unknown' : 'help';
    return {
      name: understood ? (named ?? name) : name,
      shape: found && shapeOf(found.command),
      words,
      run: async (gesture) =>
        understood
          ? understood.run(understood.rest, gesture)
          : { kind: 'tell', message: explain(asked, await readerOf(gesture)) },
    };
  };
}

interface Known {
  readonly verbs: Table<Command['run']>;
  readonly nouns: ReadonlySet<string>;
  /** Verbs without a noun that go on with an alert, though they are of another. */
  readonly ofAlerts: ReadonlySet<string>;
}

function commandIn(text: string, { verbs, nouns, ofAlerts }: Known) {
  const [, first = '', second = '', rest = ''] = /^(\S+)\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const [a, b] = [inFull(first), rest === '' ? inFull(second) : second.toLowerCase()];
  const pair = verbs.get(`${a} ${b}`) ?? verbs.get(`${b} ${a}`);
  if (pair) return { ...pair, rest };
  // In `list services` it is another noun's verb.
  const another = b.replace(/s$/, '');
  const unsaid = isAlert.test(second) && !ofAlerts.has(a) ? 'alert' : unsaidNoun;
  const nounless = !nouns.has(a) && (another === unsaidNoun || !verbs.has(`${another} ${a}`));
  const single = verbs.get(a) ?? (nounless ? verbs.get(`${unsaid} ${a}`) : undefined);
  return single ? { ...single, rest: text.slice(first.length).trimStart() } : null;
}

function inFull(word: string): string {
  const lower = word.toLowerCase();
  return lower === shortNoun ? unsaidNoun : lower;
}

/** Help is for everybody, also while nobody can be looked up: only of a guest it is known that most of it is not for them. */
async function readerOf(gesture: Gesture): Promise<HelpReader> {
  try {
    const { groups } = await gesture.actor();
    return groups.includes('responder') || groups.includes('unverified') ? 'member' : 'guest';
  } catch (error) {
    if (error instanceof StoreUnavailable) return 'member';
    throw error;
  }
}
