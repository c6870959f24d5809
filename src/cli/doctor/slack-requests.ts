import { type Check, type Finding, notChecked, ok, wrong } from '#src/cli/doctor/_examination/check.ts';
import { silent } from '#src/cli/doctor/_examination/slack.ts';
import { slackFinding } from '#src/cli/doctor/_examination/slack-fault.ts';
import { askForSocket } from '#src/vendors/slack/survey.ts';

/** What Slack needs to reach us: Socket Mode's token, or the secret that its requests are signed with. */
export const slackRequests: Check = {
  name: 'Slack requests',
  async look({ config }) {
    const { transport, apiUrl } = config.slack;
    if (transport === undefined || apiUrl === undefined)
      return [notChecked('what Slack needs to reach the bot cannot be used, see configuration.')];
    return [transport.kind === 'http' ? shapeOf(transport.signingSecret) : await socket(transport.appToken, apiUrl)];
  },
};

/** Whether it is the right one only a request of Slack can show. */
function shapeOf(signingSecret: string): Finding {
  if (/^[0-9a-z]{32}$/.test(signingSecret))
    return ok('over HTTP; SLACK_SIGNING_SECRET looks like one. That it is the right one shows with the first request.');
  return wrong(
    `SLACK_SIGNING_SECRET is not the 32 digits and small letters of a signing secret (it has ${signingSecret.length} characters). ` +
      'Copy it anew: https://api.slack.com/apps → the app → Basic Information → Signing Secret.',
  );
}

async function socket(appToken: string, apiUrl: string): Promise<Finding> {
  try {
    await askForSocket({ appToken, apiUrl, log: silent });
    return ok('over Socket Mode; Slack takes SLACK_APP_TOKEN.');
  } catch (error) {
    return slackFinding(error, 'SLACK_APP_TOKEN');
  }
}
