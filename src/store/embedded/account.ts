import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whom the server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

// The number of `nobody` on Linux, for hosts whose /etc/passwd names neither account.
const nobody: Account = { uid: 65534, gid: 65534 };

/**
 * Promises the account the server must run as, or undefined when it can run as who we are. PostgreSQL refuses root, so root hands over to
 * the owner of an existing cluster, else to the account `postgres`, else to `nobody`.
 */
export async function serverAccount(clusterRoot: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(clusterRoot).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return namedAccount(passwd, 'postgres') ?? namedAccount(passwd, 'nobody') ?? nobody;
}

function namedAccount(passwd: string, name: string): Account | undefined {
  const fields = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(passwd);
  return fields === null ? undefined : { uid: Number(fields[1]), gid: Number(fields[2]) };
}

/** The outermost directory above a path that the account may not pass, judged by its mode bits. */
export async function closedDirectory(path: string, account: Account): Promise<string | undefined> {
  for (const directory of ancestors(path)) {
    const { uid, gid, mode } = await stat(directory);
    if ((mode & passBit(account, uid, gid)) === 0) return directory;
  }
  return undefined;
}

function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

function passBit(account: Account, uid: number, gid: number): number {
  if (account.uid === uid) return 0o100;
  return account.gid === gid ? 0o010 : 0o001;
}
