import { access } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, clusterIn, ensureCluster, readPassword, removeDrafts, superuser } from './cluster.ts';
import { claimOwnership, silenceOf } from './ownership.ts';
import { livingPostmaster, type Postmaster } from './postmaster.ts';
import { launchServer, type Settings, settledPostmaster, stopServer } from './server.ts';

export { findBinaries } from './binaries.ts';

export interface EmbeddedPostgres {
  /** Connection string on 127.0.0.1, with user and password: a secret. */
  readonly url: string;
  /** True when a server left by a killed process was taken over. */
  readonly adopted: boolean;
  /**
   * Resolves, at most once, when the server died or another process became its owner. What waits for the database then waits in vain:
   * the process should end, and its next start mends everything. Never resolves because of `stop`.
   */
  readonly lost: Promise<Error>;
  /** Resolves when the server is gone and everything committed is on disk. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Server settings that replace ours, by their PostgreSQL names. */
  readonly superuserSettings?: Settings;
}

/**
 * Promises a running PostgreSQL in `<dataDir>/postgres` that belongs to this process alone, as root or not. The server outlives a killed
 * process, and the next start takes it over. Throws a ConfigError, ready to print, when another process has it, when the platform has no
 * embedded server, or when it cannot run.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const cluster = clusterIn(dataDir);
  const { postmaster, adopted } = await runningServer(cluster, options.superuserSettings ?? {});
  const url = await urlOf(cluster, postmaster);
  const ownership = await claimOwnership({
    url,
    subject: `the PostgreSQL in ${cluster.root}`,
    serverLives: async () => (await livingPostmaster(cluster.data))?.pid === postmaster.pid,
    log,
  });
  await removeDrafts(cluster).catch((error: unknown) =>
    log.warn({ error: String(error) }, 'could not remove what an interrupted initdb left'),
  );
  log.info({ pid: postmaster.pid, port: postmaster.port, adopted }, 'embedded PostgreSQL is ready');

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await ownership.release(() => stopServer(cluster, postmaster.pid));
    log.info({ pid: postmaster.pid }, 'embedded PostgreSQL is stopped');
  }
  return {
    url,
    adopted,
    lost: ownership.lost,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** For who reads beside the owner, and takes nothing over: where the server in `<dataDir>/postgres` answers. `absent`: there never was one. */
export async function findEmbeddedPostgres(dataDir: string): Promise<{ readonly url: string } | 'stopped' | 'absent'> {
  const cluster = clusterIn(dataDir);
  const made = await access(cluster.data).then(
    () => true,
    () => false,
  );
  if (!made) return 'absent';
  const found = await answeringServer(cluster);
  return found.kind === 'ready' ? { url: await urlOf(cluster, found.postmaster) } : 'stopped';
}

interface Running {
  readonly postmaster: Postmaster;
  readonly adopted: boolean;
}

// A killed server's processes take a moment to die; a connection attempt to a hung one takes three seconds.
const takenPatienceMs = 5_000;

/** Takes over the server that answers, else launches one. Finding the directory taken can be a matter of time: another starter, or a dying server. */
async function runningServer(cluster: Cluster, settings: Settings): Promise<Running> {
  const binaries = await findBinaries();
  const account = await serverAccount(cluster.root);
  await ensureCluster(cluster, binaries, account);

  for (const deadline = Date.now() + takenPatienceMs; ; await pause(100)) {
    const found = await answeringServer(cluster);
    if (found.kind === 'ready') return { postmaster: found.postmaster, adopted: true };
    const launch = await launchServer(cluster, binaries, account, settings);
    if (launch.kind === 'ready') return { postmaster: launch.postmaster, adopted: false };
    if (Date.now() > deadline) {
      throw new ConfigError([
        `${cluster.data}/postmaster.pid names a living process that does not answer as PostgreSQL (${found.silence}). If it is a hung PostgreSQL, ` +
          'end it; if it is something else, its number was used again after a crash: remove that file. Then start again.',
      ]);
    }
  }
}

type Found =
  | { readonly kind: 'ready'; readonly postmaster: Postmaster }
  | { readonly kind: 'silent'; readonly silence: string };

async function answeringServer(cluster: Cluster): Promise<Found> {
  const postmaster = await settledPostmaster(cluster);
  if (postmaster === undefined) return { kind: 'silent', silence: 'no server has the directory' };
  const silence = await silenceOf(await urlOf(cluster, postmaster));
  return silence === undefined ? { kind: 'ready', postmaster } : { kind: 'silent', silence };
}

async function urlOf(cluster: Cluster, { port }: Postmaster): Promise<string> {
  return `postgres://${superuser}:${await readPassword(cluster)}@127.0.0.1:${port}/postgres`;
}
