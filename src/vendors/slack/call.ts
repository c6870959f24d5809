import { type Logger, LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { z } from 'zod';
import { ofCall } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import { faultOf, transportFault } from './fault.ts';
import { type SlackMethod, slackMethods } from './methods.ts';
import { slackFetch, UnreadableAnswer } from './transport.ts';

/** How long Slack may take, in milliseconds. `short`: somebody waits, and a `trigger_id` lives 3 s. `long`: a lane waits, with a lease above it. */
export const deadlines = { short: 2_000, long: 8_000 } as const;
export type Deadline = keyof typeof deadlines;

/** Calls one method once and reads its answer. Throws `IntegrationError` only. */
export type Call = <Schema extends z.ZodType>(
  method: SlackMethod,
  args: Readonly<Record<string, unknown>>,
  schema: Schema,
  deadline?: Deadline,
) => Promise<z.output<Schema>>;

export interface CallOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly log: Log;
}

export function createCall({ token, apiUrl, log }: CallOptions): Call {
  const clients = { short: createClient('short'), long: createClient('long') };

  function createClient(deadline: Deadline): WebClient {
    return new WebClient(token, {
      ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
      timeout: deadlines[deadline],
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      fetch: slackFetch,
      logger: silence,
    });
  }

  return async (method, args, schema, deadline = 'long') => {
    const { writes } = slackMethods[method];
    const answer = await clients[deadline].apiCall(method, { ...args }).catch((error: unknown) => {
      if (error instanceof WebAPIPlatformError) log.info({ method, ...reasons(error) }, 'slack said no');
      throw ofCall(faultOf(error, writes), method);
    });
    const read = schema.safeParse(answer);
    if (!read.success)
      throw ofCall(
        transportFault(new UnreadableAnswer(`not an answer of ${method}`, { cause: read.error }), writes),
        method,
      );
    return read.data;
  };
}

/** The code, and what explains it: the scope that is missing, the block that is wrong. */
function reasons({ data }: WebAPIPlatformError) {
  const needed = 'needed' in data ? data.needed : undefined;
  const why = data.response_metadata?.messages;
  return { code: data.error, ...(needed !== undefined && { needed }), ...(why !== undefined && { why }) };
}

const nothing = () => undefined;

/** The SDK logs whole requests; what is worth a line is logged above. */
const silence: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
