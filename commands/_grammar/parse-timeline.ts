import { oneLine } from '#src/domain/text.ts';
import { leadingNumber } from './leading-number.ts';

/** What somebody wants of a timeline. */
export interface TimelineWords {
  /** `null`: the incident of this channel. */
  readonly number: number | null;
  /** From 1, the newest. */
  readonly page: number;
  /** As files. */
  readonly exported: boolean;
  /** Words that mean nothing here, to be told so. */
  readonly unread: string | null;
}

/** Reads `INC-7 page 2` or `INC-7 export`, with anything left out. Total: never throws. */
export function parseTimeline(text: string): TimelineWords {
  const { number, rest } = leadingNumber(text);
  const said = oneLine(rest);
  const page = /^(?:--)?p(?:age)?[-=: ]?(\d{1,6})$/i.exec(said)?.[1];
  if (page !== undefined) return { number, page: Math.max(1, Number(page)), exported: false, unread: null };
  const exported = /^(?:--)?(?:as )?(?:an? )?(?:export|exported|files?|documents?|markdown)$/i.test(said);
  return { number, page: 1, exported, unread: exported || said === '' ? null : said };
}
