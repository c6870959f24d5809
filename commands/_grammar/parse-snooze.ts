import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import { leadingReference } from './leading-number.ts';
import { spanAt } from './moment.ts';
import { reasonIn } from './reason.ts';
import { remainder, tokens } from './tokens.ts';

/** What is to be put off. */
export interface SnoozeWords {
  readonly number: number | null;
  /** `null`: whatever is due first. */
  readonly kind: ObligationKind | null;
  /** By how much (ms); `null`: not said. */
  readonly span: number | null;
  readonly why: string | null;
  readonly unread: string | null;
}

/** The first that fits counts. */
const kinds: readonly (readonly [words: RegExp, kind: ObligationKind])[] = [
  [/^ack|page/i, 'acknowledge'],
  [/follow/i, 'follow-up'],
  [/task|checklist|item/i, 'task'],
  [/status|entry|first/i, 'status-entry'],
  [/customer/i, 'customer-update'],
  [/command/i, 'assign-commander'],
  [/schedul|\bdate/i, 'schedule-review'],
  [/review/i, 'hold-review'],
  [/update|internal/i, 'internal-update'],
];

/** What can follow a bare number that names an incident: `15 minutes` is a span. */
const afterNumber = new RegExp(`^(?:because\\b|\\d|${kinds.map(([{ source }]) => source).join('|')})`, 'i');

const fillers = /^(?:the|a|an|its|by|for|up|to|of|-|:)$/i;

/** Reads `INC-7 customer update 15m because …`, with any part left out. Total: never throws. */
export function parseSnooze(text: string): SnoozeWords {
  const { number, rest } = leadingReference(text, afterNumber);
  const all = tokens(rest);
  const words = all.map((word) => word.text.replace(/:$/, ''));
  const until = words.findIndex((word, at) => /^because\b/i.test(word) || spanAt(words.slice(at, at + 4)) !== null);
  const end = until < 0 ? words.length : until;
  const span = spanAt(words.slice(end, end + 4));
  const said = words.slice(0, end).filter((word) => !fillers.test(word));
  const kind = said.length === 0 ? null : (kinds.find(([known]) => known.test(said.join(' ')))?.[1] ?? null);
  const why = reasonIn(remainder(rest, all, end + (span?.taken ?? 0)));
  const ms = span === null || span.ms === 0 ? null : span.ms;
  return { number, kind, span: ms, why, unread: said.length > 0 && kind === null ? said.join(' ') : null };
}
