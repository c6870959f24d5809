import { Temporal } from 'temporal-polyfill';

/** When people work. What is owed after an incident is counted in these days; what is owed during one is not. */
export interface Calendar {
  /** IANA name, such as `Australia/Sydney`. */
  readonly timeZone: string;
  /** 1 (Monday) to 7 (Sunday). */
  readonly workdays: readonly number[];
  /** `YYYY-MM-DD`, on which nobody works. */
  readonly holidays: readonly string[];
  /** The part of such a day in which people work, in minutes since its midnight; all of it: 0 to 1,440. */
  readonly hours: { readonly begin: number; readonly end: number };
}

export function isTimeZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId.length > 0;
  } catch {
    return false;
  }
}

/** Whether people work on this day. */
export function isBusinessDay({ workdays, holidays }: Calendar, day: Temporal.PlainDate): boolean {
  return workdays.includes(day.dayOfWeek) && !holidays.includes(day.toString());
}

/**
 * The moment `days` business days after `at`, at the same time of day where people work; with a negative number, before it. A moment on a day off
 * counts as if it were on the business day before it, or counted backwards on the one after it. Where clocks skip that time of day, the later time; where they repeat it, the first.
 */
export function addBusinessDays(calendar: Calendar, at: number, days: number): number {
  const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone);
  const step = days < 0 ? -1 : 1;
  let day = from.toPlainDate();
  for (let left = Math.abs(days); left > 0; ) {
    day = day.add({ days: step });
    if (isBusinessDay(calendar, day)) left -= 1;
  }
  return momentOf(calendar, day, from.toPlainTime());
}

/** The first moment from `at` on at which people work (ms). */
export function whenWorking(calendar: Calendar, at: number): number {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone);
  const minute = there.hour * 60 + there.minute;
  const { begin, end } = calendar.hours;
  const today = there.toPlainDate();
  const works = isBusinessDay(calendar, today);
  if (works && minute >= begin && minute < end) return at;
  if (works && minute < begin) return openingOf(calendar, today);
  return morningOf(calendar, addBusinessDays(calendar, at, 1)) ?? at;
}

/** When people begin to work on the day of `at` (ms); `null`: they do not. */
export function morningOf(calendar: Calendar, at: number): number | null {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  return isBusinessDay(calendar, day) ? openingOf(calendar, day) : null;
}

/** When people begin to work next, after `at` (ms). */
export function nextMorning(calendar: Calendar, at: number): number {
  const today = morningOf(calendar, at);
  if (today !== null && today > at) return today;
  const next = addBusinessDays(calendar, at, 1);
  return morningOf(calendar, next) ?? next;
}

function openingOf(calendar: Calendar, day: Temporal.PlainDate): number {
  const { begin } = calendar.hours;
  return momentOf(calendar, day, new Temporal.PlainTime(Math.floor(begin / 60), begin % 60));
}

/** The last moment (ms) of `day` (`YYYY-MM-DD`), or of the next business day where nobody works on that one. */
export function endOfBusinessDay(calendar: Calendar, day: string): number {
  let last = Temporal.PlainDate.from(day);
  while (!isBusinessDay(calendar, last)) last = last.add({ days: 1 });
  return momentOf(calendar, last.add({ days: 1 }), new Temporal.PlainTime()) - 1;
}

/** Whether `text` is a day of the calendar: `YYYY-MM-DD`. The 31st of February is none. */
export function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The day (`YYYY-MM-DD`) it is where people work. */
export function dayAt({ timeZone }: Pick<Calendar, 'timeZone'>, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function momentOf({ timeZone }: Calendar, day: Temporal.PlainDate, plainTime: Temporal.PlainTime): number {
  return day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}
