import { formVerb } from '#commands/_form/form-verb.ts';
import { parseAffected, separated } from '#commands/_grammar/parse-affected.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { type AffectedRequest, setAffected } from '#src/operations/incident/affected.ts';
import { readForm } from '#views/form/read.ts';
import { affectedForm, affectedSchema } from '#views/incident/forms/affected.ts';

const doors = formVerb<Omit<AffectedRequest, 'number'>>({
  name: 'incident affected',
  formId: affectedForm.id,
  form: () => affectedForm,
  parse(text) {
    const { number, remove, parts, kind } = parseAffected(text);
    const [first] = parts;
    const values = { kind: first?.kind ?? kind, values: first?.values.join(', '), flags: remove ? ['remove'] : [] };
    return { number, request: first ? { remove, parts } : null, values };
  },
  read(form) {
    const read = readForm(form, affectedSchema);
    if (!read.ok) return read;
    const { kind, values, flags } = read.values;
    const parts = [{ kind, values: separated(values) }];
    return { ok: true, values: { remove: flags.includes('remove'), parts } };
  },
  change: (number, request, { deps }, by) => setAffected(deps, { number, ...request }, by),
  done: ({ remove, parts }) => ({ what: 'affected', values: parts.flatMap((part) => part.values), remove }),
});

export const affected = defineCommand({
  noun: 'incident',
  verb: 'affected',
  summary: 'Record which organisations, endpoints and requests it touches',
  usage: '[INC-42] [remove] org <ids> | endpoint <paths> | request <ids>',
  examples: [
    '/apgms incident affected INC-42 org 4711, 4712 endpoint /bank-lines',
    '/apgms incident affected INC-42 remove org 4711',
    '/apgms incident affected',
  ],
  scopes: [],
  async run(text, gesture) {
    const { unread } = parseAffected(text);
    if (unread !== null) return notRead(unread, affected);
    return doors.run(text, gesture);
  },
  submits: doors.submits,
});
