import { ok, wrong } from '#src/cli/doctor/_examination/check.ts';
import type { Part } from './part.ts';

/** The user the bot acts as where nobody else is known: without one PagerDuty takes no page at all. */
export const identity: Part = async ({ pager, config }) => {
  const user = await pager.userByEmail(config.fromEmail);
  if (user !== null)
    return [ok(`it takes the token, and the bot acts as ${user.name}. That it may write shows with the first page.`)];
  return [
    wrong(
      `It knows no user with the e-mail ${config.fromEmail} (PAGERDUTY_FROM_EMAIL), and pages nobody without one. Add the bot there (People → Users → Add Users), or name a user there is.`,
    ),
  ];
};
