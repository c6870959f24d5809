import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { findService, type Policy, suggestSeverity } from '#src/domain/policy.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Extent, Impact, Severity } from '#src/domain/severity.ts';
import { type Context, type Decision, events, longPast, refused, says } from './decision.ts';

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
  readonly drill: boolean;
  /** For who declares afterwards: when it began, was noticed, and was over (ms). `null`: not said. */
  readonly beganAt: number | null;
  readonly detectedAt: number | null;
  readonly resolvedAt: number | null;
  /** The existing channel it is to have. */
  readonly channel: string | null;
}

export type DeclareCommand = Declaration & {
  readonly type: 'declare';
  readonly number: number;
  readonly title: Prose;
  readonly affected: Prose | null;
  readonly reporter: string;
};

/** The severity for somebody who did not say: SEV3, important enough to look at, not enough to freeze deploys. */
const severityUnsaid: Severity = 'sev3';

export function declare(command: DeclareCommand, { policy, now }: Context): Decision {
  if (!says(command.title)) return refused({ code: 'no-title' });
  const unknown = command.services.filter((id) => findService(policy, id) === null);
  if (unknown.length > 0) return refused({ code: 'unknown-services', services: unknown });
  if (command.restricted && command.channel !== null) return refused({ code: 'convert-restricted' });
  const times = [command.beganAt, command.detectedAt, command.resolvedAt].filter((time) => time !== null);
  if (!possible(times, now)) return refused({ code: 'impossible-times' });
  if (times.some((time) => longPast(time, now))) return refused({ code: 'too-long-ago' });
  const suggested = suggestedFor(command, policy);
  const { type: _, hurts: __, resolvedAt: endedAt, ...said } = command;
  const severity = severityOf(command, policy);
  const declared: IncidentEvent = { type: 'declared', v: 2, data: { ...said, endedAt, severity, suggested } };
  return events(declared);
}

/** How bad it is: as it was said, else as the criteria suggest, else SEV3. */
export function severityOf(said: Pick<Declaration, 'severity' | 'hurts'>, policy: Policy): Severity {
  return said.severity ?? suggestedFor(said, policy) ?? severityUnsaid;
}

function suggestedFor({ hurts }: Pick<Declaration, 'hurts'>, policy: Policy): Severity | null {
  return hurts && suggestSeverity(policy, hurts.impact, hurts.extent);
}

/** In order, and none of them still to come. */
function possible(times: readonly number[], now: number): boolean {
  return times.every((time, index) => time <= now && time >= (times[index - 1] ?? time));
}
