import { z } from 'zod';
import type { Form } from '#src/define.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyText, type Read, readForm, someText } from '#views/form/read.ts';

/** What became of an item of a checklist. */
export const taskForm: FormDefinition = {
  id: 'incident.task',
  title: 'An item of a checklist',
  submit: 'Record',
  fields: [
    {
      kind: 'text',
      id: 'task',
      label: 'Which item?',
      lines: 'one',
      required: true,
      example: '3',
      hint: 'Its number on the checklist.',
    },
    {
      kind: 'choice',
      id: 'does',
      label: 'What about it?',
      required: true,
      chosen: 'done',
      choices: [
        { value: 'done', text: 'It is done' },
        { value: 'undone', text: 'It is not done after all' },
        { value: 'waived', text: 'It need not be done this time' },
      ],
    },
    {
      kind: 'text',
      id: 'words',
      label: 'What shows it, or why not?',
      lines: 'many',
      example: 'https://github.com/apgms/status/pull/12',
      hint: 'A link or a few words: where the runbook wants evidence, and where it need not be done.',
    },
  ],
};

export interface TaskEntered {
  /** As it was written. */
  readonly task: string;
  readonly does: 'done' | 'undone' | 'waived';
  readonly words: string | null;
}

const entered = z.object({
  task: someText('Write its number, as the checklist shows it: 3'),
  does: z.enum(['done', 'undone', 'waived']).catch('done'),
  words: anyText,
});

export function readTask(form: Form): Read<TaskEntered> {
  const read = readForm(form, entered);
  if (!read.ok) return read;
  const { does, words } = read.values;
  if (does === 'waived' && words === null)
    return { ok: false, errors: { words: 'Say why: it is kept in the record.' } };
  return read;
}
