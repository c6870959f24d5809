import { describe, expect, it } from 'vitest';
import { aheadAt, pastAt, spanAt } from '#commands/_grammar/moment.ts';
import { parseAffected } from '#commands/_grammar/parse-affected.ts';
import { parseAssign } from '#commands/_grammar/parse-assign.ts';
import { parseLink } from '#commands/_grammar/parse-link.ts';
import { parseMerge } from '#commands/_grammar/parse-merge.ts';
import { parseMitigation } from '#commands/_grammar/parse-mitigation.ts';
import { parseReasoned } from '#commands/_grammar/parse-reasoned.ts';
import { parseSeverity } from '#commands/_grammar/parse-severity.ts';
import { parseStatus } from '#commands/_grammar/parse-status.ts';
import { parseUpdate } from '#commands/_grammar/parse-update.ts';

/** 2026-11-18 16:00 UTC. */
const now = Date.UTC(2026, 10, 18, 16);
const minute = 60_000;
const hour = 60 * minute;
const words = (text: string) => text.split(' ');

describe('a span', () => {
  it.each([
    ['15m', 15 * minute],
    ['1h30m', 90 * minute],
    ['2 hours', 2 * hour],
    ['1 h 30 min', 90 * minute],
    ['90 Minutes,', 90 * minute],
    ['2d', 48 * hour],
  ])('%s', (text, ms) => {
    expect(spanAt(words(text))?.ms).toBe(ms);
  });

  it.each(['', '15', 'm', 'fifteen minutes', '15 mice', '99999m', '15m-ish'])('is not: %j', (text) => {
    expect(spanAt(words(text))).toBeNull();
  });
});

describe('a moment', () => {
  it.each([
    ['30m ago', -30 * minute],
    ['2 hours ago', -2 * hour],
    ['at 14:05', -115 * minute],
    ['14:05 UTC', -115 * minute],
    ['16:30', -23.5 * hour],
    ['yesterday 16:30', -23.5 * hour],
    ['2026-11-17 16:00', -24 * hour],
    ['2026-11-17T16:00Z', -24 * hour],
    ['today 14:05', -115 * minute],
    ['1w ago', -7 * 24 * hour],
  ])('that was: %s', (text, ms) => {
    expect(pastAt(words(text), now)).toEqual({ at: now + ms, taken: words(text).length });
  });

  it.each([
    ['in 15m', 15 * minute],
    ['in 1 h 30 min', 90 * minute],
    ['by 16:30', 30 * minute],
    ['at 09:00 UTC', 17 * hour],
    ['by 2026-11-19 16:00', 24 * hour],
  ])('that will be: %s', (text, ms) => {
    expect(aheadAt(words(text), now)).toEqual({ at: now + ms, taken: words(text).length });
  });

  it.each(['ago', '24:00', 'at noon', '30m', '2026-13-40 12:00', '2026-02-31 12:00', '2026-02-31T12:00', '2026-11-18'])(
    'is not: %j',
    (text) => {
      expect(pastAt(words(text), now)).toBeNull();
    },
  );

  it.each(['in time', 'by hand', 'in', '16:30'])('to come is not: %j', (text) => {
    expect(aheadAt(words(text), now)).toBeNull();
  });
});

