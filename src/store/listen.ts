import type { Pool } from 'pg';
import type { Log } from '#src/ports/log.ts';
import { translated } from './errors.ts';
import { changeChannel } from './locks.ts';

export interface Changes {
  /** Resolves once changes are heard. Returns how to stop. */
  on(listener: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** How long after a lost line the next attempt is made. Until then timers still come due: the clock looks once a second. */
const againMs = 1_000;

/** Hears the notifications of every process, for any number of listeners, on one client taken from the pool at the first need and kept until `close`. */
export function listenForChanges(pool: Pool, log: Log): Changes {
  const listeners = new Set<() => void>();
  let line: Promise<() => void> | null = null;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  /** Returns how to hang up. */
  function listening(): Promise<() => void> {
    line ??= listen(pool, tell, () => {
      line = null;
      if (closed) return;
      log.warn({}, 'the line for notifications dropped, listening again');
      retrySoon();
    }).catch((error: unknown) => {
      line = null;
      throw translated(error);
    });
    return line;
  }

  function retrySoon(): void {
    retry ??= setTimeout(() => {
      retry = null;
      // What was written while nobody listened was not heard.
      listening().then(tell, retrySoon);
    }, againMs).unref();
  }

  return {
    async on(listener) {
      await listening();
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
      };
    },
    async close() {
      closed = true;
      listeners.clear();
      if (retry) clearTimeout(retry);
      const hangUp = await line?.catch(() => null);
      hangUp?.();
    },
  };
}

async function listen(pool: Pool, heard: () => void, lost: () => void): Promise<() => void> {
  const client = await pool.connect();
  let released = false;
  function hangUp(): void {
    if (released) return;
    released = true;
    client.release(true);
    lost();
  }
  client.on('error', hangUp);
  client.on('end', hangUp);
  client.on('notification', heard);
  try {
    await client.query(`listen ${changeChannel}`);
    return hangUp;
  } catch (error) {
    hangUp();
    throw error;
  }
}
