import { loadConfig } from '#src/config.ts';
import { createLog } from '#src/log.ts';
import { type Bot, startBot } from '#src/main.ts';
import { loadPolicy } from '#src/policy.ts';
import type { Store } from '#src/ports/store.ts';
import { openStorage } from '#src/storage.ts';
import { createMovedClock } from './moved-clock.ts';
import { order, type Report } from './orders.ts';

/**
 * The bot as in production, on a clock the playground moves, in a process of its own that takes orders from its parent. It ends with its parent.
 */
const clock = createMovedClock();
clock.moveTo(Number(process.env['PLAYGROUND_CLOCK_OFFSET'] ?? 0));
let commitsToLive = Number.POSITIVE_INFINITY;
let bot: Bot | null = null;

function say(report: Report): void {
  process.send?.(report);
}

async function obey(message: unknown): Promise<void> {
  const told = order.parse(message);
  switch (told.type) {
    case 'clock':
      clock.moveTo(told.offset);
      return bot?.poke();
    case 'settle': {
      const next = (await bot?.idle()) ?? { nextTurn: null, nextAlarm: null };
      return say({ type: 'settled', id: told.id, ...next });
    }
    case 'die-after-commits':
      commitsToLive = told.commits;
  }
}

/** The store, dying after the commit it was told to die after: the hardest moment, when it is stored and nobody knows. */
function mortal(store: Store): Store {
  async function dying<Result>(commit: Promise<Result>): Promise<Result> {
    const result = await commit;
    commitsToLive -= 1;
    if (commitsToLive === 0) process.kill(process.pid, 'SIGKILL');
    return result;
  }
  return {
    ...store,
    commit: (commit) => dying(store.commit(commit)),
    commitNumbered: (counter, delivery, build) => dying(store.commitNumbered(counter, delivery, build)),
  };
}

const config = loadConfig();
const log = createLog({ level: config.process.logLevel });
const policy = await loadPolicy({ path: config.process.policyPath, vars: config.process.vars });
const storage = await openStorage({ config, clock, log });
// Nobody else works on a playground's database, whatever server it is on.
const alone = { ...storage, store: mortal(storage.store), sole: true };
bot = await startBot({ config, policy, storage: alone, clock, log });

void storage.lost.then((error) => {
  log.error({ error }, 'the database is lost');
  process.exit(1);
});

async function end(): Promise<void> {
  setTimeout(() => process.exit(0), 9_000).unref();
  await bot?.stop();
  process.exit(0);
}
process.on('message', (message) => void obey(message));
process.once('SIGTERM', () => void end());
process.once('disconnect', () => void end());
say({ type: 'ready', url: bot.url });
