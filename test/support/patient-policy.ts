import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run has its patient policy. */
    readonly patientPolicy: string;
  }
}

const ours = fileURLToPath(new URL('../../apgms.yaml', import.meta.url));
const deadline =
  /\b((?:acknowledge|assignCommander|internalUpdate|customerUpdate|firstStatusEntry): \{ value: |due: )\d+[mh]\b/g;

/**
 * Writes a copy of our policy under which no incident's deadline comes, nor a status post, for decades. Whoever is on call is still asked to
 * acknowledge at once.
 */
export async function writePatientPolicy(path: string): Promise<void> {
  const text = await readFile(ours, 'utf8');
  const patient = text.replaceAll(deadline, (_, before: string) => `${before}9999d`);
  if (patient === text) throw new Error(`${ours}: no deadline stands there as it is looked for here`);
  await writeFile(path, patient);
}

/** The environment of a bot that runs under it: for tests of something else than promises. */
export function patiently(): { readonly APGMS_CONFIG: string } {
  return { APGMS_CONFIG: inject('patientPolicy') };
}
