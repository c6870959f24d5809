/** The kind of the timers that stand for the promises of an incident; each refers to its stream. */
export const promisesKind = 'promises';

/** The timer of the incident with this stream. */
export function promisesKey(stream: string): string {
  return `${promisesKind}.${stream}`;
}
