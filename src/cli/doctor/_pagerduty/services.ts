import { type Finding, ok, warning, wrong } from '#src/cli/doctor/_examination/check.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Account, Part } from './part.ts';

/** Every service the policy names is there, and calls somebody now. */
export const services: Part = async (account) => {
  const { pager, policy, file } = account;
  const named = [...namedIn(policy)];
  if (named.length === 0)
    return [
      warning(`${file} names no service of PagerDuty, so nobody is paged. Put their ids at services.<id>.pagerduty.`),
    ];
  const there = new Map((await pager.services()).map((one) => [one.id, one]));
  const unknown = named.filter(([, id]) => !there.has(id));
  const found = named.flatMap(([, id]) => there.get(id) ?? []);
  const called = await calledNow(account, [...new Set(found.map((one) => one.policy))]);
  const silent = new Set(found.filter((one) => !called.has(one.policy)));
  const problems: readonly Finding[] = [
    ...unknown.map(([where, id]) =>
      wrong(
        `It has no service ${id} (${where} in ${file}), so nobody would be called. Open the service there: the last part of its address is its id. Or take the line out.`,
      ),
    ),
    ...[...silent].map(({ name }) =>
      wrong(
        `Nobody is on call now at the first level for the service ${name}. Put somebody there: the service → its escalation policy → level 1, or the schedule that stands there.`,
      ),
    ),
    ...uncovered(policy, file),
  ];
  return problems.length > 0 ? problems : [ok(`all ${found.length} services of ${file} are there, and call somebody.`)];
};

/** Those escalation policies that call somebody at the first level. To ask for none would be to ask for all. */
async function calledNow({ pager, now }: Account, policies: readonly string[]): Promise<ReadonlySet<string>> {
  const turns = policies.length === 0 ? [] : await pager.onCall(policies, now, now);
  return new Set(turns.filter(({ level }) => level === 1).map(({ policy }) => policy.id));
}

/** Where the policy names it → its id. */
export function namedIn({ services: all, paging: { otherwise, security } }: Policy): ReadonlyMap<string, string> {
  const own = all.flatMap(({ id, pagerDuty }) =>
    pagerDuty === null ? [] : [[`services.${id}.pagerduty`, pagerDuty] as const],
  );
  const rest = [['paging.otherwise', otherwise] as const, ['paging.security', security] as const];
  return new Map([...own, ...rest.flatMap(([where, id]) => (id === null ? [] : [[where, id] as const]))]);
}

/** Incidents that page nobody. */
function uncovered({ services: all, paging }: Policy, file: string): readonly Finding[] {
  const without = all.filter(({ pagerDuty }) => pagerDuty === null).map(({ id }) => id);
  const names = without.join(', ');
  const bare = `Nobody is paged for ${names}. In ${file}, name their services at pagerduty, or one for all else at paging.otherwise.`;
  const secret = `Nobody is paged for private incidents. In ${file}, name the service of security at paging.security.`;
  return [
    ...(paging.otherwise === null && without.length > 0 ? [warning(bare)] : []),
    ...(paging.security === null ? [warning(secret)] : []),
  ];
}
