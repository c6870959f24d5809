import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Order, report } from './orders.ts';

/** Where Node keeps compiled code. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/bot', import.meta.url));

export interface Settled {
  readonly nextTurn: number | null;
  readonly nextAlarm: number | null;
}

export interface BotProcess {
  /** Where its HTTP server listens; `null` while it is down. */
  url(): string | null;
  tell(order: Order): void;
  /** Resolves when nothing can go now, whatever dies and comes back on the way; with when something goes next by itself. */
  settle(): Promise<Settled>;
  /** How often it died without being asked to stop. */
  deaths(): number;
  /** SIGKILL; resolves once it is dead. It comes back by itself. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. It does not come back. */
  stop(): Promise<number | null>;
}

export interface BotProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Told to every new process before it starts. */
  readonly clockOffset: () => number;
  /** Runs while the bot is dead, before it comes back. */
  readonly whileDown?: () => Promise<void>;
  /** It came up or died. */
  readonly onChange?: () => void;
  /** Where its log lines go; default: nowhere. */
  readonly output?: NodeJS.WritableStream;
}

/** Runs the bot in a process of its own, so that killing it is real, and brings it back when it dies. Resolves when it is ready for the first time. */
export async function startBotProcess(options: BotProcessOptions): Promise<BotProcess> {
  let url: string | null = null;
  let stopping = false;
  let everReady = false;
  let settleCount = 0;
  let deaths = 0;
  let lastOutput = '';
  let ready = Promise.withResolvers<string>();
  let child = spawn();

  function spawn(): ChildProcess {
    const started = fork(new URL('bot.ts', import.meta.url), {
      env: { ...surroundings(), ...options.env, PLAYGROUND_CLOCK_OFFSET: String(options.clockOffset()) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A terminal's Ctrl-C reaches the whole group; the bot is told to stop by us, in order.
      detached: true,
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        lastOutput = (lastOutput + chunk.toString()).slice(-4_000);
        options.output?.write(chunk);
      });
    }
    started.on('message', (message) => {
      const said = report.parse(message);
      if (said.type !== 'ready') return;
      url = said.url;
      everReady = true;
      ready.resolve(said.url);
      options.onChange?.();
    });
    started.once('exit', (code) => void exited(code));
    return started;
  }

  async function exited(code: number | null): Promise<void> {
    const startedBefore = url !== null;
    url = null;
    if (stopping) return;
    if (!everReady && code !== null) {
      ready.reject(new Error(`the bot ended with ${code} before it was ready:\n${lastOutput}`));
      return;
    }
    // It cannot start just now, perhaps because its database cannot either.
    if (!startedBefore && code !== null) await delay(500);
    if (startedBefore) ready = Promise.withResolvers<string>();
    deaths += 1;
    options.onChange?.();
    await options.whileDown?.();
    if (!stopping) child = spawn();
  }

  async function settledOrDead(bot: ChildProcess): Promise<Settled | null> {
    settleCount += 1;
    const id = settleCount;
    const { promise, resolve } = Promise.withResolvers<Settled | null>();
    const onMessage = (message: unknown) => {
      const said = report.parse(message);
      if (said.type === 'settled' && said.id === id) resolve(said);
    };
    const onExit = () => resolve(null);
    bot.on('message', onMessage);
    bot.once('exit', onExit);
    if (bot.connected) bot.send({ type: 'settle', id } satisfies Order, () => undefined);
    else resolve(null);
    const settled = await promise;
    bot.off('message', onMessage);
    bot.off('exit', onExit);
    return settled;
  }

  await ready.promise;
  return {
    url: () => url,
    deaths: () => deaths,
    tell(order) {
      if (child.connected) child.send(order, () => undefined);
    },
    async settle() {
      while (!stopping) {
        await ready.promise;
        const bot = child;
        const settled = await settledOrDead(bot);
        if (settled) return settled;
        // Its death begins a new `ready`, so wait for that first.
        if (isAlive(bot)) await once(bot, 'exit');
      }
      return { nextTurn: null, nextAlarm: null };
    },
    async kill() {
      const victim = child;
      if (!isAlive(victim)) return;
      const dead = once(victim, 'exit');
      victim.kill('SIGKILL');
      await dead;
    },
    async stop() {
      stopping = true;
      const bot = child;
      if (!isAlive(bot)) return bot.exitCode;
      const ended = once(bot, 'exit');
      bot.kill('SIGTERM');
      await ended;
      return bot.exitCode;
    },
  };
}

function isAlive(bot: ChildProcess): boolean {
  return bot.exitCode === null && bot.signalCode === null;
}

/** What a process needs of its surroundings, and nothing that could configure the bot. */
function surroundings(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR, LANG, TZ } = process.env;
  const rest = { ...(TMPDIR && { TMPDIR }), ...(LANG && { LANG }), ...(TZ && { TZ }) };
  // A bot that was killed is back sooner when its code is compiled already.
  return { PATH, HOME, ...rest, NODE_COMPILE_CACHE: compiled };
}
