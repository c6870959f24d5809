import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { Registry } from 'prom-client';
import { z } from 'zod';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { webhookMetrics } from '#src/http/metrics.ts';
import { probeRoutes } from '#src/http/probes.ts';
import { createHttpServer } from '#src/http/server.ts';
import { webhookRoutes } from '#src/http/webhooks.ts';
import { createLog } from '#src/log.ts';
import type { Deps } from '#src/ports/deps.ts';
import { createStore } from '#src/store/store.ts';
import { pagerduty } from '#src/webhooks/pagerduty.ts';
import { openStore } from '#test/store/open-store.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';
import { besidesPromises } from '#test/support/promises.ts';

const secret = 'the secret of our subscription';
export const fixtures = 'test/fixtures/pagerduty';

const told = z.object({ event: z.looseObject({ id: z.string(), occurred_at: z.string() }) });

/** A webhook as PagerDuty documents it. What the fixtures tell of INC-1 is told of incident `number`; `change` may tell something else. */
export async function bodyOf(
  type: string,
  number = 1,
  change: (event: Json) => Json = (same) => same,
): Promise<string> {
  const text = await readFile(`${fixtures}/${type}.json`, 'utf8');
  const meant = text.replaceAll('"inc-1.', `"inc-${number}.`).replaceAll('QPAGE1"', `QPAGE${number}"`);
  const { event } = told.parse(JSON.parse(meant));
  return JSON.stringify({ event: change({ ...event, id: `${event.id}-${number}` }) });
}

type Json = Readonly<Record<string, unknown>>;

export function signature(body: string, key = secret): string {
  return `v1=${createHmac('sha256', key).update(body).digest('hex')}`;
}

export interface PagerDutyDoor {
  /** What use cases work on behind it. */
  readonly deps: Deps;
  readonly at: Awaited<ReturnType<typeof openStore>>;
  readonly url: string;
  /** Every line that was logged so far. */
  logged(): string;
  /** Brings a body, signed as it is now unless other headers are given. */
  post(
    body: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** Tells of incident `number` what a fixture tells, at its time. Returns the status. */
  tell(number: number, ...types: readonly string[]): Promise<number>;
  /** Declares the next incident, at the time the fixtures begin. */
  declare(data?: { readonly restricted?: boolean }): Promise<number>;
  incident(number: number): Promise<Incident>;
  /** What happened to it besides its declaration and what the clock made of it. */
  record(number: number): Promise<readonly RecordedIncidentEvent[]>;
  /** How many deliveries are kept. */
  kept(): Promise<number>;
  /** How many deliveries came to that, as `/metrics` says. */
  counted(outcome: string): Promise<number>;
  close(): Promise<void>;
}

/** The real server with the door of PagerDuty's webhooks, on a real store. `of`: another process's, on the same database. */
export async function openPagerDutyDoor({
  key = secret,
  of,
  policy = aPolicy,
}: {
  readonly key?: string;
  readonly of?: PagerDutyDoor;
  readonly policy?: Policy;
} = {}): Promise<PagerDutyDoor> {
  const at = of?.at ?? (await openStore());
  const pool = of && new pg.Pool({ connectionString: at.url });
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const registry = new Registry();
  const ids = { next: () => crypto.randomUUID() };
  const clock = { now: () => at.time.clock };
  const queue = { wake: async () => undefined };
  // The ports are wider than the door: what is absent here fails loudly when it is called.
  const store = pool ? createStore({ pool, clock, log }) : at.store;
  const deps = z.custom<Deps>().parse({ store, queue, clock, ids, log, policy: { ...policy, hash: 'policy' } });
  const server = createHttpServer({
    routes: [
      ...probeRoutes({ checks: {}, draining: () => false, registry }),
      ...webhookRoutes({
        webhooks: [pagerduty],
        secrets: { pagerduty: key },
        deps,
        telemetry: webhookMetrics(registry),
      }),
    ],
    log,
    ids,
  });
  await server.listen(0, '127.0.0.1');
  const url = server.url();
  let declared = 0;

  async function post(body: string, headers?: Readonly<Record<string, string>>) {
    const response = await fetch(`${url}/webhooks/pagerduty`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(headers ?? { 'x-pagerduty-signature': signature(body) }) },
      body,
    });
    return { status: response.status, text: await response.text() };
  }

  return {
    deps,
    at,
    url,
    logged: () => lines.join(''),
    post,
    async tell(number, ...types) {
      let status = 0;
      for (const type of types) {
        const body = await bodyOf(type, number);
        at.time.clock = Math.max(at.time.clock, Date.parse(told.parse(JSON.parse(body)).event.occurred_at));
        ({ status } = await post(body));
      }
      return status;
    },
    async declare(data = {}) {
      declared += 1;
      at.time.clock = wednesday;
      await at.declare(declared, data);
      return declared;
    },
    incident: at.incident,
    record: async (number) => besidesPromises(await at.store.events(`inc-${number}`)).slice(1),
    async kept() {
      const { rows } = await at.pool.query("select count(*)::int as kept from app.inbox where key like 'pagerduty.%'");
      return z.object({ kept: z.int() }).parse(rows[0]).kept;
    },
    async counted(outcome) {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      const line = metrics.split('\n').find((one) => one.includes(`webhook="pagerduty",outcome="${outcome}"`));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    async close() {
      await server.close();
      if (pool) {
        await store.close();
        await pool.end();
      } else await at.close();
    },
  };
}
