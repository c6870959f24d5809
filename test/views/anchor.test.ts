import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import { keptAnchor } from '#src/domain/anchor.ts';
import { anchorLine } from '#views/anchor.ts';

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const at = Date.UTC(2026, 10, 18, 16);

describe('the post of an anchor', () => {
  it('is one short line: number and hash to copy, the time, how many streams', () => {
    const message = anchorLine({ seq: 12, at, hash, streams: 57 });
    expect(message.text).toBe(
      `Anchor of the record \`12:${hash}\` · <!date^${at / 1000}^{date_short_pretty} {time}|2026-11-18 16:00 UTC> · 57 streams`,
    );
    expect(message.blocks).toHaveLength(1);
    expect(blockKitProblems('message', message)).toEqual([]);
    expect(anchorLine({ seq: 1, at, hash, streams: 1 }).text).toMatch(/ 1 stream$/);
  });

  it('has in its code what the check takes', () => {
    const [, code = ''] = /`([^`]+)`/.exec(anchorLine({ seq: 12, at, hash, streams: 57 }).text) ?? [];
    expect(keptAnchor(code)).toEqual({ seq: 12, digits: hash });
  });
});

describe('an anchor as somebody kept it', () => {
  it.each([
    [`12:${hash}`, { seq: 12, digits: hash }],
    [`\`12:${hash}\``, { seq: 12, digits: hash }],
    ['12:9F86D081884C…', { seq: 12, digits: '9f86d081884c' }],
    [' 9f86d081884c7d ', { seq: null, digits: '9f86d081884c7d' }],
    ['12:9f86d081884', null],
    ['12', null],
    ['12:', null],
    [`12:${hash}0`, null],
    ['12:not a hash at all', null],
    ['', null],
  ])('%j is read as %j', (text, kept) => {
    expect(keptAnchor(text)).toEqual(kept);
  });
});
