import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';
import { parseDeclare } from '#commands/_grammar/parse-declare.ts';
import { parseList, parseResolve, parseShow } from '#commands/_grammar/parse-reference.ts';
import { tokens } from '#commands/_grammar/tokens.ts';
import { nasty, policy } from '#test/views/props.ts';

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
      const { services, title } = parseDeclare(text, policy);
      expect(known).toEqual(expect.arrayContaining([...services]));
      expect(new Set(services).size).toBe(services.length);
      expect(title).toBe(title.replace(/\s+/g, ' ').trim());
    }
  });

  it('is read as a reference with a number that can be one, and never with a reason nobody gave', () => {
    for (const text of texts) {
      const { number, reason } = parseResolve(text);
      expect(number === null || Number.isSafeInteger(number)).toBe(true);
      expect(reason === null || /because/.test(text)).toBe(true);
      expect(parseShow(text).number).toBe(number);
      expect(parseList(text).open).toBe(true);
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
    for (const text of texts) expect(explain(text, [command]).text).toMatch(/^(?:Not understood|What can follow)/);
  });
});
