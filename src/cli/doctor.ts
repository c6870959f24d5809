import { readEnvFile } from '#src/config.ts';
import type { Finding } from './doctor/_examination/check.ts';
import { patientOf } from './doctor/_examination/patient.ts';
import { closingLine, examine, linesOf } from './doctor/_examination/report.ts';

/** Looks at everything that is configured, a line for each, and changes nothing. Ends with 1 where something is wrong, else with 0. */
async function main(): Promise<void> {
  readEnvFile();
  const patient = patientOf({ wall: { now: () => Date.now() }, nodeVersion: process.versions.node });
  const all: Finding[] = [];
  for await (const section of examine(patient)) {
    for (const line of linesOf(section)) say(line);
    all.push(...section.findings);
  }
  say(closingLine(all));
  if (all.some(({ state }) => state === 'wrong')) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`The doctor cannot look: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
