import { type Check, notChecked, ok, wrong } from '#src/cli/doctor/_examination/check.ts';
import type { PolicyPerson } from '#src/domain/policy.ts';

/** Everybody the policy names has an account, found by e-mail: who has none is never called and may nothing. */
export const people: Check = {
  name: 'people',
  async look(patient) {
    const [policy, accounts] = await Promise.all([patient.policy(), patient.accounts()]);
    if (!policy.known) return [notChecked(policy.why)];
    if (!accounts.known) return accounts.findings;
    const { path } = patient.config.policy;
    const problems = policy.value.people.flatMap((person) => {
      const problem = problemOf(person, accounts.value.get(person.email.toLowerCase()), path);
      return problem === null ? [] : [wrong(problem)];
    });
    return problems.length > 0 ? problems : [ok(`all ${policy.value.people.length} of the policy are in Slack.`)];
  },
};

function problemOf({ name, email }: PolicyPerson, state: string | undefined, path: string): string | null {
  const who = `${name} (${email})`;
  if (state === undefined)
    return `Nobody in Slack has the e-mail of ${who}. Correct it in ${path}, everywhere it stands, or take them out.`;
  if (state === 'deactivated')
    return `The Slack account of ${who} is deactivated. Take them out of ${path}, everywhere they stand, or have it activated again.`;
  if (state === 'elsewhere')
    return `${who} is a bot, or of another workspace, and may nothing here. Take them out of ${path}, everywhere they stand.`;
  return null;
}
