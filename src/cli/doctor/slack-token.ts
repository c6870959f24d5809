import { type Check, ok } from '#src/cli/doctor/_examination/check.ts';

/** Slack takes the bot token, and it is the workspace somebody meant. */
export const slackToken: Check = {
  name: 'Slack token',
  async look(patient) {
    const slack = await patient.slack();
    if (!slack.known) return slack.findings;
    const { workspace, bot } = slack.value.self;
    return [ok(`the bot is @${bot} in the workspace ${workspace}.`)];
  },
};
