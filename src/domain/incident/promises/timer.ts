/** The kind of the timers that stand for the promises of an incident or an alert; each refers to its stream. */
export const promisesKind = 'promises';

/** The timer of what has this stream. */
export function promisesKey(stream: string): string {
  return `${promisesKind}.${stream}`;
}
