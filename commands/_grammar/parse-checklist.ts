import type { Checklist } from '#src/domain/checklist.ts';
import { oneLine } from '#src/domain/text.ts';
import { leadingNumber } from './leading-number.ts';
import { nearest } from './nearest.ts';

export interface ChecklistWords {
  /** `null`: the incident of this channel. */
  readonly number: number | null;
  /** `null`: all of them. */
  readonly list: string | null;
  /** It is to be begun. */
  readonly begin: boolean;
  /** Words that mean nothing here, to be told so. */
  readonly unread: string | null;
}

const beginning = /^(?:begin|start|new|run)(?:\s+|$)/i;
const fillers = /^(?:the\s+)|(?:\s+(?:check)?lists?)$|^(?:check)?lists?$|^all$/gi;

/** Reads `INC-7 smoke`, `INC-7 begin smoke test`, with anything left out. Total: never throws. */
export function parseChecklist(text: string, lists: readonly Pick<Checklist, 'id' | 'name'>[]): ChecklistWords {
  const { number, rest } = leadingNumber(text);
  const said = oneLine(rest);
  const begin = beginning.test(said);
  const named = said.replace(beginning, '').replace(fillers, '').trim();
  const list = named === '' ? null : listNamed(named, lists);
  const unread = (named !== '' && list === null) || (begin && list === null) ? said : null;
  return { number, list, begin, unread };
}

/** The id of the list that is called so, or almost. */
function listNamed(named: string, lists: readonly Pick<Checklist, 'id' | 'name'>[]): string | null {
  const words = lists.flatMap(({ id, name }) => [[id, id] as const, [folded(name), id] as const]);
  const known = new Map(words);
  const typed = folded(named.slice(0, 80));
  const meant = known.get(typed) ?? known.get(nearest(typed, [...known.keys()]) ?? '');
  return meant ?? null;
}

/** `Smoke test` and `smoke-test` are the same. */
function folded(words: string): string {
  return words.toLowerCase().replace(/[\s_-]+/g, '-');
}
