import { z } from 'zod';
import type { FormDefinition } from '#views/form/form.ts';
import { anyMoment, someText } from '#views/form/read.ts';

/** Something people should find on the timeline later (runbook 000: capture timeline, errors and request ids). */
export const noteForm: FormDefinition = {
  id: 'incident.note',
  title: 'Note for the timeline',
  about: 'Note for',
  submit: 'Note',
  fields: [
    {
      kind: 'text',
      id: 'text',
      label: 'What happened?',
      lines: 'many',
      required: true,
      example: 'The connection pool ran dry',
    },
    { kind: 'moment', id: 'at', label: 'When did it happen?', hint: 'Left empty: now.' },
  ],
};

export const noteSchema = z.object({ text: someText('Write at least a word.'), at: anyMoment });
