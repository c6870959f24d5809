import { z } from 'zod';
import type { FormDefinition } from '#views/form/form.ts';
import { someIncident } from '#views/form/read.ts';

/** Two incidents that turned out to be one. */
export const mergeForm: FormDefinition = {
  id: 'incident.merge',
  title: 'Merge an incident',
  about: 'Merge',
  submit: 'Merge',
  whichIncident: 'Which one turned out to be another?',
  fields: [
    {
      kind: 'incident',
      id: 'into',
      label: 'Which one goes on?',
      required: true,
      hint: 'The other one ends; its people are brought into the channel of this one.',
    },
  ],
};

export const mergeSchema = z.object({ into: someIncident('Choose the incident that goes on.') });
