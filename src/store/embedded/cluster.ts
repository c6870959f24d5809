import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { explainFailure } from './failure.ts';

/** Where a cluster keeps what. All of it is ours alone. */
export interface Cluster {
  readonly root: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly log: string;
}

export const superuser = 'apgms';

// Seen: about one second. A slow disk gets a hundred times that.
const initdbTimeoutMs = 120_000;

export function clusterIn(dataDir: string): Cluster {
  return clusterAt(join(resolve(dataDir), 'postgres'));
}

function clusterAt(root: string): Cluster {
  return { root, data: join(root, 'data'), passwordFile: join(root, 'password'), log: join(root, 'server.log') };
}

export async function readPassword(cluster: Cluster): Promise<string> {
  return (await readFile(cluster.passwordFile, 'utf8')).trim();
}

/**
 * Promises a complete cluster: it is made beside its place and renamed, so an interrupted attempt never stands there. Of several
 * processes doing this at once one wins and the others use what it made.
 */
export async function ensureCluster(cluster: Cluster, binaries: Binaries, account: Account | undefined): Promise<void> {
  if (await exists(cluster.data)) return;
  const parent = dirname(cluster.root);
  const made = await mkdir(parent, { recursive: true, mode: 0o700 });
  // A directory that was there before keeps the rights its owner gave it.
  if (made !== undefined && account !== undefined) await chmod(parent, 0o711);
  const draft = clusterAt(await mkdtemp(draftPrefix(cluster)));
  await writeFile(draft.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (account !== undefined) {
    await chown(draft.root, account.uid, account.gid);
    await chown(draft.passwordFile, account.uid, account.gid);
  }
  try {
    await initdb(draft, binaries, account);
    await rename(draft.root, cluster.root);
  } catch (error) {
    await rm(draft.root, { recursive: true, force: true });
    if (!(await exists(cluster.data))) throw error;
  }
}

/** Removes what interrupted attempts left. Only the owner of the cluster may: anyone else's draft is then of no use. */
export async function removeDrafts(cluster: Cluster): Promise<void> {
  const parent = dirname(cluster.root);
  const prefix = basename(draftPrefix(cluster));
  const drafts = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  // An orphaned initdb may still be writing, hence the retries.
  await Promise.all(drafts.map((name) => rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 })));
}

function draftPrefix(cluster: Cluster): string {
  return `${cluster.root}.draft-`;
}

/** The builtin locale sorts alike on every platform and never changes with the system's libraries. */
async function initdb(draft: Cluster, binaries: Binaries, account: Account | undefined): Promise<void> {
  const authentication = ['--username', superuser, '--pwfile', draft.passwordFile, '--auth', 'scram-sha-256'];
  const text = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'];
  try {
    await promisify(execFile)(binaries.initdb, ['--pgdata', draft.data, ...authentication, ...text], {
      ...account,
      ...surroundings,
      timeout: initdbTimeoutMs,
    });
  } catch (cause) {
    throw await explainFailure({
      program: binaries.initdb,
      target: draft.data,
      account,
      output: printed.parse(cause),
    });
  }
}

const printed = z
  .object({ message: z.string(), stderr: z.string().default('') })
  .transform(({ message, stderr }) => (stderr === '' ? message : stderr));

/** The server outlives us, so it gets nothing of our environment; its working directory must be one it can read. */
export const surroundings = { cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' } };

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
