import { describe, expect, it } from 'vitest';
import { spanAt } from '#commands/_grammar/moment.ts';
import { type ListWords, listAgain, parseList } from '#commands/_grammar/parse-list.ts';
import { parseService } from '#commands/_grammar/parse-service.ts';
import { nasty, policy } from '#test/views/props.ts';

/** 2026-11-18 16:00 UTC. */
const now = Date.UTC(2026, 10, 18, 16);
const hour = 60 * 60_000;
const day = 24 * hour;

const parse = (text: string) => parseList(text, { policy, now });

const nothing: ListWords = {
  open: true,
  mine: false,
  severity: null,
  service: null,
  since: null,
  drill: null,
  page: 1,
  unread: null,
};

describe('what follows list', () => {
  it.each<readonly [string, Partial<ListWords>]>([
    ['', {}],
    ['open', {}],
    ['All', { open: null }],
    ['closed', { open: false }],
    ['opne', {}],
    ['resolvd', { open: false }],
    ['mine', { mine: true }],
    ['my incidents', { mine: true }],
    ['SEV1', { severity: 'sev1' }],
    ['sev 1 only', { severity: 'sev1' }],
    ['2', { severity: 'sev2' }],
    ['api-gateway', { service: 'api-gateway' }],
    ['API Gateway', { service: 'api-gateway' }],
    ['of the api-gatway', { service: 'api-gateway' }],
    ['drills', { drill: true }],
    ['without drills', { drill: false }],
    ['page 3', { page: 3 }],
    ['p2', { page: 2 }],
    ['page 0', { page: 1 }],
    ['since 7d', { since: { at: now - 7 * day, said: '7d' } }],
    ['last 24 hours', { since: { at: now - day, said: '24h' } }],
    ['2w', { since: { at: now - 14 * day, said: '2w' } }],
    ['last week', { since: { at: now - 7 * day, said: '1w' } }],
    ['hour', { since: { at: now - hour, said: '1h' } }],
    ['since 1h30m', { since: { at: now - 1.5 * hour, said: '1h30m' } }],
    ['today', { since: { at: now - 16 * hour, said: 'today' } }],
    ['since yesterday', { since: { at: now - day - 16 * hour, said: 'yesterday' } }],
    ['since 2026-11-01', { since: { at: Date.UTC(2026, 10, 1), said: '2026-11-01' } }],
  ])('%j', (text, expected) => {
    expect(parse(text)).toEqual({ ...nothing, ...expected });
  });

  it('may come in any order, all of it', () => {
    const said = {
      open: null,
      mine: true,
      severity: 'sev1',
      service: 'api-gateway',
      since: { at: now - 7 * day, said: '7d' },
      drill: true,
      page: 2,
      unread: null,
    };
    expect(parse('all mine sev1 api-gateway since 7d drills page 2')).toEqual(said);
    expect(parse('page 2 drills, since 7 days sev 1 of the API Gateway mine, all')).toEqual(said);
  });

  it.each([
    ['unclosed', 'unclosed'],
    ['constructor', 'constructor'],
    ['sev9', 'sev9'],
    ['all since tuesday please', 'since tuesday please'],
    ['since 2026-13-45', 'since 2026-13-45'],
    ['api-gateway,worker', 'api-gateway,worker'],
    ['mine or yours', 'or yours'],
  ])('%j is not all understood', (text, unread) => {
    expect(parse(text).unread).toBe(unread);
  });

  it('can be asked for again', () => {
    for (const text of ['', 'resolved', 'all mine sev1 api-gateway since 7d drills', 'no drills since 2026-11-01']) {
      expect(listAgain(parse(text))).toBe(text === 'no drills since 2026-11-01' ? 'since 2026-11-01 no drills' : text);
      expect(parse(listAgain(parse(text)))).toEqual(parse(text));
    }
  });

  it('whatever it is, is read', () => {
    for (const text of [...nasty, 'since', 'page', 'last 9999w', 'since since page page 99999999']) {
      const { page, since, unread } = parse(text);
      expect(page).toBeGreaterThan(0);
      expect(since?.at ?? 0).toBeGreaterThanOrEqual(0);
      expect(unread === null || text.includes(unread)).toBe(true);
    }
  });
});

describe('a span of time', () => {
  it.each([
    ['90m', 90 * 60_000, '90m'],
    ['90 minutes', 90 * 60_000, '90m'],
    ['1 hour', hour, '1h'],
    ['24hrs', day, '24h'],
    ['7 days', 7 * day, '7d'],
    ['2-weeks', 14 * day, '2w'],
    ['1 h 30 min', 90 * 60_000, '1h30m'],
  ])('is understood: %s', (text, ms, said) => {
    expect(spanAt(text.split(' '))).toMatchObject({ ms, said });
  });

  it.each(['', 'd', '7', '7 sev', 'daily', '7.5d', '-7d', '99999d', 'w w'])('is not: %j', (text) => {
    expect(spanAt(text.split(' '))).toBeNull();
  });
});

describe('a service that is named alone', () => {
  it.each([
    ['api-gateway', 'api-gateway', null],
    ['Tax Engine', 'Tax Engine', null],
    ['wroker', 'worker', 'wroker'],
    ['tax engin', 'tax-engine', 'tax engin'],
    ['“redis”', 'redis', null],
    ['billing', 'billing', null],
    ['', '', null],
  ])('%j', (text, named, typed) => {
    expect(parseService(text, policy)).toEqual({ named, slip: typed === null ? null : { typed, service: named } });
  });

  it('whatever it is, is read', () => {
    for (const text of nasty) expect(parseService(text, policy).named.includes('\n')).toBe(false);
  });
});
