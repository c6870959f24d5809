import { z } from 'zod';
import type { Form } from '#src/define.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyMoment, anyText, type Read, readForm } from '#views/form/read.ts';

/** When the review is, or what came of it (runbook 000: "root cause, corrective actions, and lessons learned"; runbook 003: blameless). */
export const reviewForm: FormDefinition = {
  id: 'incident.review',
  title: 'Review',
  submit: 'Store',
  fields: [
    {
      kind: 'choice',
      id: 'done',
      label: 'What about it?',
      required: true,
      choices: [
        { value: 'scheduled', text: 'It has a date' },
        { value: 'held', text: 'It was held' },
      ],
    },
    { kind: 'moment', id: 'at', label: 'When is it?', hint: 'Only where it has a date.' },
    {
      kind: 'text',
      id: 'cause',
      label: 'What was the root cause?',
      lines: 'many',
      example: 'A log file filled the disk of the gateway',
      hint: 'Blameless: what happened and why, not who. This and the next two only where it was held.',
    },
    {
      kind: 'text',
      id: 'actions',
      label: 'Which corrective actions follow?',
      lines: 'many',
      hint: 'Each with an owner and a day goes onto the list besides: /apgms incident follow-up',
    },
    { kind: 'text', id: 'lessons', label: 'What did we learn?', lines: 'many' },
  ],
};

export type ReviewRequest =
  | { readonly done: 'scheduled'; readonly at: number }
  | { readonly done: 'held'; readonly cause: string; readonly actions: string | null; readonly lessons: string | null };

const entered = z.object({
  done: z.enum(['scheduled', 'held'], { error: 'Choose one.' }),
  at: anyMoment,
  cause: anyText,
  actions: anyText,
  lessons: anyText,
});

export function readReview(form: Form): Read<ReviewRequest> {
  const read = readForm(form, entered);
  if (!read.ok) return read;
  const { done, at, cause, actions, lessons } = read.values;
  if (done === 'scheduled') {
    return at === null ? { ok: false, errors: { at: 'Say when it is.' } } : { ok: true, values: { done, at } };
  }
  if (cause === null) return { ok: false, errors: { cause: 'Say what the cause was, as far as it is known.' } };
  return { ok: true, values: { done, cause, actions, lessons } };
}
