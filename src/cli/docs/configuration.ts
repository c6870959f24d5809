import type { Setting } from '#src/config/settings.ts';
import { made, page, table } from './markdown.ts';
import { policyRows } from './policy.ts';

/** `docs/configuration.md`: the variables, group by group, and the policy file in short. */
export function configurationPage(settings: readonly Setting[], policySchema: unknown): string {
  const groups = Object.entries(Object.groupBy(settings, ({ group }) => group));
  return page(
    '# Configuration',
    made,
    `Two places: environment variables say where things are and who we are there; the policy file ([apgms.yaml](../apgms.yaml)) says what the runbooks promise. Both are
checked when the bot starts: it lists everything that is wrong at once, and exits with 1. \`npm run doctor\` looks at what they lead to.`,
    '## Environment variables',
    `\`npm start\` and the other scripts read a \`.env\` beside them, where there is one ([.env.example](../.env.example) has every name); what is set already stays. An empty
variable counts as absent. What is secret is never printed.`,
    ...groups.map(([group, members = []]) => `### ${group}\n\n${groupNote(group)}${settingTable(members)}`),
    '## The policy file',
    `YAML. \`<id>\` stands for a name of your own, \`[]\` for each of a list. A rule is an object of a \`value\` and of \`from\`, the runbook it stands in:
\`{ value: 15m, from: "003" }\`; services, severities and the escalation have a \`from\`, too, which is not listed below. \`\${APGMS_VAR_WIKI}\` in a text is the
variable of that name; no other variable can be read. A change takes effect when the bot starts again; which text something was decided under stays on record. An editor that knows
JSON Schema helps while you type ([apgms.schema.json](../apgms.schema.json)).`,
    table(['key', 'value', 'what it is'], policyRows(policySchema)),
  );
}

/** What one variable cannot say of itself. */
const notes: Readonly<Record<string, string>> = {
  slack:
    'Required: `SLACK_BOT_TOKEN`, and either `SLACK_APP_TOKEN` (Socket Mode) or `SLACK_SIGNING_SECRET` (HTTP), not both.',
  mail: 'Both or neither.',
  pagerduty: 'The first three or none of them.',
  storage:
    'All may be absent, but for `DATABASE_URL` where several processes share one database and in the Docker image.',
};

function groupNote(group: string): string {
  const note = notes[group];
  return note === undefined ? '' : `${note}\n\n`;
}

function settingTable(settings: readonly Setting[]): string {
  const rows = settings.map(({ name, what, example, secret, default: usual }) => [
    `\`${name}\``,
    secret ? `${what} Secret.` : what,
    usual === null ? '' : `\`${usual}\``,
    `\`${example}\``,
  ]);
  return table(['variable', 'what it is', 'default', 'example'], rows);
}
