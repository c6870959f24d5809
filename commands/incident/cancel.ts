import { formVerb } from '#commands/_form/form-verb.ts';
import { parseReasoned } from '#commands/_grammar/parse-reasoned.ts';
import { aboutAlert } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { cancel as cancelIncident } from '#src/operations/incident/cancel.ts';
import { readForm } from '#views/form/read.ts';
import { cancelForm, reasonSchema } from '#views/incident/forms/reasoned.ts';

const doors = formVerb({
  name: 'incident cancel',
  formId: cancelForm.id,
  form: () => cancelForm,
  parse(text) {
    const { number, why } = parseReasoned(text);
    return { number, request: why === null ? null : { why }, values: { why } };
  },
  read: (form) => readForm(form, reasonSchema),
  change: (number, request, { deps }, by) => cancelIncident(deps, { number, ...request }, by),
  done: () => ({ what: 'cancel' }),
});

export const cancel = defineCommand({
  noun: 'incident',
  verb: 'cancel',
  summary: 'Say that it was no incident after all',
  usage: '[INC-42] because …',
  examples: ['/apgms incident cancel INC-42 because it was a test of the alert', '/apgms incident cancel'],
  scopes: [],
  run: async (text, gesture) => aboutAlert(text, cancel) ?? doors.run(text, gesture),
  submits: doors.submits,
});
