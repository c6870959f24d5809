import { z } from 'zod';
import { scopeKinds } from '#src/domain/incident/events/life.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { oneOf, someText, ticked } from '#views/form/read.ts';
import { scopeWords } from '#views/incident/words.ts';

/** What an incident touches (runbook 000, triage). */
export const affectedForm: FormDefinition = {
  id: 'incident.affected',
  title: 'What is affected',
  submit: 'Record',
  fields: [
    {
      ...{ kind: 'choice', id: 'kind', label: 'Of what kind?', required: true },
      choices: scopeKinds.map((kind) => ({ value: kind, text: scopeWords[kind] })),
    },
    {
      ...{ kind: 'text', id: 'values', label: 'Which?', lines: 'many', required: true, example: '4711, 4712' },
      hint: 'One on each line, or with commas between them.',
    },
    {
      ...{ kind: 'ticks', id: 'flags', label: 'Tick what applies' },
      choices: [{ value: 'remove', text: 'They turned out not to be affected' }],
    },
  ],
};

export const affectedSchema = z.object({
  kind: oneOf(scopeKinds, 'Choose what they are.'),
  values: someText('Name at least one.'),
  flags: ticked,
});
