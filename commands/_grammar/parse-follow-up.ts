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

/**
 * A day that ends `words`: `2026-12-01` by itself; `tomorrow`, `friday` and spans behind a word or a person that makes a day of them. What is meant as a
 * day and is none is given as it was written, so that whoever wrote it hears of it.
 */
function lastDay(
  words: readonly string[],
  { now, calendar, me }: Known,
): { readonly day: string; readonly taken: number } | null {
  const last = (words.at(-1) ?? '').replace(/[.,;]$/, '');
  if (isDay(last) || dated.test(last)) return { day: last, taken: 1 };
  for (const count of [3, 2, 1]) {
    const said = words.slice(words.length - count);
    const before = words.at(-count - 1) ?? '';
    const led = leads(before);
    if (said.length < count || !(led || (count === 1 && personWord(before, me) !== null))) continue;
    const ms = aheadBy(said, calendar, now);
    if (ms !== null) return { day: dayAt(calendar, now + ms), taken: led ? count + 1 : count };
    if (led && count === 1 && /^-\d/.test(last)) return { day: last, taken: 2 };
  }
  return null;
}

/** `2027-02-31`, `1.12.2026`, `12/1/2026`. */
const dated = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/;

const oneDay = 24 * 60 * 60_000;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** How far ahead all of `words` say (ms). */
function aheadBy(words: readonly string[], calendar: Calendar, now: number): number | null {
  const span = spanAt(words);
  if (span !== null) return span.taken === words.length ? span.ms : null;
  const [first = '', second] = words;
  if (second !== undefined) return null;
  if (/^today$/i.test(first)) return 0;
  if (/^tomorrow$/i.test(first)) return oneDay;
  const named = /^(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$/i.exec(first)?.[1];
  if (named === undefined) return null;
  const today = new Date(`${dayAt(calendar, now)}T00:00:00Z`).getUTCDay();
  const wanted = weekdays.indexOf(named.slice(0, 3).toLowerCase()) + 1;
  return ((wanted - today + 6) % 7) * oneDay + oneDay;
}

function leads(word: string | undefined): boolean {
  return /^(?:in|by|until|till|due|on)$/i.test(word ?? '');
}
