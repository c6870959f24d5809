import type { RecordedAlertEvent } from '#src/domain/alert/events.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';

const minute = 60_000;

/** Something that happened. `depth`: 0, somebody does something; what comes of that is deeper. */
export interface Line {
  readonly at: number;
  readonly depth: 0 | 1 | 2;
  readonly what: string;
}

/** What happened since then, a line each; what somebody did in vain is left out. */
export function storyOf(lines: readonly Line[], since: number): string {
  const all = lines.toSorted((one, other) => one.at - other.at);
  const told = all.filter(({ depth }, index) => depth > 0 || (all[index + 1]?.depth ?? 0) > 0);
  return told.map(({ at, depth, what }) => `${clockTime(at - since)} ${'  '.repeat(depth)}${what}`).join('\n');
}

export function lineOf({ at, stream, event }: RecordedAlertEvent | RecordedIncidentEvent): Line {
  const said = Object.entries(event.data).filter(([name]) => telling.has(name));
  const more = said.map(([name, value]) => ` ${name}: ${JSON.stringify(value)}`).join(',');
  return { at, depth: 2, what: `${stream}: ${event.type}${more}` };
}

/** What is worth reading of an event. */
const telling: ReadonlySet<string> = new Set([
  'what',
  'by',
  'from',
  'page',
  'person',
  'rung',
  'reached',
  'people',
  'unable',
  'next',
  'effect',
  'code',
  'incident',
]);

function clockTime(ms: number): string {
  const minutes = Math.floor(ms / minute);
  return `${minutes}:${((ms % minute) / 1_000).toFixed(3).padStart(6, '0')}`;
}
