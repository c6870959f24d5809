import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProcess {
  /** The first log line with this message, whether it was said already or is still to come. Rejects when the process ends without it. */
  logged(message: string): Promise<LogLine>;
  /** Where it listens, once it has started. */
  url(): Promise<string>;
  /** Everything it logged so far. */
  log(): readonly LogLine[];
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const line = z.looseObject({ level: z.string(), msg: z.string() });
export type LogLine = z.infer<typeof line>;

/**
 * Runs one of our programs as `npm run` does, in an environment of `env` and nothing else of ours; a `.env` in the folder is not read. It ends with
 * the test at the latest.
 */
export function startProcess(
  program: string,
  env: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): RunningProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', './src/require-node.js', program, ...words], {
    cwd: root,
    env: { PATH, HOME, NODE_COMPILE_CACHE: `${root}node_modules/.cache/bot`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let heard = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    heard.resolve();
    heard = Promise.withResolvers();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // 'close' comes when both streams are read to their ends.
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  const over = ended.then(() => 'over' as const);

  function log(): readonly LogLine[] {
    const whole = stdout.split('\n').slice(0, -1);
    return whole.flatMap((text) => (text.startsWith('{') ? [line.parse(JSON.parse(text))] : []));
  }

  async function logged(message: string): Promise<LogLine> {
    for (let state: 'over' | undefined; ; ) {
      const next = heard.promise;
      const found = log().find(({ msg }) => msg === message);
      if (found) return found;
      if (state === 'over') throw new Error(`${program} ended without saying "${message}":\n${stdout}${stderr}`);
      state = (await Promise.race([next, over])) ?? undefined;
    }
  }

  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    log,
    logged,
    url: async () => z.url().parse((await logged('started'))['url']),
    signal: (name) => void child.kill(name),
    ended,
  };
}
