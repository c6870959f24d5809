import { api } from '@pagerduty/pdjs';
import type { z } from 'zod';
import { type IntegrationError, ofCall } from '#src/errors.ts';
import { callMs } from '#src/ports/pager.ts';
import { noAnswer, refusal, unreadable } from './fault.ts';

export interface CallOptions {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly token: string;
  /** How long a call may take (ms); default: `callMs`. */
  readonly deadlineMs?: number;
}

export interface PagerCall {
  /** As errors, logs and metrics name it: `incidents.create`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `/incidents`. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: object;
  /** The e-mail of the PagerDuty user who acts; most writes need one. */
  readonly from?: string;
}

/** Makes one call, once, and reads its answer. Throws `IntegrationError` only. */
export type Call = <Schema extends z.ZodType>(call: PagerCall, schema: Schema) => Promise<z.output<Schema>>;

export function createCall({ apiUrl, token, deadlineMs = callMs }: CallOptions): Call {
  return async (call, schema) => {
    const writes = call.method !== 'GET';
    const named = (error: IntegrationError) => ofCall(error, call.name);
    const { status, answer, reset } = await send({ apiUrl, token, deadlineMs }, call).catch((error: unknown) => {
      throw named(noAnswer(error, writes));
    });
    if (status >= 400) throw named(refusal(status, answer, reset, writes));
    const read = schema.safeParse(answer);
    if (!read.success) throw named(unreadable(read.error, writes));
    return read.data;
  };
}

interface Answered {
  readonly status: number;
  /** The body; nothing where it is no JSON. */
  readonly answer: unknown;
  readonly reset: string | null;
}

/**
 * The library's own word for how it went is of no use: it resolves whatever the status, rejects with the response where the body is no JSON, waits
 * by itself after a 429 and never gives up. So it is given its time from outside, and no time of its own.
 */
async function send({ apiUrl, token, deadlineMs }: Required<CallOptions>, call: PagerCall): Promise<Answered> {
  const query = new URLSearchParams();
  // A name may stand there several times: `service_ids[]`.
  for (const [name, value] of call.query ?? []) query.append(name, value);
  const tail = query.size > 0 ? `?${query}` : '';
  try {
    const response = await api({
      method: call.method,
      url: `${apiUrl}${call.path}${tail}`,
      token,
      ...(call.body && { data: call.body }),
      headers: call.from === undefined ? {} : { From: call.from },
      signal: AbortSignal.timeout(deadlineMs),
      redirect: 'error',
      requestTimeout: 0,
      retryTimeout: 1,
    });
    return answered(response, response.data);
  } catch (error) {
    const response = asResponse(error);
    // One below 400 was cut off while it was read.
    if (response === null || response.status < 400) throw error;
    return answered(response, undefined);
  }
}

interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

function answered({ status, headers }: ResponseLike, answer: unknown): Answered {
  return { status, answer, reset: headers.get('ratelimit-reset') };
}

/** It is the library's own class, not the one Node has. */
function asResponse(thrown: unknown): ResponseLike | null {
  if (typeof thrown !== 'object' || thrown === null || thrown instanceof Error) return null;
  if (!('status' in thrown) || typeof thrown.status !== 'number' || !('headers' in thrown)) return null;
  const { status, headers } = thrown;
  if (typeof headers !== 'object' || headers === null || !('get' in headers)) return null;
  const { get } = headers;
  if (typeof get !== 'function') return null;
  return { status, headers: { get: (name) => String(get.call(headers, name) ?? '') || null } };
}
