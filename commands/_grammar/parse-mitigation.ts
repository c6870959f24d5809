import { keyword } from './keyword.ts';
import { leadingReference } from './leading-number.ts';
import { slips } from './nearest.ts';
import { ownWords } from './reason.ts';
import { remainder, tokens } from './tokens.ts';

export interface MitigationWords {
  readonly number: number | null;
  readonly done: 'applied' | 'removed';
  /** Which one was removed. */
  readonly mitigation: number | null;
  /** What was done, or how it was taken back. */
  readonly what: string | null;
}

const verbs: Readonly<Record<string, MitigationWords['done']>> = {
  applied: 'applied',
  apply: 'applied',
  add: 'applied',
  added: 'applied',
  new: 'applied',
  removed: 'removed',
  remove: 'removed',
  reverted: 'removed',
  undone: 'removed',
  undo: 'removed',
};

/** Reads `INC-7 applied rate limit on /bank-lines`, `removed 2 traffic is normal`. What is neither is something applied. Total: never throws. */
export function parseMitigation(text: string): MitigationWords {
  const { number, rest } = leadingReference(text, /^(?:applied|removed?)\b/i);
  const all = tokens(rest);
  const first = keyword(all[0]?.text);
  const verb = Object.keys(verbs).find((one) => (slips(first, one) ?? 2) < 2);
  const done = verbs[verb ?? ''] ?? 'applied';
  const said = verb === undefined ? rest : remainder(rest, all, 1);
  if (done === 'applied') return { number, done, mitigation: null, what: ownWords(said) };
  const words = tokens(said);
  const which = /^(?:no\.?|number|mitigation)$/i.test(words[0]?.text ?? '') ? 1 : 0;
  const digits = /^#?(\d{1,4})[.,:;]?$/.exec(words[which]?.text ?? '')?.[1];
  if (digits === undefined) return { number, done, mitigation: null, what: ownWords(said) };
  const how = remainder(said, words, which + 1).replace(/^(?:because|by|[-–—:,;])\s+/iu, '');
  return { number, done, mitigation: Number(digits), what: ownWords(how) };
}
