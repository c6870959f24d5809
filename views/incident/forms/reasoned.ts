import { z } from 'zod';
import type { FormDefinition } from '#views/form/form.ts';
import { someText } from '#views/form/read.ts';

/** Why something that was over is not. */
export const reopenForm: FormDefinition = {
  id: 'incident.reopen',
  title: 'Reopen an incident',
  about: 'Reopen',
  submit: 'Reopen',
  fields: [
    {
      kind: 'text',
      id: 'why',
      label: 'Why is it not over?',
      lines: 'many',
      required: true,
      example: 'Errors are back',
    },
  ],
};

/** Why it was no incident. What was one is resolved. */
export const cancelForm: FormDefinition = {
  id: 'incident.cancel',
  title: 'Cancel an incident',
  about: 'Cancel',
  // “Cancel” beside it would be what it is not.
  submit: 'It was no incident',
  close: 'Keep it open',
  fields: [
    {
      kind: 'text',
      id: 'why',
      label: 'Why was it no incident?',
      lines: 'many',
      required: true,
      example: 'A test of the alert',
      hint: 'If it was one and is over, use /apgms incident resolve instead. Alerts of it that fire go on by themselves and call whoever is on call.',
    },
  ],
};

export const reasonSchema = z.object({ why: someText('Say why: it is kept in the record.') });
