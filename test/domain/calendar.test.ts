import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  type Calendar,
  dayAt,
  endOfBusinessDay,
  isBusinessDay,
  isTimeZone,
  morningOf,
  nextMorning,
  whenWorking,
} from '#src/domain/calendar.ts';

const weekdays = [1, 2, 3, 4, 5];
const sydney: Calendar = {
  timeZone: 'Australia/Sydney',
  workdays: weekdays,
  holidays: ['2026-12-25', '2026-12-28'],
  hours: { begin: 0, end: 1_440 },
};
/** Clocks in Sydney change on Sundays, so that only who works on those meets the hour itself. */
const everyDay: Calendar = {
  ...sydney,
  workdays: [1, 2, 3, 4, 5, 6, 7],
  holidays: [],
  hours: { begin: 0, end: 1_440 },
};
const utc: Calendar = {
  timeZone: 'Etc/UTC',
  workdays: weekdays,
  holidays: ['2026-12-25', '2026-12-28'],
  hours: { begin: 0, end: 1_440 },
};

const moment = (at: number) => new Date(at).toISOString();
const meant = (said: string) => moment(Date.parse(said));

describe('so many business days later', () => {
  it.each<[string, Calendar, string, number, string]>([
    ['the next day', utc, '2026-11-18T16:00Z', 1, '2026-11-19T16:00Z'],
    ['over a weekend', utc, '2026-11-20T16:00Z', 1, '2026-11-23T16:00Z'],
    ['a whole week', utc, '2026-11-18T16:00Z', 5, '2026-11-25T16:00Z'],
    ['over holidays and the weekend between them', utc, '2026-12-24T09:30Z', 1, '2026-12-29T09:30Z'],
    ['from a Saturday, as from its Friday', utc, '2026-11-21T16:00Z', 1, '2026-11-23T16:00Z'],
    ['from a Sunday, as from its Friday', utc, '2026-11-22T16:00Z', 2, '2026-11-24T16:00Z'],
    ['from a holiday', utc, '2026-12-25T08:00Z', 1, '2026-12-29T08:00Z'],
    ['none at all, whatever day it is', utc, '2026-11-21T16:00Z', 0, '2026-11-21T16:00Z'],
    ['one back', utc, '2026-11-19T16:00Z', -1, '2026-11-18T16:00Z'],
    ['back over a weekend', utc, '2026-11-23T16:00Z', -1, '2026-11-20T16:00Z'],
    ['back over holidays', utc, '2026-12-29T09:30Z', -1, '2026-12-24T09:30Z'],
    ['back from a Saturday, as from its Monday', utc, '2026-11-21T16:00Z', -1, '2026-11-20T16:00Z'],
    ['by the day it is there: Friday in London, Saturday here', sydney, '2026-11-20T20:00Z', 1, '2026-11-22T20:00Z'],
    ['by the day it is there: Sunday in London, Monday here', sydney, '2026-11-22T20:00Z', 1, '2026-11-23T20:00Z'],
  ])('%s', (_, calendar, from, days, to) => {
    expect(moment(addBusinessDays(calendar, Date.parse(from), days))).toBe(meant(to));
  });
});

describe('where clocks change meanwhile', () => {
  it.each<[string, Calendar, string, number, string]>([
    [
      'back in April: the same time of day, an hour more',
      sydney,
      '2026-04-03T10:00+11:00',
      1,
      '2026-04-06T10:00+10:00',
    ],
    ['on in October: the same time, an hour less', sydney, '2026-10-02T10:00+10:00', 1, '2026-10-05T10:00+11:00'],
    ['and counted backwards', sydney, '2026-10-05T10:00+11:00', -1, '2026-10-02T10:00+10:00'],
    ['a time that is skipped: the later one', everyDay, '2026-10-03T02:30+10:00', 1, '2026-10-04T03:30+11:00'],
    ['skipped, from behind', everyDay, '2026-10-05T02:30+11:00', -1, '2026-10-04T03:30+11:00'],
    ['a time that comes twice: the first', everyDay, '2026-04-04T02:30+11:00', 1, '2026-04-05T02:30+11:00'],
    ['twice, from behind', everyDay, '2026-04-06T02:30+10:00', -1, '2026-04-05T02:30+11:00'],
    ['the hour before and after it is as ever', everyDay, '2026-04-04T03:00+11:00', 1, '2026-04-05T03:00+10:00'],
  ])('%s', (_, calendar, from, days, to) => {
    expect(moment(addBusinessDays(calendar, Date.parse(from), days))).toBe(meant(to));
  });
});

describe('the end of a business day', () => {
  it.each<[string, Calendar, string, string]>([
    ['is its last moment', utc, '2026-11-18', '2026-11-18T23:59:59.999Z'],
    ['of a Saturday is that of Monday', utc, '2026-11-21', '2026-11-23T23:59:59.999Z'],
    ['of a holiday is that of the next day of work', utc, '2026-12-25', '2026-12-29T23:59:59.999Z'],
    ['is by the clocks there, in winter', sydney, '2026-07-01', '2026-07-01T23:59:59.999+10:00'],
    ['and in summer', sydney, '2026-11-18', '2026-11-18T23:59:59.999+11:00'],
    ['of 25 hours', everyDay, '2026-04-05', '2026-04-05T23:59:59.999+10:00'],
    ['of 23 hours', everyDay, '2026-10-04', '2026-10-04T23:59:59.999+11:00'],
    [
      'before a midnight that is skipped is the moment before one o’clock',
      { ...everyDay, timeZone: 'America/Santiago' },
      '2026-09-05',
      '2026-09-05T23:59:59.999-04:00',
    ],
    [
      'whose last hour comes twice is at the end of the second',
      { ...everyDay, timeZone: 'America/Santiago' },
      '2026-04-04',
      '2026-04-04T23:59:59.999-04:00',
    ],
  ])('%s', (_, calendar, day, end) => {
    expect(moment(endOfBusinessDay(calendar, day))).toBe(meant(end));
  });
});

