import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type CallLog, createCallLog } from '#playground/call-log.ts';
import { createFaults, type Faults } from '#playground/faults.ts';
import { answerControl } from './control.ts';
import { httpTransport } from './deliver.ts';
import { createEvents, defaultEvents } from './events.ts';
import { isOwnPage, originOf, sendJson } from './http.ts';
import { sendPageFile } from './page-files.ts';
import { createRateLimits } from './rate-limits.ts';
import { answerResponseUrl } from './response-urls.ts';
import type { BotStatus, Control } from './route.ts';
import { createScopes } from './scopes.ts';
import { createScreenEvents } from './screen-events.ts';
import { defaultSeed } from './seed.ts';
import { createSockets } from './sockets.ts';
import { createState, type State, type WorkspaceSeed } from './state.ts';
import { answerUpload } from './uploads.ts';
import { answerApi, type WebApi } from './web-api.ts';
import type { Shortcut, World } from './world.ts';

export interface WorkspaceOptions {
  /** The playground's clock, ms: message times, rate tiers, event retries, the life of response URLs. */
  readonly clock: { now(): number };
  readonly delivery:
    | { readonly mode: 'http'; readonly url: () => string | null; readonly signingSecret: string }
    | { readonly mode: 'socket' };
  readonly controls: {
    /** Moves the clock and returns when nothing due is left. */
    advance(ms: number): Promise<void>;
    /** `turns`: also what only waits for its turn with a vendor gets it, the clock going there. */
    settle(wait: { readonly turns: boolean }): Promise<void>;
    /** Resolves once the bot is dead. */
    killBot(): Promise<void>;
  };
  readonly seed?: WorkspaceSeed;
  /** Granted bot scopes. */
  readonly scopes?: readonly string[];
  /** The app's slash commands; default: `/apgms`. */
  readonly commands?: readonly string[];
  /** The app's event subscriptions. */
  readonly events?: readonly string[];
  /** The app's shortcuts, which the page offers; without a list, every one that somebody names is taken. */
  readonly shortcuts?: readonly Shortcut[];
  /** Other vendors whose screens the page shows beside its own: `pagerduty`. They answer on the same server. */
  readonly beside?: readonly string[];
  /** Whether the app has a home tab; default: yes. */
  readonly hasHome?: boolean;
  /** Whether people can write to the app in its messages tab; default: yes. */
  readonly takesMessages?: boolean;
  /** How the bot is, to show on the page; `changed` says when it is otherwise. Default: always up. */
  readonly botStatus?: () => BotStatus;
  readonly rateLimits?: 'real' | 'off';
  readonly botToken?: string;
  readonly appToken?: string;
  /** Shared with other vendors' fakes, where there are any. */
  readonly faults?: Faults;
  readonly log?: CallLog;
}

export interface Workspace {
  /** `false`: not one of its routes. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes the Socket Mode upgrade; `false`: not its own. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** To read, not to write. */
  readonly state: State;
  readonly botToken: string;
  /** For Socket Mode. */
  readonly appToken: string;
  readonly faults: Faults;
  readonly log: CallLog;
  /** Has open pages look again. */
  changed(): void;
  /** Sends the event retries that are due by the clock. */
  runDue(): Promise<void>;
  /** Resolves when no event is on its way to the bot. */
  idle(): Promise<void>;
  close(): void;
}

/** What the bot's manifest asks for. */
const defaultScopes: readonly string[] = [
  ...['app_mentions:read', 'bookmarks:read', 'bookmarks:write', 'channels:history', 'channels:join', 'channels:manage'],
  ...['channels:read', 'chat:write', 'chat:write.public', 'commands', 'files:write'],
  ...['groups:history', 'groups:read', 'groups:write'],
  ...['im:write', 'pins:read', 'pins:write', 'reactions:read', 'reactions:write', 'usergroups:read', 'users:read'],
  'users:read.email',
];

/** A small, strict, stateful Slack for one team and one app. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { clock, delivery, controls, botToken = 'xoxb-playground', appToken = 'xapp-playground' } = options;
  const now = () => clock.now();
  const state = createState(options.seed ?? defaultSeed, now());
  const faults = options.faults ?? createFaults();
  const log = options.log ?? createCallLog(clock);
  const line = { faults, log, killBot: () => controls.killBot() };
  const screens = createScreenEvents();
  const sockets = createSockets(state.team.appId);
  const transport = delivery.mode === 'http' ? httpTransport(delivery.url, delivery.signingSecret) : sockets;
  const scopes = createScopes(options.scopes ?? defaultScopes);
  const events = createEvents({ state, now, transport, subscribed: options.events ?? defaultEvents, scopes });
  const world: World = {
    state,
    now,
    scopes,
    commands: new Set(options.commands ?? ['/apgms']),
    shortcuts: options.shortcuts ?? null,
    beside: options.beside ?? [],
    hasHome: options.hasHome ?? true,
    takesMessages: options.takesMessages ?? true,
    publish: (event, channel) => events.publish(event, channel),
    changed: screens.changed,
    openSocket: sockets.open,
  };
  const limits = options.rateLimits === 'real' ? createRateLimits(now) : null;
  const api: WebApi = { world, line, limits, tokens: { bot: botToken, app: appToken } };
  const control: Control = {
    world,
    transport,
    events,
    sockets,
    line,
    botStatus: options.botStatus ?? (() => 'up'),
    async advance(ms) {
      await controls.advance(ms);
      await events.runDue();
      await settle({ turns: false });
    },
    settle: () => settle({ turns: true }),
  };
  // The clock is somebody else's and may run by itself, so retries that fell due are looked for now and then.
  const retries = setInterval(() => void events.runDue(), 1000).unref();

  /** What the bot does makes events, and events make it do more: settled is when a round brought nothing new. */
  async function settle(wait: { readonly turns: boolean }): Promise<void> {
    let before: number;
    do {
      await events.idle();
      before = events.tries();
      await controls.settle(wait);
    } while (events.tries() > before);
  }

  return {
    async handle(request, response) {
      const { pathname } = new URL(request.url ?? '/', originOf(request));
      const [, root = '', name = '', rest = ''] = pathname.split('/');
      if (root === 'api') return answered(answerApi(api, name, request, response));
      if (root === '_response') return answered(answerResponseUrl(api, name, request, response));
      if (root === 'upload' && name === 'v1') return answered(answerUpload(api, rest, request, response));
      if (root === '_workspace') {
        if (!isOwnPage(request)) {
          sendJson(response, 403, { ok: false, error: 'only from this machine, and only from our own page' });
          return true;
        }
        if (request.method === 'GET' && name === 'events') {
          screens.follow(response);
          return true;
        }
        return answerControl(control, request, response);
      }
      return request.method === 'GET' && sendPageFile(pathname, response);
    },
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    state,
    botToken,
    appToken,
    faults,
    log,
    changed: screens.changed,
    runDue: () => events.runDue(),
    idle: () => events.idle(),
    close() {
      clearInterval(retries);
      sockets.close();
      screens.close();
    },
  };
}

async function answered(work: Promise<void>): Promise<true> {
  await work;
  return true;
}
