import type { Log } from '#src/ports/log.ts';
import type { BoltDelivery } from './bolt.ts';
import type { InFlight } from './in-flight.ts';
import type { Answered } from './job.ts';
import type { SlackTelemetry } from './telemetry.ts';

export type Payload = Record<string, unknown>;

export interface Delivered {
  /** Empty, or what Slack takes as JSON. */
  readonly answer: object | null;
  /** To be called once the answer has left, or cannot any more: what else the delivery asks for begins then. */
  readonly sent: () => void;
}

export interface Retry {
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/**
 * Takes one payload from either transport to its listener and brings back the answer to send. Rejects when the listener threw: then Slack must
 * get no answer, so that it delivers again.
 */
export type Deliver = (body: Payload, retry: Retry) => Promise<Delivered>;

export function createDeliver({
  process,
  inFlight,
  telemetry,
  log,
}: {
  readonly process: (delivery: BoltDelivery) => Promise<void>;
  readonly inFlight: InFlight;
  readonly telemetry: SlackTelemetry;
  readonly log: Log;
}): Deliver {
  async function answerTo(body: Payload, retry: Retry): Promise<Answered> {
    if (body['type'] === 'app_rate_limited') {
      telemetry.rateLimited();
      log.warn({ minute: body['minute_rate_limited'] }, 'slack holds events back: too many in an hour');
      return { answer: null };
    }
    let recorded: Answered | null = null;
    const record = (answered: Answered) => {
      recorded = answered;
    };
    await process({ body, ...retry, record });
    if (recorded !== null) return recorded;
    telemetry.unknownPayload();
    log.warn({ type: body['type'] }, 'slack sent something nobody listens for');
    return { answer: null };
  }

  return async function deliver(body, retry) {
    const gone = Promise.withResolvers<void>();
    const answered = answerTo(body, retry);
    inFlight.track(
      answered.then(async ({ afterwards }) => {
        await gone.promise;
        await afterwards?.();
      }),
    );
    return { answer: (await answered).answer, sent: gone.resolve };
  };
}
