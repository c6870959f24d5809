import type { Incident } from '#src/domain/incident/state.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';
import { inBusinessDays } from './course.ts';
import { obligationsOf } from './obligations.ts';

/** Whether what is owed can be put off at all: not the answer to a page, nor, by minutes, what has whole days. */
export function canSnooze({ kind }: Pick<Obligation, 'kind'>): boolean {
  return kind !== 'acknowledge' && !inBusinessDays.has(kind);
}

/** How far it may be put off (ms), counted from the deadline that the rules by themselves give it, so that putting it off twice is not twice as long. */
export function snoozableTo(incident: Incident, { key, dueAt }: Obligation): number {
  const { promises } = incident;
  const byRules = obligationsOf({ ...incident, promises: { ...promises, deadlines: {} } });
  const due = byRules.find((one) => one.key === key)?.dueAt ?? dueAt;
  return due + (promises.terms?.snooze ?? 0) * 60_000;
}
