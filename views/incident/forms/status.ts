import { z } from 'zod';
import { openStatuses } from '#src/domain/incident/events/life.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyText, oneOf } from '#views/form/read.ts';
import { statusWords } from '#views/incident/words.ts';
import type { Standing } from './standing.ts';

export const statusFormId = 'incident.status';

/** How far people are with it. */
export function statusForm({ status: chosen }: Standing): FormDefinition {
  return {
    id: statusFormId,
    title: 'Change the status',
    about: 'Status of',
    submit: 'Change',
    fields: [
      {
        kind: 'choice',
        id: 'status',
        label: 'Status',
        required: true,
        ...(chosen && { chosen }),
        choices: openStatuses.map((status) => ({ value: status, text: statusWords[status] })),
        hint: 'To end it, use /apgms incident resolve: that checks its health first.',
      },
      { kind: 'text', id: 'why', label: 'Why?', lines: 'many' },
    ],
  };
}

export const statusSchema = z.object({ status: oneOf(openStatuses, 'Choose how far you are.'), why: anyText });

/** What was entered. */
export type StatusEntered = z.infer<typeof statusSchema>;
