import { type OpenStatus, openStatuses } from '#src/domain/incident/events/life.ts';
import { keyword } from './keyword.ts';
import { leadingNumber } from './leading-number.ts';
import { nearest } from './nearest.ts';
import { reasonIn } from './reason.ts';
import { remainder, tokens } from './tokens.ts';

/** Words for a status there is another verb for. */
const otherVerbs = {
  resolved: 'resolve',
  resolve: 'resolve',
  fixed: 'resolve',
  closed: 'close',
  cancelled: 'cancel',
  canceled: 'cancel',
  reopened: 'reopen',
} as const;

const synonyms: Readonly<Record<string, OpenStatus>> = {
  investigate: 'investigating',
  identify: 'identified',
  found: 'identified',
  known: 'identified',
  monitor: 'monitoring',
  watching: 'monitoring',
  mitigated: 'monitoring',
};

export interface StatusWords {
  readonly number: number | null;
  readonly status: OpenStatus | null;
  /** The verb that does what was asked for. */
  readonly verb: 'resolve' | 'close' | 'cancel' | 'reopen' | null;
  readonly why: string | null;
  /** What the status was read from, where there is a slip in it. */
  readonly slip: string | null;
  /** A word that is no status. */
  readonly unread: string | null;
}

/** Reads `INC-7 monitoring because errors are back to normal`, with slips of the finger. Total: never throws. */
export function parseStatus(text: string): StatusWords {
  const { number, rest } = leadingNumber(text);
  const all = tokens(rest);
  const lead = /^(?:to|is|now|=)$/i.test(all[0]?.text ?? '') ? 1 : 0;
  const word = keyword(all[lead]?.text);
  const nothing = { number, status: null, verb: null, why: null, slip: null, unread: null };
  if (word === '') return nothing;
  if (word === 'because') return { ...nothing, why: reasonIn(rest) };
  const why = reasonIn(remainder(rest, all, lead + 1));
  const meant = nearest(word, [...openStatuses, ...Object.keys(synonyms), ...Object.keys(otherVerbs)]);
  const slip = meant === word ? null : word;
  const other = Object.entries(otherVerbs).find(([one]) => one === meant);
  if (other) return { ...nothing, verb: other[1], why };
  const status = openStatuses.find((one) => one === meant) ?? synonyms[meant ?? ''];
  return status === undefined ? { ...nothing, unread: rest } : { ...nothing, status, why, slip };
}
