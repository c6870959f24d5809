import { oneLine } from '#src/domain/text.ts';
import { incidentNumber } from './incident-number.ts';
import { slips } from './nearest.ts';
import { spoken } from './spoken.ts';
import { remainder, tokens, unquoted } from './tokens.ts';

/** `null` for the number: the incident of this channel. `unread`: words that mean nothing here, to be told so. */
export interface ShowWords {
  readonly number: number | null;
  readonly unread: string | null;
}

export interface ResolveWords extends ShowWords {
  /** Why to resolve even if health does not pass; empty: `because` without a reason; `null`: not asked for. */
  readonly reason: string | null;
}

export interface ListWords {
  /** `true`: the open ones. `false`: those that are over. `null`: all. */
  readonly open: boolean | null;
  readonly unread: string | null;
}

/** Reads `INC-42`, or nothing. Total: never throws. */
export function parseShow(text: string): ShowWords {
  const { number, rest } = leadingNumber(text);
  return { number, unread: rest || null };
}

/** Reads `INC-42 because the check flaps`, with either part left out. Only after `because` stands a reason: it overrides health. Total: never throws. */
export function parseResolve(text: string): ResolveWords {
  const { number, rest } = leadingNumber(text);
  const said = /^(?:because|reason|override(?:\s+because)?)(?:[:,]|(?!\S))(.*)$/isu.exec(rest)?.[1];
  if (said === undefined) return { number, reason: null, unread: rest || null };
  const reason = unquoted(oneLine(spoken(said)));
  return { number, reason: /[\p{L}\p{N}]/u.test(reason) ? reason : '', unread: null };
}

const listWords: Readonly<Record<string, boolean | null>> = {
  open: true,
  active: true,
  resolved: false,
  closed: false,
  over: false,
  all: null,
};

/** Reads `open` (also when nothing is said), `resolved` or `all`, with one slip in it at most: `unclosed` is none of them. Total: never throws. */
export function parseList(text: string): ListWords {
  const word = oneLine(text).toLowerCase();
  if (!word) return { open: true, unread: null };
  const known = Object.keys(listWords).find((one) => (slips(word, one) ?? 2) < 2);
  const open = known === undefined ? undefined : listWords[known];
  return open === undefined ? { open: true, unread: oneLine(text) } : { open, unread: null };
}

function leadingNumber(text: string): { readonly number: number | null; readonly rest: string } {
  const all = tokens(text);
  const found = incidentNumber(all.map((token) => token.text));
  return { number: found?.number ?? null, rest: remainder(text, all, found?.taken ?? 0) };
}
