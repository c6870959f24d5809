import { describe, expect, it } from 'vitest';
import { type Env, loadConfig, surveyConfig } from '#src/config.ts';
import { ConfigError } from '#src/errors.ts';

const right = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const mail = { SMTP_URL: 'smtp://mail', MAIL_FROM: 'ops@apgms.example' };

function refusals(env: Env): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the survey of an environment', () => {
  it('that is right is what the start would use', () => {
    const env = { ...right, ...mail, DATABASE_URL: 'postgres://db/apgms', APGMS_VAR_WIKI: 'https://wiki.example' };
    const { slack, storage, process, ...rest } = loadConfig(env);
    expect(surveyConfig(env)).toEqual({
      problems: [],
      slack,
      storage,
      mail: rest.mail,
      pagerDuty: rest.pagerDuty,
      alertmanager: rest.alertmanager,
      policy: { path: process.policyPath, vars: process.vars },
    });
  });

  const wrong: readonly (readonly [Env, readonly string[]])[] = [
    [{}, ['botToken', 'transport']],
    [{ ...right, SLACK_BOT_TOKEN: 'xoxp-1' }, ['botToken']],
    [{ ...right, SLACK_API_URL: 'slack' }, ['apiUrl']],
    [{ ...right, SLACK_APP_TOKEN: 'xoxb-1' }, ['transport']],
    [{ ...right, SLACK_SIGNING_SECRET: 'a-signing-secret' }, ['transport']],
    // What is malformed is set all the same: it does not make room for the other.
    [{ ...right, SLACK_SIGNING_SECRET: 'short' }, ['transport']],
    [{ ...right, SMTP_URL: 'smtp://mail' }, ['mail']],
    [{ ...right, ...mail, SMTP_URL: 'mail' }, ['mail']],
    [{ ...right, PAGERDUTY_API_TOKEN: 'u+token-of-ours' }, ['pagerDuty']],
    [{ ...right, PAGERDUTY_API_URL: 'pagerduty' }, ['pagerDuty']],
    [{ ...right, ALERTMANAGER_WEBHOOK_TOKEN: 'guessed' }, ['alertmanager']],
    [{ ...right, DATABASE_URL: 'mysql://db' }, ['storage']],
    [{ ...right, REDIS_URL: 'redis' }, ['storage']],
    [{ ...right, ROLE: 'worker' }, ['storage']],
    [{ ...right, APGMS_IMAGE: '1' }, ['storage']],
    [{ ...right, PORT: 'eighty', LOG_LEVEL: 'loud' }, []],
  ];

  it.each(wrong)('%o tells what the start would, and leaves out %o', (env, unusable) => {
    const { problems, slack, mail, pagerDuty, alertmanager, storage } = surveyConfig(env);
    expect(problems).toEqual(refusals(env));
    expect(problems).not.toEqual([]);
    const parts = Object.entries({ ...slack, mail, pagerDuty, alertmanager, storage });
    expect(parts.filter(([, part]) => part === undefined).map(([name]) => name)).toEqual(unusable);
  });
});
