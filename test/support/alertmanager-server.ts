import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

const program = 'prometheus-alertmanager';

/** Whether this machine has an Alertmanager to run. */
export const hasAlertmanager = spawnSync(program, ['--version']).status === 0;

/** Says that `suite` is skipped, so that nobody takes silence for success. To be called where `hasAlertmanager` is false. */
export function sayAlertmanagerIsMissing(suite: string): void {
  const rule = '!'.repeat(80);
  console.warn(
    `\n${rule}\nSKIPPED: ${suite}: there is no ${program} here.\nInstall the package "${program}" (Debian, Ubuntu).\n${rule}\n`,
  );
}

/** An alert as Prometheus tells it: without an end it fires. */
export interface ToldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt?: string;
}

export interface TestAlertmanager {
  /** As Prometheus does. */
  tell(alerts: readonly ToldAlert[]): Promise<void>;
}

/** Promises an Alertmanager that knows of no other and sends each second what fires, to the webhook at `url`. It ends with the test. */
export async function startAlertmanager(webhook: {
  readonly url: string;
  readonly token: string;
}): Promise<TestAlertmanager> {
  const dir = await mkdtemp(join(tmpdir(), 'apgms-alertmanager-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const config = join(dir, 'alertmanager.yml');
  await writeFile(config, JSON.stringify(configOf(webhook)));
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.path=${dir}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: 'inherit' },
  );
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await ended;
  });
  const url = `http://${address}`;
  while (!(await isReady(url)))
    if (server.exitCode !== null) throw new Error(`${program} ended with ${server.exitCode}`);
  return {
    async tell(alerts) {
      const headers = { 'content-type': 'application/json' };
      const told = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify(alerts) });
      if (!told.ok) throw new Error(`${program} answered ${told.status}: ${await told.text()}`);
    },
  };
}

/** The receiver of docs/setup-alertmanager.md, in a hurry. */
function configOf({ url, token }: { readonly url: string; readonly token: string }) {
  const http_config = { authorization: { type: 'Bearer', credentials: token } };
  return {
    route: {
      receiver: 'apgms-ops',
      group_by: ['alertname', 'service'],
      group_wait: '100ms',
      group_interval: '500ms',
      repeat_interval: '1s',
    },
    receivers: [{ name: 'apgms-ops', webhook_configs: [{ url, send_resolved: true, http_config }] }],
  };
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/-/ready`).catch(() => null);
  return answer?.ok ?? false;
}
