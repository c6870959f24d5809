import { z } from 'zod';
import { affectedKinds } from '#src/domain/incident/events/life.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { oneOf, someText, ticked } from '#views/form/read.ts';
import { affectedWords } from '#views/incident/words.ts';

/** What an incident touches (runbook 000, triage). */
export const affectedForm: FormDefinition = {
  id: 'incident.affected',
  title: 'What is affected',
  about: 'Affected by',
  submit: 'Record',
  fields: [
    {
      kind: 'choice',
      id: 'kind',
      label: 'Of what kind?',
      required: true,
      choices: affectedKinds.map((kind) => ({ value: kind, text: affectedWords[kind] })),
    },
    {
      kind: 'text',
      id: 'values',
      label: 'Which?',
      lines: 'many',
      required: true,
      example: '4711, 4712',
      hint: 'One on each line, or with commas between them.',
    },
    {
      kind: 'ticks',
      id: 'flags',
      label: 'Tick what applies',
      choices: [{ value: 'remove', text: 'They turned out not to be affected' }],
    },
  ],
};

export const affectedSchema = z.object({
  kind: oneOf(affectedKinds, 'Choose what they are.'),
  values: someText('Name at least one.'),
  flags: ticked,
});
