import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { LoadedPolicy } from '#src/domain/policy.ts';
import { movedDeadlines } from './grace.ts';
import { obligationsOf } from './obligations.ts';
import { termsOf } from './terms.ts';

/** Whether `incident` runs under other rules than `policy`, and has something left that rules are for. */
export function toAdopt(incident: Incident, policy: LoadedPolicy, now: number): IncidentEvent | null {
  const { promises, policyHash } = incident;
  if (promises.terms !== null && policyHash === policy.hash) return null;
  const terms = termsOf(policy);
  const after: Incident = { ...incident, promises: { ...promises, terms } };
  if (!isOpen(incident) && obligationsOf(after).length === 0) return null;
  return { type: 'policy-adopted', v: 1, data: { terms, moved: movedDeadlines(incident, after, now) } };
}

/** What another severity does to the deadlines; `null`: nothing. */
export function movedBySeverity(before: Incident, after: Incident, now: number): IncidentEvent | null {
  if (before.severity === after.severity) return null;
  const moved = movedDeadlines(before, after, now);
  return moved.length === 0 ? null : { type: 'deadlines-moved', v: 1, data: { moved } };
}
