import type { Policy } from '#src/domain/policy.ts';
import { createPager } from '#src/vendors/pagerduty/client.ts';
import { type Check, type Finding, notChecked, ok, warning } from './_examination/check.ts';
import { abilities } from './_pagerduty/abilities.ts';
import { pagerDutyFinding } from './_pagerduty/fault.ts';
import { identity } from './_pagerduty/identity.ts';
import type { Account, Part } from './_pagerduty/part.ts';
import { people } from './_pagerduty/people.ts';
import { namedIn, services } from './_pagerduty/services.ts';
import { webhook } from './_pagerduty/webhook.ts';

const parts: readonly Part[] = [services, abilities, webhook, people];

/** The account takes the token, and is set up so that people are called and the bot hears of it. Nobody is paged. */
export const pagerDuty: Check = {
  name: 'PagerDuty',
  async look({ config: { pagerDuty: config, policy: source }, policy: readPolicy, wall }) {
    if (config === undefined) return [notChecked('what PagerDuty needs cannot be used, see configuration.')];
    const policy = await readPolicy();
    if (!policy.known) return [notChecked(policy.why)];
    if (config === null) return [notSetUp(policy.value, source.path)];
    const account = { pager: createPager(config), config, policy: policy.value, file: source.path, now: wall.now() };
    return examined(account);
  },
};

/** Whoever names services of it in the policy counts on people being called. */
function notSetUp(policy: Policy, file: string): Finding {
  const way = 'To have it: PAGERDUTY_API_TOKEN.';
  const { size } = namedIn(policy);
  if (size === 0) return ok(`not set up: nobody is paged, and who is on call is by the rota. ${way}`);
  const named = size === 1 ? 'a service' : `${size} services`;
  return warning(
    `not set up: nobody is paged, although ${file} names ${named} of it, and who is on call is by the rota. ${way}`,
  );
}

/** One after the other, as PagerDuty asks of calls by one token. Whoever is not let in at first learns no more. */
async function examined(account: Account): Promise<readonly Finding[]> {
  const first = await lookAt(identity, account);
  const found = [...first.findings];
  if (first.failed) return found;
  for (const part of parts) found.push(...(await lookAt(part, account)).findings);
  return found;
}

async function lookAt(
  part: Part,
  account: Account,
): Promise<{ readonly failed: boolean; readonly findings: readonly Finding[] }> {
  try {
    return { failed: false, findings: await part(account) };
  } catch (error) {
    return { failed: true, findings: [pagerDutyFinding(error)] };
  }
}