describe('what follows update', () => {
  const nothing = {
    ...{ number: null, audience: 'internal', doubtful: false, know: null, next: null, impact: null, nextAt: null },
    ending: null,
  };

  it.each([
    ['', {}],
    ['INC-7', { number: 7 }],
    ['7', { number: 7 }],
    ['INC-7 the pool is empty', { number: 7, know: 'the pool is empty' }],
    ['2 nodes are down', { know: '2 nodes are down' }],
    ['#2 nodes are down', { number: 2, know: 'nodes are down' }],
    ['the pool\nis empty', { know: 'the pool\nis empty' }],
    ['“the pool is empty”', { know: 'the pool is empty' }],
    ['<@U123|ana> looks at <https://x.example>', { know: '@ana looks at https://x.example' }],
    ['empty. NEXT: refill it impact: slow', { know: 'empty.', next: 'refill it', impact: 'slow' }],
    ['impact: slow', { impact: 'slow' }],
    ['empty. in 15m', { know: 'empty.', nextAt: now + 15 * minute }],
    ['empty next: refill it in 15m', { know: 'empty', next: 'refill it', nextAt: now + 15 * minute }],
    ['empty, by 16:30', { know: 'empty', nextAt: now + 30 * minute }],
    ['empty. Next update in 15m', { know: 'empty.', nextAt: now + 15 * minute }],
    ['the error rate peaked at 14:05', { know: 'the error rate peaked at 14:05' }],
    ['we scaled the pool at 14:05.', { know: 'we scaled the pool at 14:05.' }],
    ['customers: we are on it', { audience: 'customers', know: 'we are on it' }],
    ['for customers we are on it', { audience: 'customers', know: 'we are on it' }],
    ['customers We are on it', { audience: 'customers', know: 'We are on it' }],
    ['customers cannot log in', { audience: 'customers', doubtful: true, know: 'cannot log in' }],
    ['internal: all is well', { know: 'all is well' }],
    ['internal dashboards are slow', { know: 'internal dashboards are slow' }],
    ['customers', { audience: 'customers' }],
  ])('%j', (text, expected) => {
    expect(parseUpdate(text, now)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ['nothing new in 15m', 'in 15m', 15 * minute, '"nothing new in 15m"'],
    ['INC-7 looking at it in 5h', 'in 5h', 5 * hour, '"looking at it in 5h"'],
    ['rolling back by 17:30', 'by 17:30', 90 * minute, '"rolling back by 17:30"'],
    ['customers: We roll back in 1 h', 'in 1 h', hour, 'customers: "We roll back in 1 h"'],
    ['empty impact: slow until noon, back in 2h', 'in 2h', 2 * hour, 'empty impact: "slow until noon, back in 2h"'],
  ])('a time that nothing sets off is a promise and part of what is said, unless it is quoted: %s', (text, ...read) => {
    const [said, ahead, otherwise] = read;
    const update = parseUpdate(text, now);
    expect(update).toMatchObject({ nextAt: now + ahead, ending: { said, promised: true, otherwise } });
    expect(`${update.know} ${update.impact}`).toContain(said);
    const { ending: _, nextAt: __, number: ___, ...same } = update;
    expect(parseUpdate(otherwise, now)).toMatchObject({ ...same, nextAt: null, ending: null });
  });

  it.each([
    ['data is back in 3 days', 'in 3 days', 'data is back, in 3 days'],
    ['errors began by 14:05', 'by 14:05', 'errors began, by 14:05'],
  ])('one that is far off is no promise, unless a comma sets it off: %s', (text, said, otherwise) => {
    expect(parseUpdate(text, now)).toMatchObject({
      know: text,
      nextAt: null,
      ending: { said, promised: false, otherwise },
    });
    expect(parseUpdate(otherwise, now)).toMatchObject({ ending: null });
    expect(parseUpdate(otherwise, now).nextAt).not.toBeNull();
  });

  it.each([
    ['data is back in 10 days', 'in 10 days'],
    ['it was to end by 2026-11-17 12:00', 'by 2026-11-17 12:00'],
  ])('one that no update can be promised for is offered as none: %s', (text, said) => {
    const ending = { said, promised: false, otherwise: null };
    expect(parseUpdate(text, now)).toMatchObject({ know: text, nextAt: null, ending });
  });
});

describe('what follows status', () => {
  it.each([
    ['monitoring', null, 'monitoring', null],
    ['INC-7 Monitoring because errors fell', 7, 'monitoring', 'errors fell'],
    ['7 to identified: the pool', 7, 'identified', 'the pool'],
    ['monitering', null, 'monitoring', null],
    ['found the pool is empty', null, 'identified', 'the pool is empty'],
    ['7', 7, null, null],
  ])('%j', (text, number, status, why) => {
    expect(parseStatus(text)).toMatchObject({ number, status, why, verb: null, unread: null });
  });

  it.each([
    ['resolved', 'resolve'],
    ['INC-7 fixed', 'resolve'],
    ['closed', 'close'],
    ['canceled', 'cancel'],
  ])('%j is what another verb does', (text, verb) => {
    expect(parseStatus(text)).toMatchObject({ verb, status: null });
  });

  it('that is none is told', () => {
    expect(parseStatus('purple today')).toMatchObject({ status: null, unread: 'purple today' });
  });
});

describe('what follows severity', () => {
  it.each([
    ['sev2', null, 'sev2', null],
    ['INC-7 sev 2 because customers notice', 7, 'sev2', 'customers notice'],
    ['SEV2 INC-7, customers notice', 7, 'sev2', 'customers notice'],
    ['2', null, 'sev2', null],
    ['7 2', 7, 'sev2', null],
    ['7 sev2', 7, 'sev2', null],
    ['INC-2', 2, null, null],
    ['7', 7, null, null],
    ['to sev1', null, 'sev1', null],
  ])('%j', (text, number, severity, why) => {
    expect(parseSeverity(text)).toEqual({ number, severity, why, noSeverity: null, unread: null });
  });

  it('of which there is none is told', () => {
    expect(parseSeverity('INC-7 sev9')).toMatchObject({ severity: null, noSeverity: 'sev9' });
    expect(parseSeverity('very bad')).toMatchObject({ severity: null, unread: 'very bad' });
  });
});

describe('what follows assign', () => {
  it.each([
    ['INC-7 commander <@U123|ana>', { number: 7, role: 'commander', person: 'U123' }],
    ['me scribe', { role: 'scribe', person: 'UME' }],
    ['<@U123> as incident commander for incident 7', { number: 7, role: 'commander', person: 'U123' }],
    ['IC me', { role: 'commander', person: 'UME' }],
    ['comms lead nobody', { role: 'communications', person: null }],
    ['comander me', { role: 'commander', person: 'UME' }],
    ['scribe', { role: 'scribe' }],
    ['@anna scribe', { role: 'scribe', unread: '@anna' }],
    ['constructor me', { person: 'UME', unread: 'constructor' }],
  ])('%j', (text, expected) => {
    const nothing = { number: null, role: null, person: undefined, unread: null };
    expect(parseAssign(text, 'UME')).toMatchObject({ ...nothing, ...expected });
  });
});

describe('what follows mitigation', () => {
  it.each([
    ['applied rate limit on /bank-lines', null, 'applied', null, 'rate limit on /bank-lines'],
    ['INC-7 Applied: 2 nodes added', 7, 'applied', null, '2 nodes added'],
    ['7 removed 1', 7, 'removed', 1, null],
    ['removed 2 traffic is normal', null, 'removed', 2, 'traffic is normal'],
    ['remove #2 because traffic is normal', null, 'removed', 2, 'traffic is normal'],
    ['removed the limit', null, 'removed', null, 'the limit'],
    ['rate limit', null, 'applied', null, 'rate limit'],
    ['', null, 'applied', null, null],
  ])('%j', (text, number, done, mitigation, what) => {
    expect(parseMitigation(text)).toEqual({ number, done, mitigation, what });
  });
});

describe('what follows affected', () => {
  it.each([
    ['org 4711, 4712', [{ kind: 'organisation', values: ['4711', '4712'] }]],
    ['orgs: 4711 4712', [{ kind: 'organisation', values: ['4711', '4712'] }]],
    ['org Acme Pty Ltd', [{ kind: 'organisation', values: ['Acme Pty Ltd'] }]],
    [
      'endpoint /a /b request id 7f3a',
      [
        { kind: 'endpoint', values: ['/a', '/b'] },
        { kind: 'request', values: ['7f3a'] },
      ],
    ],
    ['/bank-lines', [{ kind: 'endpoint', values: ['/bank-lines'] }]],
    ['org 4711, 4711 and 4712', [{ kind: 'organisation', values: ['4711', '4712'] }]],
    ['org Salt and Pepper Ltd, 4712', [{ kind: 'organisation', values: ['Salt and Pepper Ltd', '4712'] }]],
  ])('%j', (text, parts) => {
    expect(parseAffected(`INC-7 ${text}`)).toMatchObject({ number: 7, remove: false, parts, unread: null });
  });

  it('may take back what turned out not to be', () => {
    expect(parseAffected('remove org 4711')).toMatchObject({
      ...{ number: null, remove: true },
      parts: [{ kind: 'organisation', values: ['4711'] }],
    });
  });

  it('is told where it is of no kind, and waits for more where only a kind is named', () => {
    expect(parseAffected('something else')).toMatchObject({ parts: [], unread: 'something else' });
    expect(parseAffected('org')).toMatchObject({ parts: [], kind: 'organisation', unread: null });
  });
});

describe('what follows link', () => {
  const address = (url: string, title: string | null) => ({ kind: 'address', url, title });
  const incident = (other: number, apart = false) => ({ kind: 'incident', other, apart });

  it.each([
    ['https://x.example/d Dashboard', null, address('https://x.example/d', 'Dashboard')],
    ['INC-7 <https://x.example/d|x.example> "the board"', 7, address('https://x.example/d', 'the board')],
    ['INC-43', null, incident(43)],
    ['INC-7 INC-43', 7, incident(43)],
    ['INC-7 to INC-43', 7, incident(43)],
    ['remove INC-43', null, incident(43, true)],
    ['INC-7 remove 43', 7, incident(43, true)],
    ['', null, null],
  ])('%j', (text, number, target) => {
    expect(parseLink(text)).toEqual({ number, target, unread: null });
  });

  it('that is no address is told', () => {
    expect(parseLink('javascript:alert(1)')).toMatchObject({ target: null, unread: 'javascript:alert(1)' });
    expect(parseLink('INC-7 the board')).toMatchObject({ number: 7, target: null, unread: 'the board' });
  });
});

describe('what follows merge', () => {
  it.each([
    ['INC-8 into INC-7', 8, 7, false],
    ['8 7', 8, 7, false],
    ['into INC-7', null, 7, false],
    ['INC-8', 8, null, false],
    ['undo INC-8', 8, null, true],
    ['INC-8 undo', 8, null, true],
    ['undo', null, null, true],
    ['', null, null, false],
  ])('%j', (text, number, into, undo) => {
    expect(parseMerge(text)).toEqual({ number, into, undo, unread: null });
  });

  it('that is no incident is told', () => {
    expect(parseMerge('INC-8 into the other one')).toMatchObject({ unread: 'the other one' });
  });
});

describe('what needs a reason', () => {
  it.each([
    ['INC-7 because it was a test', 7, 'it was a test'],
    ['7 because: "a test"', 7, 'a test'],
    ['INC-7 it was a test', 7, 'it was a test'],
    ['2 customers only tested', null, '2 customers only tested'],
    ['- a test', null, 'a test'],
    ['because', null, null],
    ['INC-7 because …', 7, null],
    ['', null, null],
  ])('%j', (text, number, why) => {
    expect(parseReasoned(text)).toEqual({ number, why });
  });
});
