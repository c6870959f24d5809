import { ConfigError } from '#src/errors.ts';
import { type Account, closedDirectory } from './account.ts';

/** What a server program left behind when it failed. */
export interface Failure {
  /** Path of the program. */
  readonly program: string;
  /** A path of ours the program must reach. */
  readonly target: string;
  readonly account: Account | undefined;
  /** What it printed, or the system's reason why it did not run. */
  readonly output: string;
}

/** Promises one error to print: why the program failed and what helps, with the end of what it printed. */
export async function explainFailure(failure: Failure): Promise<ConfigError> {
  return new ConfigError([`${await reason(failure)}\n${lastLines(failure.output, 20)}`]);
}

async function reason({ program, target, account, output }: Failure): Promise<string> {
  if (account !== undefined && /EACCES|permission denied/i.test(output)) {
    const closed = (await closedDirectory(program, account)) ?? (await closedDirectory(target, account));
    if (closed !== undefined) {
      return (
        `PostgreSQL refuses to run as root, so it runs as uid ${account.uid}, which may not pass ${closed} on the way to its programs and data. ` +
        `Run \`chmod o+x ${closed}\`, choose another DATA_DIR, start as an ordinary user, or set DATABASE_URL.`
      );
    }
  }
  if (/ENOENT|ENOEXEC|loading shared libraries|library not loaded/i.test(output)) {
    return (
      'The embedded PostgreSQL cannot run on this system. It needs glibc (not Alpine) and the install script of its package ' +
      '(`npm rebuild` after an install with --ignore-scripts). Otherwise set DATABASE_URL.'
    );
  }
  return `PostgreSQL (${program}) failed under ${target}.`;
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
