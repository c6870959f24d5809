import type { Policy } from '#src/domain/policy.ts';
import { onCallFor } from '#src/domain/rota.ts';
import type { Reached } from './owed.ts';

/** A rung of the escalation path whose turn it is at `at` for these services, and who that is by the policy. */
export function reachedBy(services: readonly string[], policy: Policy, rung: number, at: number): Reached {
  const { name, who } = policy.escalation.rungs[rung] ?? { name: `rung ${rung + 1}`, who: { people: [] } };
  if ('people' in who) return { rung, name, people: who.people, at };
  const email = onCallFor(policy, services, who.rota, at);
  return { rung, name, people: email === null ? [] : [email], at };
}
