import { formVerb } from '#commands/_form/form-verb.ts';
import { parseNote } from '#commands/_grammar/parse-note.ts';
import { defineCommand } from '#src/define.ts';
import { addNote } from '#src/operations/incident/note.ts';
import { readForm } from '#views/form/read.ts';
import { noteForm, noteSchema } from '#views/incident/forms/note.ts';

const doors = formVerb({
  name: 'incident note',
  formId: noteForm.id,
  form: () => noteForm,
  parse(text, { deps }) {
    const { number, ...values } = parseNote(text, deps.clock.now());
    return { number, request: values.text === null ? null : { text: values.text, at: values.at }, values };
  },
  read: (form) => readForm(form, noteSchema),
  change: (number, request, { deps }, by) => addNote(deps, { number, ...request }, by),
  done: ({ at }) => ({ what: 'note', at }),
  worksOnMerged: true,
});

export const note = defineCommand({
  noun: 'incident',
  verb: 'note',
  summary: 'Put a note on the timeline',
  usage: '[INC-42] [10m ago] <what happened>',
  examples: [
    '/apgms incident note INC-42 the connection pool ran dry',
    '/apgms incident note INC-42 10m ago the provider confirms an outage',
    '/apgms incident note',
  ],
  scopes: [],
  run: doors.run,
  submits: doors.submits,
});
