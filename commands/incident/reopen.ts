import { formVerb } from '#commands/_form/form-verb.ts';
import { parseReasoned } from '#commands/_grammar/parse-reasoned.ts';
import { aboutAlert } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { reopen as reopenIncident } from '#src/operations/incident/reopen.ts';
import { readForm } from '#views/form/read.ts';
import { reasonSchema, reopenForm } from '#views/incident/forms/reasoned.ts';

const doors = formVerb({
  name: 'incident reopen',
  formId: reopenForm.id,
  form: () => reopenForm,
  parse(text) {
    const { number, why } = parseReasoned(text);
    return { number, request: why === null ? null : { why }, values: { why } };
  },
  read: (form) => readForm(form, reasonSchema),
  change: (number, request, { deps }, by) => reopenIncident(deps, { number, ...request }, by),
  done: () => ({ what: 'reopen' }),
});

export const reopen = defineCommand({
  noun: 'incident',
  verb: 'reopen',
  summary: 'Say that an incident is not over',
  usage: '[INC-42] because …',
  examples: ['/apgms incident reopen INC-42 because errors are back', '/apgms incident reopen'],
  scopes: [],
  run: async (text, gesture) => aboutAlert(text, reopen) ?? doors.run(text, gesture),
  submits: doors.submits,
});
