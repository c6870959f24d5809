import type { RespondersPaged, RespondersPagedV1 } from '#src/domain/paging/events.ts';
import { slackPen } from './incident/pen.ts';
import { pagedTooWords } from './incident/timeline-paging.ts';
import { code, inline, listed } from './text.ts';

/** For who waits for people that were asked for: whose phones do not ring, and what to do. `null`: all of theirs do. */
export function uncalledWords(paged: RespondersPaged | RespondersPagedV1): string | null {
  const { people, missing, unable } = paged;
  if (missing.length === 0 && !unable) return null;
  const whom = people.length > 0 ? listed(missing.map((email) => inline(email, 100))) : 'them';
  const mended = missing.length > 0 ? ` ${code('/apgms me pagerduty')} is for who has another e-mail there.` : '';
  return `:warning: ${pagedTooWords(paged, slackPen(new Map()))}. No phone rings for ${whom}: reach them another way.${mended}`;
}
