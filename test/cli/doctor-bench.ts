import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { commands, listeners } from '#commands/index.ts';
import { createClient, type PlaygroundClient } from '#playground/client.ts';
import { defaultSeed } from '#playground/workspace/seed.ts';
import { serve } from '#playground/workspace/serve.ts';
import type { WorkspaceSeed } from '#playground/workspace/state.ts';
import { createWorkspace, type Workspace } from '#playground/workspace/workspace.ts';
import type { Finding, Patient } from '#src/cli/doctor/_examination/check.ts';
import { patientOf } from '#src/cli/doctor/_examination/patient.ts';
import { examine, linesOf } from '#src/cli/doctor/_examination/report.ts';
import { manifestOf } from '#src/cli/manifest.ts';
import type { Env } from '#src/config.ts';
import { effects } from '#src/effects/index.ts';
import { databaseFromTemplate } from '#test/support/cluster.ts';

/** Bot scopes of the manifest. */
export const wanted = manifestOf({ commands, listeners, effects, host: null }).oauth_config.scopes.bot;

/** As Slack makes them. */
const signingSecret = '0123456789abcdef0123456789abcdef';

export interface Town {
  readonly slack: PlaygroundClient;
  readonly workspace: Workspace;
  readonly env: Readonly<Record<string, string>>;
  /** How many links for Socket Mode were opened so far. */
  links(): number;
  withhold(...scopes: readonly string[]): Promise<void>;
}

/** A workspace with the app installed as the manifest says, and an environment in which nothing is wrong. Both end with the test. */
export async function town({
  over = 'socket',
  database = false,
  scopes = wanted,
  seed = defaultSeed,
}: {
  readonly over?: 'http' | 'socket';
  /** A server of `DATABASE_URL`; else one of our own, which does not run. */
  readonly database?: boolean;
  readonly scopes?: readonly string[];
  readonly seed?: WorkspaceSeed;
} = {}): Promise<Town> {
  const nothing = async () => undefined;
  const workspace = createWorkspace({
    clock: Date,
    delivery: over === 'http' ? { mode: 'http', url: () => null, signingSecret } : { mode: 'socket' },
    controls: { advance: nothing, settle: nothing, killBot: nothing },
    scopes,
    seed,
  });
  let links = 0;
  const served = await serve([
    {
      handle: workspace.handle,
      upgrade(...request) {
        links += 1;
        return workspace.upgrade(...request);
      },
    },
  ]);
  const storage = database ? await serverOfItsOwn() : { DATA_DIR: join(tmpdir(), 'apgms-nowhere') };
  onTestFinished(async () => {
    workspace.close();
    await served.close();
  });
  return {
    slack: createClient(served.url),
    workspace,
    links: () => links,
    env: {
      SLACK_BOT_TOKEN: workspace.botToken,
      ...(over === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: workspace.appToken }),
      SLACK_API_URL: `${served.url}/api/`,
      ...storage,
    },
    async withhold(...without) {
      const answer = await fetch(`${served.url}/_workspace/scopes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ without }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

async function serverOfItsOwn() {
  const { url, drop } = await databaseFromTemplate('doctor');
  onTestFinished(drop);
  return { DATABASE_URL: url };
}

/** What the doctor says of the bot that `env` would start. */
export async function doctor(env: Env, change: Partial<Patient> = {}) {
  const patient = patientOf({ env, wall: { now: () => Date.now() }, nodeVersion: process.versions.node });
  const found = new Map<string, readonly Finding[]>();
  const lines: string[] = [];
  for await (const section of examine({ ...patient, ...change })) {
    found.set(section.name, section.findings);
    lines.push(...linesOf(section));
  }
  const all = [...found].flatMap(([name, findings]) => findings.map((finding) => ({ name, ...finding })));
  return {
    lines,
    /** What one check found. */
    of: (name: string) => found.get(name) ?? [],
    /** Names of the checks with such a finding. */
    in: (state: Finding['state']) => [...new Set(all.filter((one) => one.state === state).map(({ name }) => name))],
  };
}

/** The project's policy, changed. */
export async function policyFile(change: (text: string) => string): Promise<{ readonly APGMS_CONFIG: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'apgms-policy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'apgms.yaml');
  const before = await readFile('apgms.yaml', 'utf8');
  const after = change(before);
  if (after === before) throw new Error('the change does not fit the policy any more');
  await writeFile(path, after);
  return { APGMS_CONFIG: path };
}

/** The policy, with no service of PagerDuty in it. */
export function withoutPagerDuty(): Promise<{ readonly APGMS_CONFIG: string }> {
  return policyFile((text) => text.replaceAll(/^ +(?:pagerduty: PS|otherwise: PS|security: PS).*\n/gm, ''));
}
