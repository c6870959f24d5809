import { type Check, ok } from '#src/cli/doctor/_examination/check.ts';

/** The file can be read, its shape and its references hold; its hash is the one that stands in the record. */
export const policy: Check = {
  name: 'policy',
  async look(patient) {
    const file = await patient.policy();
    if (!file.known) return file.findings;
    const { services, people, hash } = file.value;
    const { path } = patient.config.policy;
    return [ok(`${path}: ${services.length} services, ${people.length} people, hash ${hash.slice(0, 12)}.`)];
  },
};
