import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { explain } from '#commands/_grammar/explain.ts';
import { commands, listeners } from '#commands/index.ts';
import { doorWords } from '#views/door.ts';
import { checker } from './checks/checker.ts';
import { type Config, loadConfig, readEnvFile } from './config.ts';
import { engineActor } from './domain/people.ts';
import { effects } from './effects/index.ts';
import { type Next, startEngine } from './engine/engine.ts';
import { ConfigError } from './errors.ts';
import { engineMetrics, slackMetrics, webhookMetrics } from './http/metrics.ts';
import { probeRoutes } from './http/probes.ts';
import { createHttpServer, type Route } from './http/server.ts';
import { webhookRoutes } from './http/webhooks.ts';
import { createLog } from './log.ts';
import { loadPolicy, type PolicyFile } from './policy.ts';
import type { Deps } from './ports/deps.ts';
import type { Log } from './ports/log.ts';
import type { Clock } from './ports/time.ts';
import { rasterizer } from './rasterizer.ts';
import { alarms, schedules } from './schedules/index.ts';
import { learnIdentity } from './slack/identity.ts';
import { createSlack, type SlackTransport } from './slack/slack.ts';
import { openStorage, type Storage } from './storage.ts';
import { databaseProblem } from './store/errors.ts';
import { createMailer } from './vendors/mail/client.ts';
import { createPager } from './vendors/pagerduty/client.ts';
import { slackAddresses } from './vendors/slack/addresses.ts';
import { createChat } from './vendors/slack/client.ts';
import { webhooks } from './webhooks/index.ts';

const wall = { now: () => Date.now() };

export interface Bot {
  readonly url: string;
  /** The clock was moved. */
  poke(): void;
  /** Resolves when nothing can go now; with when something goes next. */
  idle(): Promise<Next | null>;
  /** Takes nothing more, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/** Puts the rooms together and starts the doors and the engine that `ROLE` asks for. Does not wait for Slack: a vendor that is down makes us degraded, not absent. */
export async function startBot({
  config,
  policy,
  storage,
  clock,
  log,
}: {
  readonly config: Config;
  readonly policy: PolicyFile;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Bot> {
  const { store, queue } = storage;
  const chat = createChat({
    token: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    log,
    // Of a private incident: whoever made its channel public need not see us come.
    staysOut: async (channel) => (await store.incidentInChannel(channel, engineActor))?.restricted ?? false,
  });
  const ids = { next: () => randomBytes(9).toString('base64url') };
  const mailer = config.mail && createMailer(config.mail);
  const pager = config.pagerDuty && createPager(config.pagerDuty);
  const registry = new Registry();
  const telemetry = engineMetrics(registry);
  const outside = { chat, checker, mailer, pager, rasterizer, telemetry };
  const deps: Deps = { store, queue, ...outside, clock, wall, ids, policy, log };
  await store.keepPolicy(policy.hash, policy.text);

  const role = config.process.role;
  const leaving = new AbortController();
  const slack =
    role === 'worker'
      ? null
      : createSlack({
          config: transportOf(config),
          commands,
          listeners,
          deps,
          explain: (text, reader) => explain(text, commands, reader),
          words: doorWords,
          telemetry: slackMetrics(registry),
          identity: learnIdentity({ chat, log, signal: leaving.signal }),
          isSlack: slackAddresses(config.slack.apiUrl),
        });
  const probes = probeRoutes({
    checks: { database: () => store.ready(), queue: () => queue.ready() },
    draining: () => leaving.signal.aborted,
    registry,
  });
  const slackDoor: readonly Route[] = slack?.receive
    ? [{ method: 'POST', path: '/slack/events', handle: slack.receive }]
    : [];
  const systemDoors =
    role === 'worker'
      ? []
      : webhookRoutes({ webhooks, secrets: secretsOf(config), deps, telemetry: webhookMetrics(registry) });
  const http = createHttpServer({ routes: [...probes, ...slackDoor, ...systemDoors], log, ids });
  const { host, port } = config.process;
  await http.listen(port, host).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`PORT=${port}, HOST=${host}: cannot listen there (${error.code}). Is the port in use?`]);
  });
  const engine = role === 'web' ? null : await startEngine(deps, { effects, schedules, alarms, sole: storage.sole });
  // Not awaited: a Slack that is down makes us degraded, not absent.
  void slack?.start();
  log.info({ role, url: http.url(), policy: policy.hash }, 'started');

  return {
    url: http.url(),
    poke: () => engine?.poke(),
    async idle() {
      await slack?.idle();
      return (await engine?.idle()) ?? null;
    },
    async stop() {
      leaving.abort();
      slack?.stop();
      await http.close();
      await slack?.idle();
      await engine?.stop();
      if (!engine) await queue.close();
      await storage.close();
      log.info({}, 'stopped');
    },
  };
}

function secretsOf({ pagerDuty, alertmanager }: Config) {
  return {
    ...(pagerDuty && { pagerduty: pagerDuty.webhookSecret }),
    ...(alertmanager && { alertmanager: alertmanager.webhookToken }),
  };
}

function transportOf({ slack: { transport, apiUrl } }: Config): SlackTransport {
  return transport.kind === 'http'
    ? { transport: 'http', signingSecret: transport.signingSecret }
    : { transport: 'socket', appToken: transport.appToken, apiUrl };
}

/** Longer than this and the platform would kill us anyway; what is cut off is found again. */
const drainMs = 9_000;

async function main(): Promise<void> {
  readEnvFile();
  const config = loadConfig();
  const log = createLog({ level: config.process.logLevel });
  const policy = await loadPolicy({ path: config.process.policyPath, vars: config.process.vars });
  const storage = await openStorage({ config, clock: wall, log });
  const bot = await startBot({ config, policy, storage, clock: wall, log });
  async function drain(): Promise<void> {
    setTimeout(() => process.exit(0), drainMs).unref();
    await bot.stop();
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void drain());
  const error = await storage.lost;
  log.error({ error }, 'the database is lost');
  process.exit(1);
}

/** A stack is for what nobody foresaw. */
function problemsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems;
  return [databaseProblem(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))];
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `APGMS Ops cannot start:\n${problemsOf(error)
        .map((problem) => `- ${problem}`)
        .join('\n')}\n`,
    );
    process.exit(1);
  });
}
