import { taskOf } from '#src/domain/incident/promises/tasks.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy, Rule } from '#src/domain/policy.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';

/** 003: "File follow-up actions … with owners and due dates". The day is theirs who set it. */
const followUpRule = { from: '003' };

/** Where the policy has no such list any more. */
const withdrawn = { from: 'a checklist of another policy' };

/** The rule of the policy behind a promise of `incident`. */
export function ruleOf(
  policy: Policy,
  { severity }: Incident,
  { kind, key }: Pick<Obligation, 'kind' | 'key'>,
): Pick<Rule<number>, 'from'> {
  const rules = policy.severities[severity];
  switch (kind) {
    case 'acknowledge':
      return rules.acknowledge;
    case 'assign-commander':
      return rules.assignCommander ?? rules;
    case 'status-entry':
      return rules.firstStatusEntry ?? rules;
    case 'internal-update':
      return rules.internalUpdate;
    case 'customer-update':
      return rules.customerUpdate ?? rules;
    case 'schedule-review':
      return policy.review.schedule;
    case 'hold-review':
      return policy.review.hold;
    case 'task':
      return policy.checklists.find(({ id }) => id === taskOf(key)?.list) ?? withdrawn;
    case 'follow-up':
      return followUpRule;
  }
}
