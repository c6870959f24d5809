import { WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import type { Log } from '#src/ports/log.ts';
import type { Wall } from '#src/ports/time.ts';
import type { Delay } from './delay.ts';
import type { Deliver } from './deliver.ts';
import { libraryLogger } from './library-logger.ts';
import { type Envelope, type Link, openLink } from './socket-link.ts';
import type { SlackTelemetry } from './telemetry.ts';

export interface Socket {
  /** Resolves after the first try to connect, whichever way it went; it goes on trying by itself. */
  start(): Promise<void>;
  /** Takes nothing more. What is under way can still answer. */
  stop(): void;
  connected(): boolean;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A link that ends sooner counts as a failure, so that one that always does is not opened in a hurry for ever. */
const shortLifeMs = 30_000;
const callMs = 10_000;

/**
 * Socket Mode, over a connection of our own: with the SDK's client (3.1.0) a reconnect that Slack refuses ends in a rejection nobody can catch, which
 * ends the process, and a payload without an inner event throws. This one tries for ever, whatever Slack says, with pauses from half a second to half a
 * minute, and opens the next link before it gives up one that Slack wants replaced. A delivery that fails is not acknowledged: Slack repeats it.
 */
export function createSocket({
  appToken,
  apiUrl,
  deliver,
  telemetry,
  wall,
  wait,
  log,
}: {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly deliver: Deliver;
  readonly telemetry: SlackTelemetry;
  readonly wall: Wall;
  readonly wait: Delay;
  readonly log: Log;
}): Socket {
  const client = new WebClient(appToken, {
    slackApiUrl: apiUrl,
    timeout: callMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // It would say each time what we say once for each outage.
    logger: { ...libraryLogger('web-api', log), warn: () => undefined },
  });
  const stopping = new AbortController();
  const links = new Set<Link>();
  /** So that an outage is one line in the log, not one each half minute. */
  let state: 'starting' | 'connected' | 'down' = 'starting';

  async function handle(envelope: Envelope, link: Pick<Link, 'send'>): Promise<void> {
    // Not acknowledged: Slack delivers it to another of us, or again.
    if (stopping.signal.aborted) return;
    const { type, envelope_id, payload = { type }, retry_attempt, retry_reason } = envelope;
    if (envelope_id === undefined) {
      telemetry.unknownPayload();
      log.warn({ type }, 'slack sent something over the socket that is no delivery');
      return;
    }
    const retry = {
      ...(retry_attempt !== undefined && { retryNum: retry_attempt }),
      ...(retry_reason !== undefined && { retryReason: retry_reason }),
    };
    try {
      const { answer, sent } = await deliver(payload, retry);
      if (!link.send(answer === null ? { envelope_id } : { envelope_id, payload: answer })) {
        log.warn({ type }, 'the socket closed before the answer; slack delivers again');
      }
      sent();
    } catch (error) {
      log.error({ err: error, type }, 'a delivery failed');
    }
  }

  /** A greeted link, or how long to wait at least before the next try. */
  async function connect(): Promise<Link | number> {
    try {
      const { url } = await client.apps.connections.open({});
      if (stopping.signal.aborted) return 0;
      if (!url) return failed('no-url');
      const link = openLink(url, handle, wait);
      links.add(link);
      if (await link.greeted) return link;
      links.delete(link);
      link.retire();
      return stopping.signal.aborted ? 0 : failed(await link.over);
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) return failed('ratelimited', error.retryAfter * 1_000);
      return failed(error instanceof WebAPIPlatformError ? error.data.error : 'no-connection');
    }
  }

  function failed(reason: string, pauseMs = 0): number {
    if (state !== 'down') log.error({ reason }, 'no socket to slack: nothing people type arrives until one opens');
    state = 'down';
    return pauseMs;
  }

  function opened(link: Link): void {
    telemetry.socketOpened();
    if (state !== 'connected') log.info({}, 'socket to slack open');
    state = 'connected';
    for (const old of links) {
      if (old !== link) old.retire();
      if (!old.open()) links.delete(old);
    }
  }

  async function run(tried: () => void): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const link = await connect();
      tried();
      let pauseMs = 0;
      if (typeof link === 'number') {
        failures += 1;
        pauseMs = link;
      } else {
        const since = wall.now();
        opened(link);
        const reason = await link.over;
        if (!link.open()) links.delete(link);
        log.info({ reason }, 'socket to slack to be replaced');
        failures = wall.now() - since < shortLifeMs ? failures + 1 : 0;
      }
      if (failures > 0) {
        const backOff = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
        await wait(Math.max(pauseMs, backOff * (0.5 + Math.random() / 2)), stopping.signal);
      }
    }
  }

  return {
    start: () => new Promise((resolve) => void run(resolve)),
    stop() {
      stopping.abort();
      for (const link of links) link.retire();
    },
    connected: () => [...links].some((link) => link.open()),
  };
}
