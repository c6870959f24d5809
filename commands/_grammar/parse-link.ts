import { incidentNumber } from './incident-number.ts';
import { ownWords } from './reason.ts';
import { spoken } from './spoken.ts';
import { remainder, type Token, tokens } from './tokens.ts';

export type LinkTarget =
  | { readonly kind: 'address'; readonly url: string; readonly title: string | null }
  | { readonly kind: 'incident'; readonly other: number; readonly apart: boolean };

export interface LinkWords {
  readonly number: number | null;
  readonly target: LinkTarget | null;
  readonly unread: string | null;
}

/** Reads `INC-7 https://… Grafana`, `INC-43`, `remove INC-43`. Of two incidents the first is the one that gets the link; one alone is what is linked. Total: never throws. */
export function parseLink(text: string): LinkWords {
  const all = tokens(text);
  const first = numberAt(all, 0);
  const after = first?.taken ?? 0;
  const own = readTarget(text, all, after);
  if (first !== null && own.target !== null) return { number: first.number, ...own };
  const alone = readTarget(text, all, 0);
  return alone.target === null && first !== null ? { number: first.number, ...own } : { number: null, ...alone };
}

function readTarget(text: string, all: readonly Token[], from: number): Omit<LinkWords, 'number'> {
  const lead = /^(?:to|with|and|is|related)$/i.test(all[from]?.text ?? '') ? 1 : 0;
  const apart = /^(?:remove|undo|unlink|not)$/i.test(all[from + lead]?.text ?? '');
  const at = from + lead + (apart ? 1 : 0);
  const word = all[at];
  if (word === undefined) return { target: null, unread: apart ? (all[from + lead]?.text ?? null) : null };
  const url = addressIn(word.text);
  if (url !== null && !apart) {
    const title = ownWords(remainder(text, all, at + 1).replace(/^[-–—:,;]+\s+/u, ''));
    return { target: { kind: 'address', url, title }, unread: null };
  }
  const other = numberAt(all, at);
  const rest = remainder(text, all, at + (other?.taken ?? 0));
  if (other === null || rest !== '') return { target: null, unread: rest || null };
  return { target: { kind: 'incident', other: other.number, apart }, unread: null };
}

function numberAt(all: readonly Token[], from: number) {
  const words = all.slice(from);
  return words[0]?.quoted ? null : incidentNumber(words.map((token) => token.text));
}

/** The address somebody typed; Slack puts it between angle brackets. */
function addressIn(word: string): string | null {
  const address = spoken(word).replace(/[,;]$/, '');
  return /^https?:\/\/\S+$/i.test(address) ? address : null;
}
