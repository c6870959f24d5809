import { type Check, notChecked, ok, warning } from '#src/cli/doctor/_examination/check.ts';
import { groups as everyGroup, type Group } from '#src/domain/people.ts';

/** These two need no list: they are what Slack says of somebody. */
const unlisted: readonly Group[] = ['responder', 'unverified'];

/** Somebody is in each group: what only a group without people may, nobody can. */
export const groups: Check = {
  name: 'groups',
  async look(patient) {
    const [policy, accounts] = await Promise.all([patient.policy(), patient.accounts()]);
    if (!policy.known) return [notChecked(policy.why)];
    const { path } = patient.config.policy;
    const problems = everyGroup
      .filter((group) => !unlisted.includes(group))
      .flatMap((group) => {
        const emails = policy.value.groups[group] ?? [];
        if (emails.length === 0)
          return [
            warning(
              `Nobody is in ${group}, so nobody can do what only ${group} may. Name somebody at groups.${group} in ${path}.`,
            ),
          ];
        const someone = !accounts.known || emails.some((email) => accounts.value.get(email.toLowerCase()) === 'active');
        if (someone) return [];
        return [
          warning(`Nobody of ${group} is in Slack, see people. Name somebody who is at groups.${group} in ${path}.`),
        ];
      });
    if (problems.length > 0) return problems;
    return [
      ok(
        accounts.known ? 'each has somebody.' : `each has somebody by ${path}; whether they are in Slack is not known.`,
      ),
    ];
  },
};
