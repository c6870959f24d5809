import { z } from 'zod';
import { canSnooze } from '#src/domain/incident/promises/snooze.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type ObligationKind, obligationKinds } from '#src/domain/promises/obligation.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { oneOf, someText } from '#views/form/read.ts';
import { obligationWords } from '#views/incident/owed.ts';
import { source } from '#views/text.ts';

export const snoozeFormId = 'incident.snooze';

const spans = ['5', '10', '15', '30'] as const;

/** By how much what is owed is put off, and why. */
export function snoozeForm({ snooze }: Pick<Policy, 'snooze'>): FormDefinition {
  return {
    id: snoozeFormId,
    title: 'Put off what is owed',
    submit: 'Put it off',
    fields: [
      {
        kind: 'choice',
        id: 'kind',
        label: 'What?',
        chosen: 'first',
        choices: [
          { value: 'first', text: 'What is due first' },
          ...obligationKinds.filter((kind) => canSnooze({ kind })).map((value) => ({ value, text: capital(value) })),
        ],
      },
      {
        kind: 'choice',
        id: 'span',
        label: 'By how much?',
        required: true,
        choices: spans.map((value) => ({ value, text: `${value} minutes` })),
        hint: `In all by ${snooze.value} minutes at most (${source(snooze.from)}).`,
      },
      {
        kind: 'text',
        id: 'why',
        label: 'Why?',
        lines: 'many',
        required: true,
        example: 'All hands are on the rollback',
      },
    ],
  };
}

function capital(kind: ObligationKind): string {
  const words = obligationWords[kind];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const snoozeSchema = z.object({
  kind: z.enum(obligationKinds).nullable().catch(null),
  span: oneOf(spans, 'Choose by how much.').transform((minutes) => Number(minutes) * 60_000),
  why: someText('Say why: it is kept in the record.'),
});
