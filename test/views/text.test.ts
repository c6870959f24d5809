import { describe, expect, it } from 'vitest';
import { nasty } from '#test/views/props.ts';
import { channelLink, clip, code, duration, fitted, inline, listed, mention, source, when } from '#views/text.ts';

describe('a person’s words inside a sentence of ours', () => {
  it.each([
    ['<!channel> look', '&lt;!channel&gt; look'],
    ['fish & chips', 'fish &amp; chips'],
    ['`code` is quoted', 'ˋcodeˋ is quoted'],
    ['*bold* and _slanted_ and ~gone~', '∗bold∗ and ˍslantedˍ and ∼gone∼'],
    ['bank_lines is 2*3', 'bank_lines is 2*3'],
    ['two\n\n> lines', 'two &gt; lines'],
  ])('%j reads %j', (words, safe) => {
    expect(inline(words)).toBe(safe);
  });

  it('keep their own reading direction to themselves', () => {
    expect(inline('שלום')).toBe('\u2068שלום\u2069');
    expect(inline('a\u202eb')).toBe('ab');
  });

  it.each(nasty)('can neither ping nor break what stands around them: %j', (words) => {
    for (const safe of [inline(words), code(words).slice(1, -1)]) {
      expect(safe).not.toMatch(/[<>`\n]|&(?!(?:amp|lt|gt);)/);
      expect(safe.length).toBeLessThanOrEqual(1_500);
      expect(safe.isWellFormed()).toBe(true);
    }
  });

  it('are something to see even where nothing was typed', () => {
    expect(code('')).toBe('` `');
  });
});

describe('cutting', () => {
  it('ends in an ellipsis and never halves a character', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdefg', 6)).toBe('abcde…');
    expect(clip('abcd😀fg', 6)).toBe('abcd…');
  });

  it('of a list counts what it leaves out', () => {
    expect(fitted(['one', 'two', 'three'], ', ', 100)).toBe('one, two, three');
    expect(fitted(['one', 'two', 'three'], ', ', 15)).toBe('one, and 2 more');
    expect(fitted([], ', ', 10)).toBe('');
  });

  it.each([15, 20, 50, 100])('of a list stays within %d characters', (limit) => {
    const items = Array.from({ length: 40 }, (_, index) => `item ${index}`);
    expect(fitted(items, ', ', limit).length).toBeLessThanOrEqual(limit);
  });
});

describe('times', () => {
  it.each([
    [0, 'less than a minute'],
    [59_999, 'less than a minute'],
    [60_000, '1 min'],
    [23 * 60_000, '23 min'],
    [125 * 60_000, '2 h 05 min'],
    [47 * 3_600_000, '47 h 00 min'],
    [76 * 3_600_000, '3 d 4 h'],
  ])('%d ms last %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('are shown in the reader’s own zone, in UTC where that is not possible', () => {
    expect(when(Date.UTC(2026, 10, 21, 16, 4, 30))).toBe(
      '<!date^1795277070^{date_short_pretty} {time}|2026-11-21 16:04 UTC>',
    );
  });
});

describe('names', () => {
  it('of people and channels are links only when they are Slack ids', () => {
    expect(mention('U0ANA')).toBe('<@U0ANA>');
    expect(mention('engine')).toBe('engine');
    expect(mention('!channel')).toBe('!channel');
    expect(channelLink('C0INC42')).toBe('<#C0INC42>');
    expect(channelLink('C1> <!here')).toBe('C1&gt; &lt;!here');
  });

  it('of sources are those of runbooks where they are numbers', () => {
    expect(source('003')).toBe('runbook 003');
    expect(source('000, 003')).toBe('runbooks 000 and 003');
    expect(source('card')).toBe('the team’s own rule');
    expect(source('an audit')).toBe('an audit');
  });

  it('are listed as one says them', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => listed(items))).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
