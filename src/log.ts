import { createHash } from 'node:crypto';
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';
import type { Log } from './ports/log.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * JSON lines with ISO times and levels by name. Secrets are blotted out wherever their keys stand; errors (under `err` or `error`) keep their type,
 * code, frames and causes, but only those messages that cannot quote what a person wrote.
 */
export function createLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: serializeError, error: serializeError },
    redact: { paths: secretPaths(), censor: '[redacted]' },
  };
  // Written at once: pino's default keeps lines back and, when nobody reads them any more, tries for ever to get rid of them at the end.
  return pino(options, destination ?? pino.destination({ fd: 1, sync: true }));
}

/** The key of a delivery as the log may name it: it holds a `trigger_id`, or a digest of what was typed into a form. */
export function traceOf(delivery: string): string {
  return createHash('sha256').update(delivery).digest('hex').slice(0, 12);
}

/** A `response_url` and a `trigger_id` let whoever holds them speak as the bot. */
const secretKeys = [
  ...[
    'token',
    'botToken',
    'appToken',
    'signingSecret',
    'secret',
    'password',
    'authorization',
    'Authorization',
    'cookie',
  ],
  ...['databaseUrl', 'redisUrl', 'connectionString', 'responseUrl', 'response_url', 'triggerId', 'trigger_id'],
  ...['webhookSecret', 'webhookToken', 'smtpUrl', 'x-slack-signature', 'X-Slack-Signature'],
];

/** Log fields are flat; a config or a request with its headers, logged by mistake, is two deep. */
function secretPaths(): string[] {
  return secretKeys.flatMap((key) => {
    const plain = /^\w+$/.test(key);
    const below = plain ? `.${key}` : `["${key}"]`;
    return [plain ? key : below, `*${below}`, `*.*${below}`];
  });
}

interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: readonly string[];
  readonly cause?: LoggedError;
}

/**
 * Errors whose messages name ids, keys and types only. The others may quote: a database its parameters, a parser its input, a vendor's SDK the answer.
 */
const plainSpoken = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'IntegrationError',
  'StoreUnavailable',
  'ZodError',
];

/** Causes of causes: deeper than ours ever go. */
const deepest = 5;

function serializeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const type = error.constructor.name;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return {
    type,
    ...(code !== null && { code }),
    ...(plainSpoken.includes(type) && { message: error.message }),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < deepest && { cause: serializeError(error.cause, depth + 1) }),
  };
}

/** Only what follows the message: a message of several lines may hold lines that look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  const frames = at < 0 ? '' : stack.slice(at + message.length);
  return frames.split('\n').flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : []));
}
