import { allowsResolve, type ServiceHealth } from '#src/domain/health.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { missingOf } from '#src/domain/incident/missing.ts';
import { type Incident, isOpen, ownChannel } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Decision, events, refused, says, unlessLiving } from './decision.ts';

/** How an incident ends, and begins again. */
export type EndingCommand =
  /** `firing`: those of its alerts that do. */
  | { readonly type: 'request-resolve'; readonly override: Prose | null; readonly firing: readonly number[] }
  | {
      readonly type: 'conclude-resolve';
      readonly health: readonly ServiceHealth[];
      readonly firing: readonly number[];
    }
  | { readonly type: 'reopen'; readonly why: Prose | null }
  /** `firing`: which of its alerts fire, and go on by themselves. */
  | { readonly type: 'cancel'; readonly why: Prose | null; readonly firing: readonly number[] }
  /** `why`: to close it although something of its record is missing. */
  | { readonly type: 'close'; readonly why: Prose | null }
  | { readonly type: 'request-export' };

export function decideEnding(state: Incident, command: EndingCommand): Decision {
  switch (command.type) {
    case 'request-resolve':
      return requestResolve(state, command);
    case 'conclude-resolve':
      return concludeResolve(state, command);
    case 'reopen':
      return reopen(state, command.why);
    case 'cancel':
      return cancel(state, command.why, command.firing);
    case 'close':
      return close(state, command.why);
    case 'request-export':
      if (!ownChannel(state)) return refused({ code: 'no-channel-yet', number: state.number });
      return events({ type: 'export-requested', v: 1, data: {} });
  }
}

function requestResolve(
  state: Incident,
  { override, firing }: Extract<EndingCommand, { type: 'request-resolve' }>,
): Decision {
  const { number } = state;
  if (state.endedAt !== null) return refused({ code: 'is-over', number });
  if (!isOpen(state)) return refused({ code: 'already-resolved', number });
  // A reason goes ahead of checks that do not come to an end.
  if (state.resolution?.outcome === 'under-way' && override === null) {
    return refused({ code: 'resolution-under-way', number });
  }
  if (override !== null && !says(override)) return refused({ code: 'override-needs-reason' });
  // Runbook 000: "ensure monitoring alerts clear". Nobody is called any more for what fires once this is over.
  if (override === null && firing.length > 0) return refused({ code: 'alerts-firing', number, alerts: firing });
  return events({ type: 'resolve-requested', v: 1, data: { override } });
}

function concludeResolve(
  state: Incident,
  { health, firing }: Extract<EndingCommand, { type: 'conclude-resolve' }>,
): Decision {
  const { resolution } = state;
  if (!isOpen(state) || resolution?.outcome !== 'under-way') return events();
  // What began to fire while health was measured counts as much as what fired before.
  const passes = resolution.override !== null || (allowsResolve(health) && firing.length === 0);
  if (!passes) return events({ type: 'resolve-refused', v: 2, data: { health, firing } });
  return events({ type: 'resolved', v: 1, data: { health } });
}

/** Also a closed or a cancelled one: what was over can turn out not to be. */
function reopen(state: Incident, why: Prose | null): Decision {
  const { number } = state;
  if (isOpen(state)) return refused({ code: 'still-open', number });
  if (why === null || !says(why)) return refused({ code: 'needs-reason', action: 'reopen', number });
  return events({ type: 'reopened', v: 1, data: { why } });
}

/** For what was no incident after all; what was one is resolved. */
function cancel(state: Incident, why: Prose | null, firing: readonly number[]): Decision {
  const { number } = state;
  if (!isOpen(state)) return refused({ code: 'not-open', number });
  // They go on as this one: cancelled with it, they would be nowhere.
  const { duplicates } = state;
  if (duplicates.length > 0) return refused({ code: 'has-duplicates', number, duplicates, into: null });
  if (why === null || !says(why)) return refused({ code: 'needs-reason', action: 'cancel', number });
  const left = firing.map((alert): IncidentEvent => ({ type: 'alert-left', v: 1, data: { alert } }));
  return events(...left, { type: 'cancelled', v: 1, data: { why } });
}

/** Runbooks 000 and 003: what was learnt is written down, and all that was begun is accounted for, before it is closed; or a reason stands in its place. */
function close(state: Incident, why: Prose | null): Decision {
  const { number } = state;
  const over = unlessLiving(state);
  if (over) return over;
  if (state.status !== 'resolved') return refused({ code: 'not-resolved', number });
  if (why !== null && !says(why)) return refused({ code: 'needs-reason', action: 'close', number });
  const missing = missingOf(state);
  const complete = !missing.review && [...missing.mitigations, ...missing.followUps].length === 0;
  if (!complete && why === null) return refused({ code: 'record-incomplete', number, missing });
  return events({ type: 'closed', v: 2, data: { why, missing } });
}
