import { ok, warning } from '#src/cli/doctor/_examination/check.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Part } from './part.ts';

/** Everybody in the rota and on the escalation path has a user there. Who has none is asked in Slack alone. */
export const people: Part = async ({ pager, policy, file }) => {
  const emails = namedIn(policy);
  const missing: string[] = [];
  // One after the other: the account has one limit for all calls.
  for (const email of emails) if ((await pager.userByEmail(email)) === null) missing.push(email);
  if (missing.length === 0) return [ok(`all ${emails.length} of the rota and the escalation path have a user there.`)];
  return missing.map((email) => {
    const name = policy.people.find((one) => one.email === email)?.name;
    const who = name === undefined ? email : `${name} (${email})`;
    return warning(
      `It has no user with the e-mail of ${who}, so it cannot call them; they are asked in Slack alone. Add them there (People → Users → Add Users), correct the e-mail in ${file}, or, where they have another one there, have them type \`/apgms me pagerduty <e-mail>\`, which this check does not know of.`,
    );
  });
};

function namedIn({ rota, escalation }: Policy): readonly string[] {
  const lists = rota.flatMap(({ primary, secondary }) => [...primary, ...secondary]);
  const rungs = escalation.rungs.flatMap(({ who }) => ('people' in who ? who.people : []));
  return [...new Set([...lists, ...rungs])];
}
