import { type Context, type DecisionOf, refused } from '#src/domain/decision.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';

export { type Context, refused };

export type Decision = DecisionOf<IncidentEvent>;

export function events(...happened: readonly IncidentEvent[]): Decision {
  return { ok: true, events: happened };
}

/** Whether anything in a text can be seen: a letter, a figure or a mark. Redacted text counts: it was there. */
export function says(text: Prose | null): boolean {
  return text !== null && (text.body === null || /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.body));
}

/** The refusal for what only an open incident takes. */
export function unlessOpen(state: Incident): Decision | null {
  return isOpen(state) ? null : refused({ code: 'not-open', number: state.number });
}

/** The refusal for what no closed or cancelled incident takes. */
export function unlessLiving(state: Incident): Decision | null {
  return state.endedAt === null ? null : refused({ code: 'is-over', number: state.number });
}

/** Whoever takes an incident in hand has acknowledged it, where nobody did so before: nothing climbs while somebody is at work on it (runbook 003). */
export function takenOn(state: Incident, person: string): readonly IncidentEvent[] {
  return isOpen(state) && state.acknowledged === null ? [{ type: 'acknowledged', v: 1, data: { person } }] : [];
}

/** Whether a moment is further back than anybody notes down: more than a year. */
export function longPast(at: number, now: number): boolean {
  return at < now - 366 * 24 * 60 * 60_000;
}

/** How far ahead people make plans (ms): what is further is a slip. */
export const longestAhead = 366 * 24 * 60 * 60_000;

/** Longest lists an incident keeps, so that its state stays small whatever is done to it. */
export const most = {
  mitigations: 50,
  affected: 100,
  followUps: 50,
  links: 50,
  captures: 500,
  requests: 50,
  alerts: 50,
} as const;
