import { describe, expect, it } from 'vitest';
import { parseNote } from '#commands/_grammar/parse-note.ts';
import { parseTimeline } from '#commands/_grammar/parse-timeline.ts';
import { nasty } from '#test/views/props.ts';

const now = Date.UTC(2026, 10, 18, 16);
const minute = 60_000;

describe('a note', () => {
  it.each([
    ['the pool ran dry', { number: null, text: 'the pool ran dry', at: null }],
    ['INC-7 the pool ran dry', { number: 7, text: 'the pool ran dry', at: null }],
    ['#7 the pool ran dry', { number: 7, text: 'the pool ran dry', at: null }],
    ['2 nodes are down', { number: null, text: '2 nodes are down', at: null }],
    ['10m ago the pool ran dry', { number: null, text: 'the pool ran dry', at: now - 10 * minute }],
    ['INC-7 10 minutes ago: the pool ran dry', { number: 7, text: 'the pool ran dry', at: now - 10 * minute }],
    ['INC-7 1h30m ago the pool ran dry', { number: 7, text: 'the pool ran dry', at: now - 90 * minute }],
    ['2 hours ago 3 nodes went down', { number: null, text: '3 nodes went down', at: now - 120 * minute }],
    ['7 10m ago it began', { number: 7, text: 'it began', at: now - 10 * minute }],
    ['7 - 10m ago it began', { number: null, text: '7 - 10m ago it began', at: null }],
    ['"10m ago it said ok"', { number: null, text: '10m ago it said ok', at: null }],
    ['14:05 the pool ran dry', { number: null, text: '14:05 the pool ran dry', at: null }],
    ['an hour ago maybe', { number: null, text: 'an hour ago maybe', at: null }],
    ['10m ago', { number: null, text: null, at: now - 10 * minute }],
    ['9999d ago it began', { number: null, text: 'it began', at: now - 9_999 * 24 * 60 * minute }],
    ['INC-7', { number: 7, text: null, at: null }],
    ['', { number: null, text: null, at: null }],
    ['seen by <@U1|ana> in <#C1|ops>', { number: null, text: 'seen by @ana in #ops', at: null }],
    ['two\nlines', { number: null, text: 'two\nlines', at: null }],
  ])('%j', (text, words) => {
    expect(parseNote(text, now)).toEqual(words);
  });

  it.each(nasty)('is read whatever stands in it: %j', (text) => {
    expect(() => [parseNote(text, now), parseNote(`INC-7 10m ago ${text}`, now)]).not.toThrow();
  });
});

describe('a timeline', () => {
  const plain = { number: null, page: 1, exported: false, unread: null };
  it.each([
    ['', plain],
    ['INC-7', { ...plain, number: 7 }],
    ['7', { ...plain, number: 7 }],
    ['page 2', { ...plain, page: 2 }],
    ['INC-7 page 2', { ...plain, number: 7, page: 2 }],
    ['INC-7 p2', { ...plain, number: 7, page: 2 }],
    ['page 0', plain],
    ['export', { ...plain, exported: true }],
    ['INC-7 Export', { ...plain, number: 7, exported: true }],
    ['INC-7 as files', { ...plain, number: 7, exported: true }],
    ['INC-7 tomorrow', { ...plain, number: 7, unread: 'tomorrow' }],
    ['page two', { ...plain, unread: 'page two' }],
  ])('%j', (text, words) => {
    expect(parseTimeline(text)).toEqual(words);
  });

  it.each(nasty)('is read whatever stands in it: %j', (text) => {
    expect(() => parseTimeline(text)).not.toThrow();
  });
});
