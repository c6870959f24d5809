import { furthestMs } from '#src/domain/incident/decide/life.ts';
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
  /** A time that ends the line and is not set off from what stands before it. */
  readonly ending: Ending | null;
}

/** A time that may be a promise, or what the sentence tells of. */
export interface Ending {
  /** `in 15m` */
  readonly said: string;
  readonly promised: boolean;
  /** What to type for it to be read the other way; `null`: no update can be promised for then. */
  readonly otherwise: string | null;
}

/**
 * Reads `INC-7 customers: logins fail again. impact: nobody can sign in next: roll back in 15m`. The parts behind `next:` and `impact:` may come in any
 * order, the time of the next update ends the line. Where nothing sets it off, as in `nothing new in 15m`, it counts too and stays in the text, if it is
 * near enough. Total: never throws.
 */
export function parseUpdate(text: string, now: number): UpdateWords {
  const { number, rest } = leadingReference(text);
  const { audience, doubtful, said } = readAudience(rest);
  const { body, nextAt, ending } = readTime(said, now);
  const parts = body.split(/(?:^|\s)(next|impact):(?=\s|$)/i);
  const labelled = (label: string) => {
    const at = parts.findIndex((part, index) => index % 2 === 1 && part.toLowerCase() === label);
    return at < 0 ? null : ownWords(parts[at + 1] ?? '');
  };
  const know = ownWords(parts[0] ?? '');
  const before = rest.slice(0, rest.length - said.length);
  const other = ending?.otherwise ?? null;
  const whole = ending && { ...ending, otherwise: other === null ? null : `${before}${other}` };
  return {
    number,
    audience,
    doubtful,
    know,
    next: labelled('next'),
    impact: labelled('impact'),
    nextAt,
    ending: whole,
  };
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

interface TimeRead {
  /** What is left to be said. */
  readonly body: string;
  readonly nextAt: number | null;
  readonly ending: Ending | null;
}

/** A time at the very end. Set off (`… again. In 15m`, `next: roll back in 15m`) it is no part of what is said. */
function readTime(text: string, now: number): TimeRead {
  const all = tokens(text);
  for (let count = Math.min(6, all.length); count > 1; count -= 1) {
    const words = all.slice(all.length - count);
    if (words.some((word) => word.quoted)) continue;
    const read = aheadAt(
      words.map((word) => word.text),
      now,
    );
    if (read?.taken !== count) continue;
    const start = words[0]?.start ?? 0;
    const before = text.slice(0, start).trimEnd();
    return isSetOff(before)
      ? { body: bodyOf(before), nextAt: read.at, ending: null }
      : within(text, start, read.at, now);
  }
  return { body: text, nextAt: null, ending: null };
}

function isSetOff(before: string): boolean {
  const label = [...before.matchAll(labels)].at(-1)?.[1]?.toLowerCase();
  return before === '' || label === 'next' || announced.test(before) || /[.!?;,–—-]$/u.test(before);
}

function bodyOf(before: string): string {
  return before
    .replace(announced, '')
    .trimEnd()
    .replace(/[;,–—-]{1,9}$/u, '');
}

const labels = /(?<!\S)(next|impact):(?!\S)/gi;
const announced = /(?<!\S)next(?:\s{1,9}update)?:?$/i;

/** What is further off is rather what the sentence tells of: certificates expire, data is back. */
const nearMs = 12 * 60 * 60_000;

/** A time within a sentence. Nothing is lost where it was none of ours, and whoever said it is told how it was read; `at 14:05` says when something was. */
function within(text: string, start: number, at: number, now: number): TimeRead {
  const said = text.slice(start);
  if (/^at\b/i.test(said)) return { body: text, nextAt: null, ending: null };
  if (at <= now || at > now + nearMs) {
    const possible = at > now && at <= now + furthestMs;
    const otherwise = possible ? `${text.slice(0, start).trimEnd()}, ${said}` : null;
    return { body: text, nextAt: null, ending: { said, promised: false, otherwise } };
  }
  const label = [...text.matchAll(labels)].at(-1);
  const from = label ? label.index + label[0].length + 1 : 0;
  const otherwise = `${text.slice(0, from)}"${text.slice(from).trim()}"`;
  return { body: text, nextAt: at, ending: { said, promised: true, otherwise } };
}
