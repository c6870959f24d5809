import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'apgms-test-';

/** Promises a new directory an embedded PostgreSQL can live in. The caller removes it; if the caller is killed, the next run does. */
export async function newDataDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  // As root the server runs under another account, which has to get in.
  await chmod(path, 0o711);
  return path;
}

/** The directories of processes that were killed. */
export async function abandonedDataDirs(): Promise<readonly string[]> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  return names
    .filter((name) => !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
    .map((name) => join(tmpdir(), name));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
