import { z } from 'zod';
import { audiences } from '#src/domain/incident/events/life.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyMoment, anyText, someText } from '#views/form/read.ts';

/** What people know by now (runbook 003: internal updates; runbook 000: updates to customers). */
export const updateForm: FormDefinition = {
  id: 'incident.update',
  title: 'Post an update',
  submit: 'Post',
  fields: [
    {
      ...{ kind: 'text', id: 'know', label: 'What do we know?', lines: 'many', required: true },
      example: 'Errors began with the 14:05 release',
    },
    {
      kind: 'text',
      id: 'next',
      label: 'What do we do next?',
      lines: 'many',
      example: 'Roll it back, then look at the pool',
    },
    { kind: 'text', id: 'impact', label: 'What do customers notice?', lines: 'many' },
    {
      kind: 'moment',
      id: 'nextAt',
      label: 'When is the next update?',
      hint: 'Whoever works on it will be held to it.',
    },
    {
      ...{ kind: 'choice', id: 'audience', label: 'For whom is it?' },
      choices: [
        { value: 'internal', text: 'For us' },
        { value: 'customers', text: 'For customers' },
      ],
    },
  ],
};

export const updateSchema = z.object({
  know: someText('Say what you know, even if it is little.'),
  next: anyText,
  impact: anyText,
  nextAt: anyMoment,
  audience: z.enum(audiences).catch('internal'),
});
