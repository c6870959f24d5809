import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { commands, listeners } from '#commands/index.ts';
import type { Command, EffectKindDefinition, Listener } from '#src/define.ts';
import { effects } from '#src/effects/index.ts';
import { slackEvent } from '#src/vendors/slack/events.ts';

/** What the door needs besides its commands, effects and listeners: to be called, to know who calls, and to answer late. */
const doorScopes = ['chat:write', 'commands', 'im:write', 'users:read', 'users:read.email'];

/** The app manifest Slack asks for, from the lists of commands, listeners and effects. `host`: `https://…` for HTTP; without it, Socket Mode. */
export function manifestOf({
  commands,
  listeners,
  effects,
  host,
}: {
  readonly commands: readonly Command[];
  readonly listeners: readonly Listener[];
  readonly effects: readonly EffectKindDefinition[];
  readonly host: string | null;
}) {
  const request = host === null ? {} : { request_url: new URL('/slack/events', host).href };
  const verbs = Object.entries(Object.groupBy(commands, (command) => command.noun));
  const nouns = verbs.map(([noun, group = []]) => hintOf(noun, group));
  const shortcuts = commands.flatMap((command) => Object.entries(command.shortcuts ?? {}));
  const heard = listeners.flatMap((one) => Object.keys(one.events));
  const events = [...new Set(['app_mention', ...heard])].map(slackEvent);
  const scopes = new Set([...doorScopes, ...[...commands, ...effects, ...events].flatMap((one) => one.scopes)]);
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: 'APGMS Ops',
      description: 'Keeps the operations runbooks: incidents, their channels and posts, on time.',
      background_color: '#1f2937',
    },
    features: {
      // People read what the bot tells them there; what they would write there nobody hears.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'APGMS', always_online: true },
      slash_commands: [
        {
          command: '/apgms',
          ...(host === null ? {} : { url: new URL('/slack/events', host).href }),
          description: 'Declare incidents, work on them, and keep their record',
          usage_hint: `${nouns.join(' · ')} · help`,
          should_escape: true,
        },
      ],
      shortcuts: shortcuts.map(([callback_id, { name, type, description }]) => ({
        name,
        type,
        callback_id,
        description,
      })),
    },
    oauth_config: { scopes: { bot: [...scopes].sort() } },
    settings: {
      event_subscriptions: { ...request, bot_events: events.flatMap((one) => one.subscriptions).sort() },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: host === null,
      token_rotation_enabled: false,
    },
  };
}

/** `service list|show`; `me [pagerduty]` where the noun alone is a command, too. */
function hintOf(noun: string, group: readonly Command[]): string {
  const verbs = group.map(({ verb }) => verb).filter(Boolean);
  if (verbs.length === 0) return noun;
  return verbs.length < group.length ? `${noun} [${verbs.join('|')}]` : `${noun} ${verbs.join('|')}`;
}

/** What stands in `manifest.yml`. */
export function manifestText(host: string | null): string {
  const by = host === null ? 'npm run manifest' : `npm run manifest -- ${host}`;
  return `# Made by \`${by}\` from the lists of commands, listeners and effects; a test holds it equal.\n${stringify(manifestOf({ commands, listeners, effects, host }))}`;
}

async function main(host: string | null): Promise<void> {
  if (host !== null && !URL.canParse(host)) {
    process.stderr.write(`${host} is not an address; for example: npm run manifest -- https://ops.example.com\n`);
    process.exitCode = 1;
    return;
  }
  if (host === null) await writeFile(new URL('../../manifest.yml', import.meta.url), manifestText(null));
  else process.stdout.write(manifestText(host));
}

if (import.meta.main) await main(process.argv[2] ?? null);
