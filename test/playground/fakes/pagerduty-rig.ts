import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type CallLog, createCallLog } from '#playground/call-log.ts';
import { openPagerDuty, type PagerDuty } from '#playground/fakes/pagerduty/pagerduty.ts';
import { createFaults, faultSchema } from '#playground/faults.ts';
import { serve } from '#playground/workspace/serve.ts';
import type { Pager } from '#src/ports/pager.ts';
import { createPager } from '#src/vendors/pagerduty/client.ts';
import { wednesday } from '#test/support/builders.ts';
import { type Ear, openEar } from './pagerduty-ear.ts';

const json = z.looseObject({});
export type Json = z.infer<typeof json>;

export const webhookSecret = 'a-secret-of-the-test';

export interface PagerDutyRig {
  readonly url: string;
  readonly pagerDuty: PagerDuty;
  /** The bot, as far as webhooks go. */
  readonly ear: Ear;
  readonly clock: { now: number };
  readonly log: CallLog;
  /** How often the bot was killed. */
  readonly kills: { count: number };
  /** The bot's own way to PagerDuty. */
  readonly pager: Pager;
  fault(given: object): void;
  /** Time goes by, and what falls due meanwhile is sent when it is due. */
  advance(ms: number): Promise<void>;
  /** What people and machines do: what `/_pagerduty/<path>` answers. */
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Json>;
  /** A call as anybody can make it. `headers`: in place of the right ones; `null` leaves one out. */
  rest(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string | null>>,
  ): Promise<{ readonly status: number; readonly body: Json; readonly headers: Headers }>;
}

/** A PagerDuty on a clock the test holds. `patience`: how long either side waits for the other (ms). It ends with the test. */
export async function startPagerDuty({ patience = 5_000 } = {}): Promise<PagerDutyRig> {
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
  const ear = await openEar();
  const webhook = { url: () => ear.url, secret: webhookSecret, patience };
  const pagerDuty = openPagerDuty({ line, clock: now, webhook });
  const served = await serve([pagerDuty]);
  onTestFinished(async () => {
    pagerDuty.close();
    await served.close();
  });
  const apiUrl = `${served.url}/pagerduty`;
  const { token, fromEmail } = pagerDuty;
  return {
    url: served.url,
    pagerDuty,
    ear,
    clock,
    log,
    kills,
    pager: createPager({ apiUrl, token, fromEmail, deadlineMs: patience }),
    fault: (given) => faults.add(faultSchema.parse({ vendor: 'pagerduty', ...given })),
    async advance(ms) {
      const target = clock.now + ms;
      for (;;) {
        await pagerDuty.runDue();
        const due = pagerDuty.nextDue() ?? target;
        if (due > target || clock.now >= target) break;
        clock.now = due;
      }
      clock.now = target;
      await pagerDuty.runDue();
    },
    async control(method, path, body) {
      const response = await fetch(`${served.url}/_pagerduty/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return json.parse(await response.json());
    },
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
  priority: null,
  details: 'Declared by Ana.',
  users: [],
  from: null,
} as const;
