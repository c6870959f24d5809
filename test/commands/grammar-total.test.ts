import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';
import { parseAffected } from '#commands/_grammar/parse-affected.ts';
import { parseAssign } from '#commands/_grammar/parse-assign.ts';
import { parseDeclare } from '#commands/_grammar/parse-declare.ts';
import { parseFollowUp } from '#commands/_grammar/parse-follow-up.ts';
import { parseLink } from '#commands/_grammar/parse-link.ts';
import { parseMerge } from '#commands/_grammar/parse-merge.ts';
import { parseMitigation } from '#commands/_grammar/parse-mitigation.ts';
import { parsePage } from '#commands/_grammar/parse-page.ts';
import { parseReasoned } from '#commands/_grammar/parse-reasoned.ts';
import { parseReference, parseReferenceBecause } from '#commands/_grammar/parse-reference.ts';
import { parseReview } from '#commands/_grammar/parse-review.ts';
import { parseSeverity } from '#commands/_grammar/parse-severity.ts';
import { parseSnooze } from '#commands/_grammar/parse-snooze.ts';
import { parseStatus } from '#commands/_grammar/parse-status.ts';
import { parseUpdate } from '#commands/_grammar/parse-update.ts';
import { tokens } from '#commands/_grammar/tokens.ts';
import { nasty, policy } from '#test/views/props.ts';

const now = Date.UTC(2026, 10, 18, 16);

const pieces = [
  ...[
    'sev2',
    'SEV',
    '1',
    'api-gateway',
    'API',
    'Gateway',
    'private',
    'INC-42',
    'inc',
    '42',
    'because',
    'declare',
    'incident',
    'next:',
    'impact:',
    'customers',
    'in',
    '15m',
    'by',
    '16:30',
    'ago',
    'began',
    'monitoring',
    'removed',
    'org',
    '/bank-lines',
    'https://x.example/a',
    '<@U123|ana>',
    'commander',
    'into',
    'undo',
    'held:',
    'lessons:',
    'tomorrow',
    'done',
    '2026-12-01',
  ],
  ...[
    '"',
    '“',
    '”',
    "'",
    '’',
    '«',
    ',',
    ':',
    '--',
    '-',
    '<!channel>',
    '`',
    '\n',
    '\u200b',
    '😀',
    '\ud83d',
    'ﷺ',
    '__proto__',
  ],
];

/** The same texts on every run: pieces put together in an order that looks random (a linear congruential generator). */
function mixed(count: number): readonly string[] {
  let seed = 42;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: next(12) }, () => `${pieces[next(pieces.length)]}${next(3) === 0 ? '' : ' '}`).join(''),
  );
}

const texts = [...nasty, ...mixed(2_000), '“ '.repeat(4_000), '"'.repeat(8_000), 'because '.repeat(1_000)];

describe('whatever is typed', () => {
  it('has words that stand in the text in their order, with nothing but space between them', () => {
    for (const text of texts) {
      let end = 0;
      for (const token of tokens(text)) {
        expect(text.slice(end, token.start).trim()).toBe('');
        expect(text.slice(token.start, token.end)).toContain(token.text);
        expect(token.end).toBeGreaterThan(token.start);
        end = token.end;
      }
      expect(text.slice(end).trim()).toBe('');
    }
  });

  it('is read as a declaration with services of the policy, each once, and a title of one line', () => {
    const known = policy.services.map((service) => service.id);
    for (const text of texts) {
      const { services, title } = parseDeclare(text, policy, now);
      expect(known).toEqual(expect.arrayContaining([...services]));
      expect(new Set(services).size).toBe(services.length);
      expect(title).toBe(title.replace(/\s+/g, ' ').trim());
    }
  });

  it('is read as a reference with a number that can be one, and never with a reason nobody gave', () => {
    for (const text of texts) {
      const { number, reason } = parseReferenceBecause(text);
      expect(number === null || Number.isSafeInteger(number)).toBe(true);
      expect(reason === null || /because/.test(text)).toBe(true);
      expect(parseReference(text).number).toBe(number);
    }
  });

  it('is read as what any verb takes: no text is made up, no number is none, no time is anything but a time', () => {
    for (const text of texts) {
      const update = parseUpdate(text, now);
      expect(update.nextAt === null || update.nextAt > now).toBe(true);
      const page = parsePage(text, { me: 'U0ANA', policy });
      const [review, snooze] = [parseReview(text, now), parseSnooze(text)];
      const followUp = parseFollowUp(text, { me: 'U0ANA', now, calendar: policy.calendar });
      expect(review.at === null || review.at > now).toBe(true);
      expect(snooze.span === null || snooze.span > 0).toBe(true);
      const said = [
        ...[review.cause, review.actions, review.lessons, followUp.what, snooze.why],
        ...[update.know, update.next, update.impact, parseMitigation(text).what, parseReasoned(text).why],
        ...[parseStatus(text).why, parseSeverity(text).why, page.why],
      ].filter((one) => one !== null);
      for (const one of said) expect(one.trim()).not.toBe('');
      const { target } = parseLink(text);
      expect(target?.kind !== 'address' || URL.canParse(target.url) || /^https?:/i.test(target.url)).toBe(true);
      for (const { values } of parseAffected(text).parts)
        expect(values.every((value) => value.trim() !== '')).toBe(true);
      const numbers = [update, parseStatus(text), parseSeverity(text), parseMerge(text), parseAssign(text, 'U0ANA')];
      for (const { number } of [...numbers, review, followUp, snooze, page])
        expect(number === null || Number.isSafeInteger(number)).toBe(true);
    }
  });

  it('is answered', () => {
    const command = {
      noun: 'incident',
      verb: 'declare',
      summary: 's',
      usage: '',
      examples: ['/apgms incident declare'],
    };
    for (const text of texts)
      expect(explain(text, [command]).text).toMatch(/^(?:Not understood|What can follow|There is no `)/);
  });
});
