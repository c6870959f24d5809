import { commands, listeners } from '#commands/index.ts';
import { manifestOf } from '#src/cli/manifest.ts';
import { effects } from '#src/effects/index.ts';
import { type BotProcess, type Settled, startBotProcess } from './bot-process.ts';
import { openMailbox } from './fakes/mail.ts';
import { openPagerDuty } from './fakes/pagerduty/pagerduty.ts';
import { createMovedClock } from './moved-clock.ts';
import type { BotStatus } from './workspace/route.ts';
import { type Served, serve } from './workspace/serve.ts';
import { createWorkspace, type Workspace, type WorkspaceOptions } from './workspace/workspace.ts';

export interface PlaygroundOptions {
  /** 0: any free port. */
  readonly port?: number;
  readonly transport?: 'http' | 'socket';
  /** `DATABASE_URL`, or `DATA_DIR` for a PostgreSQL of its own; `REDIS_URL` where wanted. */
  readonly storage: Readonly<Record<string, string>>;
  readonly whileBotIsDown?: () => Promise<void>;
  readonly workspace?: Pick<WorkspaceOptions, 'seed' | 'scopes' | 'rateLimits'>;
  /** Whether the bot has a mail server; default: yes. */
  readonly mail?: boolean;
  /** Whether the bot has a PagerDuty account; default: yes. */
  readonly pagerDuty?: boolean;
  readonly botOutput?: NodeJS.WritableStream;
  readonly logLevel?: string;
}

export interface Playground {
  readonly url: string;
  readonly workspace: Workspace;
  readonly bot: BotProcess;
  /** Moves the bot's time, and returns when nothing due is left. */
  advance(ms: number): Promise<void>;
  settle(): Promise<void>;
  /** Kills the bot, which is back so much later (clock): what came due meanwhile it finds when it is up. */
  downFor(ms: number): Promise<void>;
  close(): Promise<void>;
}

const signingSecret = 'playground-signing-secret';
const webhookSecret = 'playground-pagerduty-webhook-secret';
/** What an Alertmanager shows the bot of a playground. */
export const alertmanagerToken = 'playground-alertmanager-token';

/** Less than what a vendor's token may be late, so that none is lost. */
const stepMs = 4_500;

/** A workspace and the real bot in it, wired as in production. No account, nothing leaves this machine. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { transport = 'http' } = options;
  const manifest = manifestOf({ commands, listeners, effects, host: null });
  const clock = createMovedClock();
  const started = Promise.withResolvers<BotProcess>();
  let bot: BotProcess | null = null;

  const workspace = createWorkspace({
    scopes: manifest.oauth_config.scopes.bot,
    shortcuts: manifest.features.shortcuts.map(({ type, ...shortcut }) => ({ kind: type, ...shortcut })),
    commands: manifest.features.slash_commands.map(({ command }) => command),
    events: manifest.settings.event_subscriptions.bot_events,
    hasHome: manifest.features.app_home.home_tab_enabled,
    takesMessages: !manifest.features.app_home.messages_tab_read_only_enabled,
    beside: options.pagerDuty === false ? [] : ['pagerduty'],
    ...options.workspace,
    clock,
    delivery:
      transport === 'http' ? { mode: 'http', url: () => bot?.url() ?? null, signingSecret } : { mode: 'socket' },
    botStatus,
    controls: { advance, settle, killBot },
  });
  const { faults, log, changed } = workspace;
  const line = { faults, log, killBot };
  const mailbox = await openMailbox({ line, clock, changed });
  const webhook = { url: () => bot?.url() ?? null, secret: webhookSecret };
  const pagerDuty = openPagerDuty({ line, clock, changed, webhook });
  const served: Served = await serve([workspace, mailbox, pagerDuty], options.port ?? 0);

  async function killBot(): Promise<void> {
    await (await started.promise).kill();
  }

  function botStatus(): BotStatus {
    if (bot === null) return 'starting';
    return bot.url() === null ? 'down' : 'up';
  }

  /** What the bot does makes webhooks, and they make it do more: settled is when a round brought nothing new. */
  async function settled(bot: BotProcess): Promise<Settled> {
    for (;;) {
      const before = pagerDuty.moves();
      const next = await bot.settle();
      await pagerDuty.runDue();
      if (pagerDuty.moves() === before) return next;
    }
  }

  async function settle({ turns }: { readonly turns: boolean }): Promise<void> {
    const bot = await started.promise;
    for (;;) {
      const { nextTurn } = await settled(bot);
      if (nextTurn === null || !turns) return;
      moveTo(bot, nextTurn);
    }
  }

  /** In steps, so that everything happens when it would have happened by itself: exactly at its moment, or about when its turn comes. */
  async function advance(ms: number): Promise<void> {
    const bot = await started.promise;
    const target = clock.now() + ms;
    for (;;) {
      const { nextTurn, nextAlarm } = await settled(bot);
      const now = clock.now();
      if (now >= target) return;
      const turn = nextTurn === null ? target : Math.max(nextTurn, now + stepMs);
      const alarm = nextAlarm === null ? target : Math.max(nextAlarm, now + 1);
      moveTo(bot, Math.min(turn, alarm, pagerDuty.nextDue() ?? target, target));
    }
  }

  /** Never back. */
  function moveTo(bot: BotProcess, moment: number): void {
    clock.moveTo(clock.offset() + Math.max(0, moment - clock.now()));
    bot.tell({ type: 'clock', offset: clock.offset() });
  }

  bot = await startBotProcess({
    env: {
      ...options.storage,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_API_URL: `${served.url}/api/`,
      ...(transport === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: workspace.appToken }),
      ...(options.mail !== false && { SMTP_URL: mailbox.url, MAIL_FROM: 'APGMS Ops <ops@apgms.example>' }),
      ...(options.pagerDuty !== false && {
        PAGERDUTY_API_TOKEN: pagerDuty.token,
        PAGERDUTY_FROM_EMAIL: pagerDuty.fromEmail,
        PAGERDUTY_WEBHOOK_SECRET: pagerDuty.webhookSecret,
        PAGERDUTY_API_URL: `${served.url}/pagerduty`,
      }),
      ALERTMANAGER_WEBHOOK_TOKEN: alertmanagerToken,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: options.logLevel ?? 'info',
    },
    clockOffset: clock.offset,
    onChange: workspace.changed,
    ...(options.whileBotIsDown && { whileDown: options.whileBotIsDown }),
    ...(options.botOutput && { output: options.botOutput }),
  });
  started.resolve(bot);
  const running = bot;

  return {
    url: served.url,
    workspace,
    bot: running,
    advance,
    settle: () => settle({ turns: true }),
    async downFor(ms) {
      // The bot is not told, so it dies before it can notice.
      clock.moveTo(clock.offset() + ms);
      await running.kill();
    },
    async close() {
      await running.stop();
      workspace.close();
      pagerDuty.close();
      await served.close();
      await mailbox.close();
    },
  };
}
