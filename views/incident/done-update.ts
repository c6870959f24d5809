import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { asTyped } from '#views/as-read.ts';
import { code } from '#views/text.ts';

/** A time that ended an update as part of its sentence, whether it counts as a promise, and what to type for the other. */
export interface Ending {
  readonly said: string;
  readonly promised: boolean;
  /** `null`: no update can be promised for then. */
  readonly otherwise: string | null;
}

/** What is stored here customers do not read (runbook 000, the status site). */
export function notOutside({ number }: Incident): string {
  const entry = code(`/apgms incident timeline ${incidentName(number)} export`);
  return `*Nobody outside sees it yet:* put it on the status site. As a file for that: ${entry}`;
}

/** What became of a time that may have been a promise or not. The line to type is left out where it could not be copied whole. */
export function howRead({ said, promised, otherwise }: Ending, { number }: Incident): string {
  const stopped = `No next one is promised: ${code(said)} at its end is`;
  if (otherwise === null) return `${stopped} no moment to come within a week.`;
  const line = `/apgms incident update ${incidentName(number)} ${asTyped(otherwise)}`;
  const way = line.length > longestLine || line.includes('\n') ? '.' : `: ${code(line, longestLine)}`;
  return promised
    ? `I took ${code(said)} at its end for the time of the next one. If it is not, put what you said in quotes${way}`
    : `${stopped} too far off. If it is one, put a comma before it${way}`;
}

/** In characters: what is copied from an answer. */
const longestLine = 300;
