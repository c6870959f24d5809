import type { Registry } from 'prom-client';
import type { HttpAnswer, Route } from './server.ts';

export interface Probes {
  /** What `/readyz` needs, by the name it says when one is missing. `false` and a throw both mean "not ready". */
  readonly checks: Readonly<Record<string, () => Promise<boolean>>>;
  /** True once the process is on its way out. */
  draining(): boolean;
  readonly registry: Registry;
  /** How long a check may take, in milliseconds. */
  readonly checkMs?: number;
}

/** `/healthz` (this process is alive), `/readyz` (it can take work; else 503 with what is missing and why) and `/metrics`. */
export function probeRoutes({ checks, draining, registry, checkMs = 2_000 }: Probes): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: async () => json(200, { alive: true }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        if (draining()) return json(503, { ready: false, missing: { process: 'is shutting down' } });
        const found = await Promise.all(
          Object.entries(checks).map(async ([name, check]) => [name, await problemOf(check, checkMs)] as const),
        );
        const missing = Object.fromEntries(found.filter(([, problem]) => problem !== null));
        const ready = Object.keys(missing).length === 0;
        return json(ready ? 200 : 503, ready ? { ready } : { ready, missing });
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: async () => ({
        status: 200,
        headers: { 'content-type': registry.contentType },
        body: await registry.metrics(),
      }),
    },
  ];
}

async function problemOf(check: () => Promise<boolean>, checkMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, checkMs, `does not answer within ${checkMs} ms`);
  });
  const answer = check().then(
    (ready) => (ready ? null : 'is not ready'),
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  );
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

function json(status: number, value: object): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: `${JSON.stringify(value)}\n` };
}
