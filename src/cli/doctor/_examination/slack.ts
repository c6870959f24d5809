import type { ConfigSurvey } from '#src/config.ts';
import { createLog } from '#src/log.ts';
import type { SlackMethod } from '#src/vendors/slack/methods.ts';
import {
  createSurvey,
  type SlackAccount,
  type SlackSelf,
  type SlackSurvey,
  scopesLacking,
} from '#src/vendors/slack/survey.ts';
import { type Known, known, notChecked, unconfigured, unknown } from './check.ts';
import { slackFinding } from './slack-fault.ts';

/** A workspace that let us in. */
export interface Slack {
  readonly self: SlackSelf;
  readonly survey: SlackSurvey;
}

/** What Slack says of an e-mail, in lower case; no entry: nobody has it. */
export type Accounts = ReadonlyMap<string, SlackAccount['state']>;

/** The lines this prints are the report's alone. */
export const silent = createLog({ level: 'silent' });

/** Asks Slack who we are. */
export async function askSlack({ botToken, apiUrl }: ConfigSurvey['slack']): Promise<Known<Slack>> {
  if (botToken === undefined) return unconfigured('SLACK_BOT_TOKEN');
  if (apiUrl === undefined) return unconfigured('SLACK_API_URL');
  const survey = createSurvey({ token: botToken, apiUrl, log: silent });
  try {
    return known({ self: await survey.whoAmI(), survey });
  } catch (error) {
    return unknown(slackFinding(error, 'SLACK_BOT_TOKEN'), 'Slack does not let us in, see Slack token.');
  }
}

/** Walks the list of everybody, which names the deactivated ones too: a search by e-mail leaves them out. */
export async function askAccounts(asked: Promise<Known<Slack>>): Promise<Known<Accounts>> {
  const slack = await asked;
  if (!slack.known) return { ...slack, findings: [notChecked(slack.why)] };
  const { self, survey } = slack.value;
  const lacking = lackingFor(self, 'users.list');
  if (lacking !== null) return unknown(notChecked(lacking), lacking);
  const accounts = new Map<string, SlackAccount['state']>();
  try {
    for await (const { email, state } of survey.accounts(self.teamId)) {
      const key = email?.toLowerCase();
      // Who came back has an old account and a new one.
      if (key !== undefined && accounts.get(key) !== 'active') accounts.set(key, state);
    }
    return known(accounts);
  } catch (error) {
    return unknown(slackFinding(error, 'SLACK_BOT_TOKEN'), 'Slack does not say who is there, see people.');
  }
}

/** Why there is no sense in calling this method; `null`: nothing is known to stand in the way. */
export function lackingFor({ scopes }: SlackSelf, method: SlackMethod): string | null {
  if (scopes.length === 0) return null;
  const lacking = scopesLacking([method], scopes);
  return lacking.length === 0 ? null : `Slack says nothing of it without ${lacking.join(', ')}, see scopes.`;
}
