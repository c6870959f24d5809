import type { Duty, DutyGroup, OnDuty, Subject } from '#src/domain/duty.ts';
import { duration, fitted, inline, mention, when } from '#views/text.ts';

/** What a group of people is on call for: `API Gateway, Tax Engine, anything else`. */
export function subjectWords({ subjects }: Pick<DutyGroup<OnDuty>, 'subjects'>): string {
  return fitted(subjects.map(subjectWord), ', ', 400);
}

function subjectWord(subject: Subject): string {
  switch (subject.kind) {
    case 'service':
      return inline(subject.service.name, 75);
    case 'team':
      return inline(subject.team, 75);
    case 'rest':
      return 'anything else';
  }
}

/** `<@UANA> until Today 09:00, then <@UBEN>`. */
export function dutyWords({ now, next, instead }: Duty<OnDuty>, source: DutyGroup['source']): string {
  if (now.length === 0) return nobodyWords({ next, instead }, source);
  const ends = new Set(now.map(({ until }) => until));
  const [end = null] = ends;
  if (ends.size > 1) {
    const each = now.map(({ who, until }) => `${whoWords(who)}${untilWords(until)}`);
    return `${fitted(each, ', ', 500)}${nextWords(next)}`;
  }
  const who = fitted(peopleOf(now), ', ', 400);
  const takesOver = next !== null && next.from === end;
  return `${who}${untilWords(end)}${takesOver ? `, then ${whoWords(next.who)}` : nextWords(next)}`;
}

/** `API Gateway, Tax Engine: <@UANA>, then <@UBEN>`. */
export function lineWords(group: DutyGroup<OnDuty>): string {
  return `${subjectWords(group)}: ${nowWords(group.primary)}, then ${nowWords(group.secondary)}`;
}

/** How old is what PagerDuty said: `as of 3 min ago`. */
export function ageWords(asOf: number, now: number): string {
  return `as of ${duration(Math.max(0, now - asOf))} ago`;
}

/** Only who is on call now: `<@UANA>`. */
function nowWords({ now, instead }: Duty<OnDuty>): string {
  if (now.length > 0) return fitted(peopleOf(now), ', ', 400);
  return instead === null ? '*nobody*' : `*nobody* (by the rota ${whoWords(instead)})`;
}

function nobodyWords({ next, instead }: Pick<Duty<OnDuty>, 'next' | 'instead'>, source: DutyGroup['source']): string {
  if (source === 'rota') return `*nobody*: ${rota} has no list for it`;
  const asked = instead === null ? '' : `; I ask ${whoWords(instead)} instead, by ${rota}`;
  return `*nobody*, says PagerDuty${nextWords(next)}${asked}`;
}

const rota = 'the rota in apgms.yaml';

function peopleOf(now: Duty<OnDuty>['now']): readonly string[] {
  return now.map(({ who }) => whoWords(who));
}

function whoWords({ person, name, stranger }: OnDuty): string {
  if (person !== null) return mention(person);
  return stranger ? `${inline(name, 75)} (not in Slack)` : inline(name, 75);
}

function untilWords(until: number | null): string {
  return until === null ? ', permanently' : ` until ${when(until)}`;
}

function nextWords(next: Duty<OnDuty>['next']): string {
  return next === null ? '' : `; next ${whoWords(next.who)} from ${when(next.from)}`;
}
