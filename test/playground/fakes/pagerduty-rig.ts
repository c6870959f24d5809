import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type CallLog, createCallLog } from '#playground/call-log.ts';
import { openPagerDuty } from '#playground/fakes/pagerduty/pagerduty.ts';
import { createFaults, faultSchema } from '#playground/faults.ts';
import { serve } from '#playground/workspace/serve.ts';
import type { Pager } from '#src/ports/pager.ts';
import { createPager } from '#src/vendors/pagerduty/client.ts';
import { wednesday } from '#test/support/builders.ts';

const json = z.looseObject({});
export type Json = z.infer<typeof json>;

export interface PagerDutyRig {
  readonly url: string;
  readonly clock: { now: number };
  readonly log: CallLog;
  /** How often the bot was killed. */
  readonly kills: { count: number };
  /** The bot's own way to PagerDuty, with little patience. */
  readonly pager: Pager;
  fault(given: object): void;
  /** A call as anybody can make it. `headers`: in place of the right ones; `null` leaves one out. */
  rest(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string | null>>,
  ): Promise<{ readonly status: number; readonly body: Json; readonly headers: Headers }>;
}

/** A PagerDuty on a clock the test holds. It ends with the test. */
export async function startPagerDuty(): Promise<PagerDutyRig> {
  const clock = { now: wednesday };
  const now = { now: () => clock.now };
  const faults = createFaults();
  const log = createCallLog(now);
  const kills = { count: 0 };
  const line = {
    faults,
    log,
    async killBot() {
      kills.count += 1;
    },
  };
  const pagerDuty = openPagerDuty({ line, clock: now });
  const served = await serve([pagerDuty]);
  onTestFinished(() => served.close());
  const apiUrl = `${served.url}/pagerduty`;
  const { token, fromEmail } = pagerDuty;
  return {
    url: served.url,
    clock,
    log,
    kills,
    pager: createPager({ apiUrl, token, fromEmail, deadlineMs: 1_000 }),
    fault: (given) => faults.add(faultSchema.parse({ vendor: 'pagerduty', ...given })),
    async rest(method, path, body, headers = {}) {
      const usual = {
        authorization: `Token token=${token}`,
        accept: 'application/vnd.pagerduty+json;version=2',
        from: fromEmail,
        'content-type': 'application/json',
      };
      const sent = Object.entries({ ...usual, ...headers }).filter((one): one is [string, string] => one[1] !== null);
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: sent,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const read = text === '' ? {} : json.parse(JSON.parse(text));
      return { status: response.status, body: read, headers: response.headers };
    },
  };
}

/** What opens an incident on the API gateway; `more`: in place of the rest. */
export function incidentBody(more: object = {}) {
  return {
    incident: {
      type: 'incident',
      title: 'bank-lines returns 500',
      service: { id: 'PSAPIGW', type: 'service_reference' },
      ...more,
    },
  };
}

/** What the bot pages with. */
export const page = {
  service: 'PSAPIGW',
  key: 'inc-42',
  title: 'INC-42: bank-lines returns 500',
  urgency: 'high',
  details: 'Declared by Ana.',
  from: null,
} as const;
