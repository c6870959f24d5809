import { type Finding, ok, warning } from '#src/cli/doctor/_examination/check.ts';
import { severities } from '#src/domain/severity.ts';
import type { Part } from './part.ts';

/** What the account must be able to do for people to be asked to join in. */
const responding = 'coordinated_responding';

/** The priorities of the policy exist, and others can be asked to join in. The bot works without either. */
export const abilities: Part = async ({ pager, policy: { paging }, file }) => {
  const [can, priorities] = await Promise.all([pager.abilities(), pager.priorities()]);
  const missing = severities.flatMap((severity) => {
    const { priority } = paging.severities[severity];
    return priority === null || priorities.includes(priority) ? [] : [`paging.${severity}.priority: ${priority}`];
  });
  const known = priorities.length === 0 ? 'it has none' : `it has ${priorities.join(', ')}`;
  const problems: readonly Finding[] = [
    ...(missing.length > 0
      ? [
          warning(
            `It has no such priority (${missing.join('; ')}), so pages go without; ${known}. Correct ${file}, or set them up: Account Settings → Incident Priorities.`,
          ),
        ]
      : []),
    ...(can.includes(responding)
      ? []
      : [
          warning(
            `The account lacks the ability ${responding}, so nobody can be asked through it to join in; they are asked in Slack alone. It comes with the plan: ask whoever keeps the account.`,
          ),
        ]),
  ];
  return problems.length > 0 ? problems : [ok('it knows the priorities, and people can be asked to join in.')];
};
