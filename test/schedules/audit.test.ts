import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { engineMetrics } from '#src/http/metrics.ts';
import type { Log } from '#src/ports/log.ts';
import { audit } from '#src/schedules/audit.ts';
import { openStore } from '#test/store/open-store.ts';
import { declared, prose } from '#test/support/builders.ts';
import { silentLog } from '#test/support/log.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  at = await openStore();
  await at.change(null, declared({ number: 1, title: prose('the key is hunter2') }));
});
afterEach(() => at.close());

/** What an audit complains of, and what is counted. */
async function audited() {
  const complaints: object[] = [];
  const registry = new Registry();
  const log: Log = { ...silentLog, error: (fields) => void complaints.push(fields) };
  const unused = Object.create(null);
  await audit.run({
    ...{ store: at.store, telemetry: engineMetrics(registry), log, clock: { now: () => at.time.clock } },
    ...{ chat: unused, pager: null, policy: unused, queue: unused },
  });
  return { complaints, metrics: await registry.metrics() };
}

it('complains of nothing while the ledger is what the record makes of it', async () => {
  const { complaints, metrics } = await audited();
  expect(complaints).toEqual([]);
  expect(metrics).toMatch(/^apgms_audit_findings_total 0$/m);
});

it('complains of every promise that is kept otherwise, by its key and without a word that a person wrote, and counts', async () => {
  await at.pool.query("update app.obligations set debtor = 'UEVE'");
  const { complaints, metrics } = await audited();
  expect(complaints).toContainEqual({
    finding: { kind: 'obligation-differs', stream: 'inc-1', obligation: 'acknowledge.1', fields: ['debtor'] },
  });
  expect(JSON.stringify(complaints)).not.toContain('hunter2');
  expect(metrics).toMatch(new RegExp(`^apgms_audit_findings_total ${complaints.length}$`, 'm'));
});
