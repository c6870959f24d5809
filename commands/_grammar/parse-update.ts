import type { Audience } from '#src/domain/incident/events/life.ts';
import { leadingReference } from './leading-number.ts';
import { aheadAt } from './moment.ts';
import { ownWords } from './reason.ts';
import { tokens } from './tokens.ts';

/** An update in one line. `null`: not said. */
export interface UpdateWords {
  readonly number: number | null;
  readonly audience: Audience;
  /** `customers …` may be for customers or about them: who wrote it has to say. */
  readonly doubtful: boolean;
  readonly know: string | null;
  readonly next: string | null;
  readonly impact: string | null;
  /** When the next update is promised (ms). */
  readonly nextAt: number | null;
}

/**
 * Reads `INC-7 customers: logins fail again. impact: nobody can sign in next: roll back in 15m`. The parts behind `next:` and `impact:` may come in any
 * order, the time of the next update ends the line. Total: never throws.
 */
export function parseUpdate(text: string, now: number): UpdateWords {
  const { number, rest } = leadingReference(text);
  const { audience, doubtful, said } = readAudience(rest);
  const { body, nextAt } = readTime(said, now);
  const parts = body.split(/(?:^|\s)(next|impact):(?=\s|$)/i);
  const labelled = (label: string) => {
    const at = parts.findIndex((part, index) => index % 2 === 1 && part.toLowerCase() === label);
    return at < 0 ? null : ownWords(parts[at + 1] ?? '');
  };
  const know = ownWords(parts[0] ?? '');
  return { number, audience, doubtful, know, next: labelled('next'), impact: labelled('impact'), nextAt };
}

interface AudienceRead {
  readonly audience: Audience;
  readonly doubtful: boolean;
  readonly said: string;
}

/** The audience counts where it is set off (`customers: …`, `for customers …`) or a sentence begins behind it; `internal dashboards are slow` is what people know. */
function readAudience(text: string): AudienceRead {
  const read = /^(for\s+|to\s+|--)?(internal|customers?)(:|,)?(?=\s|$)\s*/i.exec(text);
  const audience = /^c/i.test(read?.[2] ?? '') ? 'customers' : 'internal';
  if (read === null) return { audience: 'internal', doubtful: false, said: text };
  const said = text.slice(read[0].length);
  const setOff = read[1] !== undefined || read[3] !== undefined || !/^\p{Ll}/u.test(said);
  if (setOff) return { audience, doubtful: false, said };
  return audience === 'customers' ? { audience, doubtful: true, said } : { audience, doubtful: false, said: text };
}

/** A time at the very end, set off from the sentence before: `… again. In 15m`, `next: roll back in 15m`. */
function readTime(text: string, now: number): { readonly body: string; readonly nextAt: number | null } {
  const all = tokens(text);
  for (let count = Math.min(6, all.length); count > 1; count -= 1) {
    const words = all.slice(all.length - count);
    if (words.some((word) => word.quoted)) continue;
    const read = aheadAt(
      words.map((word) => word.text),
      now,
    );
    if (read?.taken !== count) continue;
    const before = text.slice(0, words[0]?.start ?? 0).trimEnd();
    const label = [...before.matchAll(/(?<!\S)(next|impact):(?!\S)/gi)].at(-1)?.[1]?.toLowerCase();
    const labelled = label === 'next' || /(?<!\S)next(?:\s{1,9}update)?:?$/i.test(before);
    if (before === '' || labelled || /[.!?;,–—-]$/u.test(before)) {
      return {
        body: before
          .replace(/(?<!\S)next(?:\s{1,9}update)?:?$/i, '')
          .trimEnd()
          .replace(/[;,–—-]{1,9}$/u, ''),
        nextAt: read.at,
      };
    }
    // Within a sentence a time is what the sentence tells of, and a promise nobody made would be chased.
    return { body: text, nextAt: null };
  }
  return { body: text, nextAt: null };
}
