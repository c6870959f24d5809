import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Ids } from '#src/ports/deps.ts';
import type { Log } from '#src/ports/log.ts';
import type { Wall } from '#src/ports/time.ts';
import type { Deliver, Payload, Retry } from './deliver.ts';
import { type SignatureFault, signatureFault } from './signature.ts';
import type { SlackTelemetry } from './telemetry.ts';

export interface SlackRequest {
  readonly headers: IncomingHttpHeaders;
  /** Byte for byte as it came. */
  readonly body: Buffer;
}

export interface SlackAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sent?: () => void;
}

const refusals: Readonly<Record<SignatureFault, string>> = {
  unsigned: 'This address is for Slack: the request carries no signature.\n',
  stale: 'The request is more than 5 minutes off our clock.\n',
  'wrong-signature': 'The signature does not fit: is SLACK_SIGNING_SECRET that of this app?\n',
};

/**
 * The HTTP transport: `POST /slack/events`. Settles signatures, `ssl_check` and `url_verification` itself; a listener that threw is answered 500, so
 * that Slack delivers again.
 */
export function createReceiver({
  signingSecret,
  deliver,
  telemetry,
  wall,
  ids,
  log,
}: {
  readonly signingSecret: string;
  readonly deliver: Deliver;
  readonly telemetry: SlackTelemetry;
  readonly wall: Wall;
  readonly ids: Ids;
  readonly log: Log;
}): (request: SlackRequest) => Promise<SlackAnswer> {
  function refuse(status: number, reason: string, body: string): SlackAnswer {
    telemetry.refusedRequest(reason);
    log.warn({ reason }, 'a request to the slack door was refused');
    return { status, body };
  }

  return async function receive(request) {
    const payload = payloadOf(request);
    // Slack checks our certificate from time to time; nothing is done, so nobody needs to prove anything.
    if (payload?.['ssl_check'] === '1') return { status: 200, body: '' };
    const fault = signatureFault(request, signingSecret, wall.now());
    if (fault) return refuse(401, fault, refusals[fault]);
    if (payload === null) return refuse(400, 'malformed', 'The body is neither a JSON object nor a form.\n');
    if (payload['type'] === 'url_verification') return { status: 200, body: String(payload['challenge']) };
    try {
      const { answer, sent } = await deliver(payload, retryOf(request.headers));
      return answer === null ? { status: 200, body: '', sent } : { ...json(answer), sent };
    } catch (error) {
      const id = ids.next();
      log.error({ err: error, fault: id, type: payload['type'] }, 'a delivery failed');
      return { status: 500, body: `Something is wrong on our side. The log knows it as ${id}.\n` };
    }
  };
}

function json(value: object): SlackAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

const record = z.record(z.string(), z.unknown());

/** Slack sends events as JSON, commands as a form, and everything interactive as JSON in the form's field `payload`. */
function payloadOf({ headers, body }: SlackRequest): Payload | null {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  const text = body.toString('utf8');
  if (type === 'application/json') return parsed(text);
  if (type !== 'application/x-www-form-urlencoded') return null;
  const form = Object.fromEntries(new URLSearchParams(text));
  return form['payload'] === undefined ? form : parsed(form['payload']);
}

function parsed(text: string): Payload | null {
  try {
    return record.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function retryOf(headers: IncomingHttpHeaders): Retry {
  const number = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(Number.isInteger(number) && { retryNum: number }),
    ...(typeof reason === 'string' && { retryReason: reason }),
  };
}