describe('a business day', () => {
  it.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-12-24', true],
    ['2026-12-25', false],
  ])('%s: %j', (day, expected) => {
    expect(isBusinessDay(sydney, Temporal.PlainDate.from(day))).toBe(expected);
  });

  it('is whichever the team has', () => {
    const dubai = { ...utc, workdays: [7, 1, 2, 3, 4] };
    expect(isBusinessDay(dubai, Temporal.PlainDate.from('2026-11-22'))).toBe(true);
    expect(isBusinessDay(dubai, Temporal.PlainDate.from('2026-11-20'))).toBe(false);
  });

  it('is another one by now in Sydney than in London', () => {
    const at = Date.parse('2026-11-18T16:00Z');
    expect([dayAt(sydney, at), dayAt(utc, at)]).toEqual(['2026-11-19', '2026-11-18']);
  });
});

it.each([
  ['Australia/Sydney', true],
  ['Etc/UTC', true],
  ['Europe/Atlantis', false],
  ['soon', false],
  ['', false],
])('%j is a time zone: %j', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});

describe('working hours', () => {
  const office: Calendar = { ...utc, hours: { begin: 9 * 60, end: 17 * 60 } };

  it.each<[string, Calendar, string, string]>([
    ['while people work', office, '2026-11-19T10:00Z', '2026-11-19T10:00Z'],
    ['before they come', office, '2026-11-19T03:00Z', '2026-11-19T09:00Z'],
    ['the minute they leave', office, '2026-11-19T17:00Z', '2026-11-20T09:00Z'],
    ['on a Friday night', office, '2026-11-20T23:00Z', '2026-11-23T09:00Z'],
    ['on a Saturday at noon', office, '2026-11-21T12:00Z', '2026-11-23T09:00Z'],
    ['on the eve of a holiday and a weekend', office, '2026-12-24T18:00Z', '2026-12-29T09:00Z'],
    [
      'in Sydney, where summer time has begun',
      { ...office, timeZone: 'Australia/Sydney' },
      '2026-10-02T12:00Z',
      '2026-10-04T22:00Z',
    ],
    ['where people work all day', utc, '2026-11-19T03:00Z', '2026-11-19T03:00Z'],
  ])('%s', (_, calendar, at, expected) => {
    expect(moment(whenWorking(calendar, Date.parse(at)))).toBe(meant(expected));
  });

  it('begin on a workday, and not on a day off', () => {
    expect(morningOf(office, Date.parse('2026-11-19T23:59Z'))).toBe(Date.parse('2026-11-19T09:00Z'));
    expect(morningOf(office, Date.parse('2026-11-21T12:00Z'))).toBeNull();
  });
});

it('from any moment, so many business days later are so many days of work, at the same time of day where there is one', () => {
  const from = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') });
  const days = fc.integer({ min: -30, max: 30 }).filter((count) => count !== 0);
  const there = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(sydney.timeZone);
  fc.assert(
    fc.property(from, days, (at, count) => {
      const [begin, end] = [there(at), there(addBusinessDays(sydney, at, count))];
      const [first, last] = count > 0 ? [begin, end] : [end, begin];
      const between: boolean[] = [];
      for (let day = first.toPlainDate(); Temporal.PlainDate.compare(day, last.toPlainDate()) < 0; ) {
        if (count > 0) day = day.add({ days: 1 });
        between.push(isBusinessDay(sydney, day));
        if (count < 0) day = day.add({ days: 1 });
      }
      expect(between.filter(Boolean)).toHaveLength(Math.abs(count));
      expect(isBusinessDay(sydney, end.toPlainDate())).toBe(true);
      expect(end.toPlainTime().toString()).toBe(begin.toPlainTime().toString());
    }),
  );
});

describe('when people begin to work next', () => {
  const nine = { ...utc, hours: { begin: 9 * 60, end: 17 * 60 } };
  it.each<[string, Calendar, string, string]>([
    ['is today before they do', nine, '2026-11-18T08:59Z', '2026-11-18T09:00Z'],
    ['is tomorrow once they have', nine, '2026-11-18T09:00Z', '2026-11-19T09:00Z'],
    ['is after the weekend', nine, '2026-11-20T12:00Z', '2026-11-23T09:00Z'],
    ['is after the weekend on its days, too', nine, '2026-11-21T12:00Z', '2026-11-23T09:00Z'],
    ['is after the holidays', nine, '2026-12-24T12:00Z', '2026-12-29T09:00Z'],
    ['is by the time it is there', { ...sydney, hours: nine.hours }, '2026-11-17T21:00Z', '2026-11-17T22:00Z'],
  ])('%s', (_, calendar, at, expected) => {
    expect(moment(nextMorning(calendar, Date.parse(at)))).toBe(meant(expected));
  });
});
