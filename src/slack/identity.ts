import { IntegrationError } from '#src/errors.ts';
import type { Chat } from '#src/ports/chat.ts';
import type { Log } from '#src/ports/log.ts';
import type { KnownIdentity } from './bolt.ts';
import { type Delay, delay } from './delay.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Asks Slack who we are until it answers, however long that takes, and tells once what keeps it from answering. The first to learn of a wrong token is
 * whoever reads the log: without it nothing else works either.
 */
export function learnIdentity({
  chat,
  log,
  signal,
  wait = delay,
}: {
  readonly chat: Pick<Chat, 'identity'>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly wait?: Delay;
}): KnownIdentity {
  let known: ReturnType<KnownIdentity> = null;

  async function ask(): Promise<void> {
    let said: string | null = null;
    for (let pause = firstPauseMs; known === null && !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        known = await chat.identity();
        log.info(known, 'slack knows us');
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        if (error.code !== said) log.warn({ code: error.code }, 'slack does not say who we are, asking again');
        said = error.code;
        await wait(pause, signal);
      }
    }
  }

  void ask().catch((error: unknown) => log.error({ err: error }, 'our identity in slack stays unknown'));
  return () => known;
}
