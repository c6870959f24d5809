import { type Check, type Finding, notChecked, ok, wrong } from '#src/cli/doctor/_examination/check.ts';
import { lackingFor, type Slack } from '#src/cli/doctor/_examination/slack.ts';
import { slackFinding } from '#src/cli/doctor/_examination/slack-fault.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { ListedChannel } from '#src/vendors/slack/schema.ts';

/** Every channel the policy names exists, and the bot is in it or can enter it. It enters none. */
export const rooms: Check = {
  name: 'rooms',
  async look(patient) {
    const [policy, slack] = await Promise.all([patient.policy(), patient.slack()]);
    if (!policy.known) return [notChecked(policy.why)];
    if (!slack.known) return [notChecked(slack.why)];
    const lacking = lackingFor(slack.value.self, 'conversations.list');
    if (lacking !== null) return [notChecked(lacking)];
    try {
      return await lookAt(named(policy.value), slack.value, patient.config.policy.path);
    } catch (error) {
      return [slackFinding(error, 'SLACK_BOT_TOKEN')];
    }
  },
};

/** Where the policy names it → the channel, without `#`. */
function named({ rooms, security }: Policy): ReadonlyMap<string, string> {
  const all = Object.entries(rooms).map(([name, { value }]) => [`rooms.${name}`, value] as const);
  const contact = security.slack.startsWith('#') ? [['security.slack', security.slack.slice(1)] as const] : [];
  return new Map([...all, ...contact]);
}

async function lookAt(wanted: ReadonlyMap<string, string>, { self, survey }: Slack, file: string) {
  const seen = new Map<string, ListedChannel>();
  for await (const channel of survey.channels()) seen.set(channel.name, channel);
  const noEntry = lackingFor(self, 'conversations.join');
  const findings = [...wanted].map(([where, name]) => findingOf(seen.get(name), name, `${where} in ${file}`, noEntry));
  const problems = findings.filter(({ state }) => state !== 'ok');
  return problems.length > 0 ? problems : [ok(`${findings.map(({ text }) => text).join(', ')}.`)];
}

function findingOf(channel: ListedChannel | undefined, name: string, where: string, noEntry: string | null): Finding {
  if (channel === undefined)
    return wrong(
      `The bot sees no channel #${name}. Create it in Slack, or type \`/invite @APGMS\` in it if it is private, or name another at ${where}.`,
    );
  if (channel.is_archived)
    return wrong(`#${name} is archived. In Slack: its name → Settings → Unarchive; or name another at ${where}.`);
  if (channel.is_member) return ok(`#${name}`);
  return noEntry === null
    ? ok(`#${name} (to be entered)`)
    : wrong(`The bot is not in #${name} and may not enter it. ${noEntry}`);
}
