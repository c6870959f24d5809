import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '#src/ports/log.ts';

/** Slack's libraries write into our log: warnings and errors, which speak of their own affairs. What is below may quote payloads. */
export function libraryLogger(library: string, log: Log): Logger {
  const said = (parts: readonly unknown[]) => ({ library, said: parts.map(String).join(' ') });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts: readonly unknown[]) => log.warn(said(parts), 'slack library'),
    error: (...parts: readonly unknown[]) => log.error(said(parts), 'slack library'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
