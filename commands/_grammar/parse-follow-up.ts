import { type Calendar, dayAt, isDay } from '#src/domain/calendar.ts';
import { keyword } from './keyword.ts';
import { leadingReference } from './leading-number.ts';
import { spanAt } from './moment.ts';
import { personWord } from './person-word.ts';
import { ownWords, reasonIn } from './reason.ts';
import { remainder, type Token, tokens } from './tokens.ts';

/** What somebody says of something left to do. */
export interface FollowUpWords {
  readonly number: number | null;
  /** `null`: nothing was said. */
  readonly done: 'listed' | 'added' | 'changed' | 'done' | 'dropped' | null;
  /** Which one. */
  readonly followUp: number | null;
  /** What is to be done, or why it is not needed. */
  readonly what: string | null;
  /** `undefined`: not said; `null`: nobody. */
  readonly owner: string | null | undefined;
  /** A day, `YYYY-MM-DD`; `undefined`: not said. */
  readonly due: string | undefined;
}

interface Known {
  /** Who is typing. */
  readonly me: string;
  readonly now: number;
  readonly calendar: Calendar;
}

const verbs: Readonly<Record<string, FollowUpWords['done']>> = {
  list: 'listed',
  show: 'listed',
  add: 'added',
  new: 'added',
  done: 'done',
  finished: 'done',
  drop: 'dropped',
  dropped: 'dropped',
  change: 'changed',
};

/** What can follow a bare number that names an incident: in `2 done` it is a follow-up that is meant. */
const afterNumber = /^(?:(?:add|new|list|show)\b|(?:done|finished|drop(?:ped)?|change)\s+#?\d|#?\d{1,4}(?:\s|$))/i;

/** Reads `INC-7 add alert on a full disk @ana 2026-12-01`, `done 2`, `drop 2 because …`, `2 @ben in 5d`, `list`. Total: never throws. */
export function parseFollowUp(text: string, known: Known): FollowUpWords {
  const { number, rest } = leadingReference(text, afterNumber);
  const { words, which, verb } = readHead(tokens(rest));
  const followUp = which;
  const done = verb ?? (which === null ? null : 'changed');
  const nothing = { number, done, followUp, what: null, owner: undefined, due: undefined };
  if (words.length === 0) return nothing;
  const said = remainder(rest, words, 0);
  if (done === 'dropped') return { ...nothing, what: reasonIn(said) };
  if (done === 'done' || done === 'listed') return nothing;
  const { left, owner, due } = readTail(words, known);
  const body = left === 0 ? '' : rest.slice(words[0]?.start ?? 0, words[left - 1]?.end ?? 0);
  return { ...nothing, done: done ?? 'added', what: ownWords(body), owner, due };
}

/** The verb and the number in front, in either order. */
function readHead(all: readonly Token[]) {
  let which: number | null = null;
  let verb: FollowUpWords['done'] = null;
  let taken = 0;
  for (const { text, quoted } of all.slice(0, 2)) {
    const typed = quoted ? '' : keyword(text);
    const digits = quoted ? undefined : /^#?(\d{1,4})[.,:;]?$/.exec(text)?.[1];
    if (verb === null && Object.hasOwn(verbs, typed)) verb = verbs[typed] ?? null;
    else if (which === null && verb !== 'added' && digits !== undefined) which = Number(digits);
    else break;
    taken += 1;
  }
  return { words: all.slice(taken), which, verb };
}

interface Tail {
  /** How many words stand before it. */
  readonly left: number;
  readonly owner: string | null | undefined;
  readonly due: string | undefined;
}

/** Who and until when, at the very end and in either order. */
function readTail(words: readonly Token[], known: Known): Tail {
  let tail: Tail = { left: words.length, owner: undefined, due: undefined };
  for (;;) {
    const before = words.slice(0, tail.left).map((word) => (word.quoted ? '' : word.text));
    const person = tail.owner === undefined ? personWord(before.at(-1) ?? '', known.me) : null;
    const day = person === null && tail.due === undefined ? lastDay(before, known) : null;
    if (person === null && day === null) return tail;
    if (person !== null) tail = { ...tail, owner: person.person, left: withoutFiller(before, 1) };
    if (day !== null) tail = { ...tail, due: day.day, left: withoutFiller(before, day.taken) };
  }
}

/** How many of `words` are left without the last ones and the word that leads to them: `… for @ana`, `… by 2026-12-01`. */
function withoutFiller(words: readonly string[], taken: number): number {
  const left = words.length - taken;
  return /^(?:for|to|by|until|till|due|on|owner:?|->)$/i.test(words[left - 1] ?? '') ? left - 1 : left;
}

/** A day that ends `words`: `2026-12-01` by itself; `tomorrow` and spans behind a word that makes a day of them. */
function lastDay(
  words: readonly string[],
  { now, calendar }: Known,
): { readonly day: string; readonly taken: number } | null {
  const last = (words.at(-1) ?? '').replace(/[.,;]$/, '');
  if (isDay(last)) return { day: last, taken: 1 };
  for (const count of [3, 2, 1]) {
    const said = words.slice(words.length - count);
    if (said.length < count || !leads(words.at(-count - 1))) continue;
    const ms = aheadBy(said);
    if (ms !== null) return { day: dayAt(calendar, now + ms), taken: count + 1 };
  }
  return null;
}

const oneDay = 24 * 60 * 60_000;

/** How far ahead all of `words` say (ms). */
function aheadBy(words: readonly string[]): number | null {
  const span = spanAt(words);
  if (span !== null) return span.taken === words.length ? span.ms : null;
  const [first = '', second] = words;
  if (second !== undefined || !/^to(?:day|morrow)$/i.test(first)) return null;
  return /^today$/i.test(first) ? 0 : oneDay;
}

function leads(word: string | undefined): boolean {
  return /^(?:in|by|until|till|due|on)$/i.test(word ?? '');
}
