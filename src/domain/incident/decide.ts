import { allowsResolve, type ServiceHealth } from '#src/domain/health.ts';
import { findService, type Policy, suggestSeverity } from '#src/domain/policy.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Extent, Impact, Severity } from '#src/domain/severity.ts';
import type { IncidentEvent } from './events.ts';
import { type Incident, isOpen } from './state.ts';

/** What somebody says who declares an incident, besides the words. */
export interface Declaration {
  /** `null`: take what the criteria suggest. */
  readonly severity: Severity | null;
  /** The answers the criteria go by; `null`: not answered. */
  readonly hurts: { readonly impact: Impact; readonly extent: Extent } | null;
  /** Ids from the policy. */
  readonly services: readonly string[];
  readonly customerFacing: boolean;
  readonly restricted: boolean;
}

export type IncidentCommand =
  | (Declaration & {
      readonly type: 'declare';
      readonly number: number;
      readonly title: Prose;
      readonly affected: Prose | null;
      readonly reporter: string;
    })
  | { readonly type: 'request-resolve'; readonly override: Prose | null }
  | { readonly type: 'conclude-resolve'; readonly health: readonly ServiceHealth[] };

export type Decision =
  | { readonly ok: true; readonly events: readonly IncidentEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** What `command` means for `state`, under `policy`: events to keep, or a refusal. Total and pure; no event means nothing is left to do. */
export function decide(state: Incident | null, command: IncidentCommand, { policy }: { policy: Policy }): Decision {
  if (command.type === 'declare') return declare(command, policy);
  if (state === null) throw new Error(`${command.type} needs an incident`);
  return command.type === 'request-resolve' ? requestResolve(state, command) : concludeResolve(state, command);
}

/** The severity for somebody who did not say: SEV3, important enough to look at, not enough to freeze deploys. */
const severityUnsaid: Severity = 'sev3';

function declare(command: Extract<IncidentCommand, { type: 'declare' }>, policy: Policy): Decision {
  if (!command.title.body) return { ok: false, refusal: { code: 'no-title' } };
  const unknown = command.services.filter((id) => findService(policy, id) === null);
  if (unknown.length > 0) return { ok: false, refusal: { code: 'unknown-services', services: unknown } };
  const suggested = command.hurts && suggestSeverity(policy, command.hurts.impact, command.hurts.extent);
  const { number, title, affected, services, customerFacing, restricted, reporter } = command;
  const severity = command.severity ?? suggested ?? severityUnsaid;
  const data = { number, title, affected, severity, suggested, services, customerFacing, restricted, reporter };
  return { ok: true, events: [{ type: 'declared', v: 1, data }] };
}

function requestResolve(state: Incident, command: Extract<IncidentCommand, { type: 'request-resolve' }>): Decision {
  if (!isOpen(state)) return { ok: false, refusal: { code: 'already-resolved', number: state.number } };
  // A reason goes ahead of checks that do not come to an end.
  if (state.resolution?.outcome === 'under-way' && command.override === null) {
    return { ok: false, refusal: { code: 'resolution-under-way', number: state.number } };
  }
  if (command.override?.body === '') return { ok: false, refusal: { code: 'override-needs-reason' } };
  return { ok: true, events: [{ type: 'resolve-requested', v: 1, data: { override: command.override } }] };
}

function concludeResolve(state: Incident, command: Extract<IncidentCommand, { type: 'conclude-resolve' }>): Decision {
  const { resolution } = state;
  if (!isOpen(state) || resolution?.outcome !== 'under-way') return { ok: true, events: [] };
  const { health } = command;
  const passes = allowsResolve(health) || resolution.override !== null;
  return { ok: true, events: [{ type: passes ? 'resolved' : 'resolve-refused', v: 1, data: { health } }] };
}
