import { type Check, notChecked, ok, wrong } from '#src/cli/doctor/_examination/check.ts';
import { IntegrationError } from '#src/errors.ts';
import { slackTime } from '#src/vendors/slack/survey.ts';

/** Seconds. Slack's requests are refused from 300 on, and promises are late by as much as the clock is. */
const most = 60;

/** Our time is Slack's. */
export const clock: Check = {
  name: 'clock',
  async look({ config, wall }) {
    const { apiUrl } = config.slack;
    if (apiUrl === undefined) return [notChecked('SLACK_API_URL cannot be used, see configuration.')];
    try {
      const before = wall.now();
      const theirs = await slackTime(apiUrl);
      if (theirs === null) return [notChecked('the answer of Slack does not say what time it is there.')];
      return [findingOf(Math.round(((before + wall.now()) / 2 - theirs) / 1_000))];
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      return [notChecked(`Slack does not answer (${error.code}).`)];
    }
  },
};

/** `ahead`: seconds. */
function findingOf(ahead: number) {
  if (Math.abs(ahead) <= most) return ok("Slack's time is ours, within a minute.");
  const how = `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'}`;
  return wrong(
    `This machine's clock is ${how} Slack's. Deadlines are judged by it, and from 300 s on Slack's requests are refused. ` +
      'Set it by the network: `timedatectl set-ntp true`, on the host where this is a container.',
  );
}
