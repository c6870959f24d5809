import { describe, expect, it } from 'vitest';
import { cleanText, oneLine, truncate } from '#src/domain/text.ts';

describe('text from outside', () => {
  it.each([
    ['NUL and other control characters go', 'a\u0000b\u0007c', 'abc'],
    ['line feeds and tabs stay', 'a\tb\nc', 'a\tb\nc'],
    ['carriage returns become line feeds', 'a\r\nb\rc', 'a\nb\nc'],
    ['a lone surrogate becomes U+FFFD', 'a\ud800b', 'a\ufffdb'],
    ['what reorders the text around it goes', '\u202eevil\u2066x', 'evilx'],
    ['right-to-left text itself stays', 'שלום', 'שלום'],
    ['letters are composed', 'e\u0301', 'é'],
    ['white space at the ends goes', '  a  ', 'a'],
  ])('%s', (_, raw, clean) => {
    expect(cleanText(raw, 100)).toBe(clean);
  });

  it('is cut by characters, never inside one', () => {
    expect(cleanText('🔥'.repeat(5), 3)).toBe('🔥🔥…');
    expect(truncate('abc', 3)).toBe('abc');
    expect(truncate('abcd', 3)).toBe('ab…');
  });

  it('fits on one line', () => {
    expect(oneLine(' a\n\tb \u2028 c ')).toBe('a b c');
  });
});
