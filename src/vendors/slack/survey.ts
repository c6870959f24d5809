import { ofCall } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import { type CallOptions, createCall, deadlines } from './call.ts';
import { everyChannel } from './channels.ts';
import { httpFault, transportFault } from './fault.ts';
import { type SlackMethod, slackMethods } from './methods.ts';
import { everyPage } from './pages.ts';
import { personOf } from './person.ts';
import { anything, authTeam, type ListedChannel, userPage } from './schema.ts';
import { slackFetch } from './transport.ts';

export interface SlackSelf {
  readonly workspace: string;
  readonly teamId: string;
  readonly bot: string;
  /** Granted to the bot. Empty: whatever stands between us took the header away, since a bot has one scope at least. */
  readonly scopes: readonly string[];
}

/** `elsewhere`: a bot, or of another workspace. */
export interface SlackAccount {
  readonly email: string | null;
  readonly state: 'active' | 'deactivated' | 'elsewhere';
}

/** What a token can see, for who asks whether we could work with it: nothing here changes anything. One try each; each throws `IntegrationError`. */
export interface SlackSurvey {
  whoAmI(): Promise<SlackSelf>;
  /** The public channels and the private ones we are in; archived ones too. */
  channels(): AsyncIterable<ListedChannel>;
  /** `teamId`: our workspace. */
  accounts(teamId: string): AsyncIterable<SlackAccount>;
}

export function createSurvey(options: CallOptions): SlackSurvey {
  const call = createCall(options);
  return {
    async whoAmI() {
      const { team, team_id, user, response_metadata } = await call('auth.test', {}, authTeam);
      return { workspace: team, teamId: team_id, bot: user, scopes: response_metadata.scopes };
    },
    channels: () => everyChannel(call, { archived: true }),
    async *accounts(teamId) {
      // 1,000 is Slack's most for one page.
      for await (const { members } of everyPage(call, 'users.list', { limit: 1_000 }, userPage)) {
        for (const user of members) {
          const { email, outsider } = personOf(user, teamId);
          const present = outsider ? 'elsewhere' : 'active';
          yield { email, state: user.deleted ? 'deactivated' : present };
        }
      }
    },
  };
}

/** What these methods want and the bot was not granted. */
export function scopesLacking(methods: readonly SlackMethod[], granted: readonly string[]): readonly string[] {
  const wanted = methods.flatMap((method): readonly string[] => slackMethods[method].scopes);
  return [...new Set(wanted)].filter((scope) => !granted.includes(scope));
}

/**
 * Asks for an address for Socket Mode and leaves it unused: a link that is opened would take deliveries away from a bot at work. Throws
 * `IntegrationError`.
 */
export async function askForSocket(options: {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly log: Log;
}): Promise<void> {
  const { appToken, apiUrl, log } = options;
  await createCall({ token: appToken, apiUrl, log })('apps.connections.open', {}, anything);
}

/** The time at Slack, in milliseconds and right to the second, as an answer's `Date` says; `null` where it says none. Throws `IntegrationError`. */
export async function slackTime(apiUrl: string): Promise<number | null> {
  const method: SlackMethod = 'api.test';
  const signal = AbortSignal.timeout(deadlines.short);
  const answer = await slackFetch(`${apiUrl.replace(/\/$/, '')}/${method}`, { method: 'POST', signal }).catch(
    (error: unknown) => {
      throw ofCall(transportFault(error, false), method);
    },
  );
  if (answer.status !== 200) throw ofCall(httpFault(answer.status, false), method);
  const time = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(time) ? null : time;
}
