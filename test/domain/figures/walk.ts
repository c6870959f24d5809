import { broughtUpToDate, changeOf } from '#src/domain/incident/change.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { ana, aPolicy, declared, prose, wednesday } from '#test/support/builders.ts';

const minute = 60_000;

/** Three rungs, five minutes apart. To acknowledge: 5 minutes; an update: every 15, of a SEV3 every 60; a review: a date within 48 hours, held within 5 business days. */
export const policy: Policy = {
  ...aPolicy,
  severities: {
    ...aPolicy.severities,
    sev3: { ...aPolicy.severities.sev3, internalUpdate: { value: 60, from: 'card' } },
  },
  escalation: {
    ...aPolicy.escalation,
    rungs: ['On-call', 'Secondary', 'Engineering Manager'].map((name) => ({ name, who: { people: ['x@y.example'] } })),
  },
};

/** Minutes after Wednesday 16:00 UTC. */
export const minutes = (count: number) => wednesday + count * minute;

type Step = readonly [at: number, event: IncidentEvent];

/** What people did, in minutes after Wednesday 16:00 UTC, as the record tells it: with everything the clock made of it until then. */
export function recordOf(...steps: readonly Step[]) {
  let state: Incident | null = null;
  const recorded: RecordedIncidentEvent[] = [];
  for (const [at, event] of steps) {
    const change = changeOf(state, [event], { actor: ana, at: minutes(at), policy: { ...policy, hash: 'policy' } });
    recorded.push(...change.recorded);
    state = change.after;
  }
  return recorded;
}

/** The same, and what the clock made of it until `at`. */
export function recordUntil(at: number, ...steps: readonly Step[]) {
  const recorded = recordOf(...steps);
  const last = recorded.at(-1);
  if (!last) throw new Error('nothing happened');
  let state: Incident | null = null;
  for (const one of recorded) state = evolve(state, one);
  const more = state && broughtUpToDate(state, [], { at: minutes(at), policy: { ...policy, hash: 'policy' } });
  return [...recorded, ...(more?.recorded ?? [])];
}

export const declare = (data: Parameters<typeof declared>[0] = {}) => declared({ customerFacing: false, ...data });
export const acknowledged: IncidentEvent = { type: 'acknowledged', v: 1, data: { person: ana.person } };
export const resolved: IncidentEvent = { type: 'resolved', v: 1, data: { health: [] } };
export const reopened: IncidentEvent = { type: 'reopened', v: 1, data: { why: prose('it is back') } };
export const cancelled: IncidentEvent = { type: 'cancelled', v: 1, data: { why: prose('a false alarm') } };

export function update(audience: 'internal' | 'customers' = 'internal'): IncidentEvent {
  const data = { audience, know: prose('we know'), next: null, impact: null, nextAt: null };
  return { type: 'updated', v: 1, data };
}
