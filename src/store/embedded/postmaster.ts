import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`, or empty while the file is being written. */
  readonly state: string;
}

/** Promises what the file of a living process says; undefined without a file, of a dead process, or of another directory. */
export async function livingPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(undefinedWhenAbsent);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid) || !(await sameDirectory(lines[1], data))) return undefined;
  return { pid, port: Number(lines[3]), state: lines[7]?.trim() ?? '' };
}

/** A process we may not signal is alive too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

async function sameDirectory(named: string | undefined, data: string): Promise<boolean> {
  if (named === undefined) return false;
  const real = await realpath(named).catch(undefinedWhenAbsent);
  return real === (await realpath(data));
}

function undefinedWhenAbsent(error: unknown): undefined {
  if (hasCode(error, 'ENOENT')) return undefined;
  throw error;
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
