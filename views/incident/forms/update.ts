import { z } from 'zod';
import { audiences } from '#src/domain/incident/events/life.ts';
import { type Policy, updateRule } from '#src/domain/policy.ts';
import { type Severity, severities, severityName } from '#src/domain/severity.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyMoment, anyText, someText } from '#views/form/read.ts';
import { source } from '#views/text.ts';
import type { Standing } from './standing.ts';

export const updateFormId = 'incident.update';

/** When the next update is promised: as the policy asks, in so many minutes, or not at all. */
const nextIn = ['policy', '15', '30', '60', '120', 'none'] as const;
export type NextIn = (typeof nextIn)[number];

const nextWords: Readonly<Record<NextIn, string>> = {
  policy: 'As the policy asks',
  15: 'In 15 minutes',
  30: 'In 30 minutes',
  60: 'In an hour',
  120: 'In two hours',
  none: 'I cannot promise a time',
};

/** What people know by now (runbook 003: internal updates; runbook 000: updates to customers). `now`: how the incident stands. */
export function updateForm(policy: Policy, { severity }: Standing): FormDefinition {
  return {
    id: updateFormId,
    title: 'Post an update',
    about: 'Update',
    submit: 'Post',
    fields: [
      {
        kind: 'text',
        id: 'know',
        label: 'What do we know?',
        lines: 'many',
        required: true,
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
        kind: 'choice',
        id: 'nextIn',
        label: 'When is the next update?',
        chosen: 'policy',
        choices: nextIn.map((value) => ({ value, text: nextWords[value] })),
        hint: severity === undefined ? asksOfAll(policy) : `${severityName(severity)}: ${asks(policy, severity)}.`,
      },
      {
        kind: 'moment',
        id: 'nextAt',
        label: 'Or at what time?',
        hint: 'Counts instead of the choice above. Whoever works on it will be held to it.',
      },
      {
        kind: 'choice',
        id: 'audience',
        label: 'For whom is it?',
        chosen: 'internal',
        choices: [
          { value: 'internal', text: 'For us' },
          { value: 'customers', text: 'For customers' },
        ],
      },
    ],
  };
}

/** `every 15 min (runbook 003), for customers every 60 min (runbook 000)`. */
function asks(policy: Policy, severity: Severity): string {
  const { value, from } = policy.severities[severity].internalUpdate;
  const customers = updateRule(policy, severity, 'customers');
  const more = customers ? `, for customers every ${customers.value} min (${source(customers.from)})` : '';
  return `every ${value} min (${source(from)})${more}`;
}

function asksOfAll(policy: Policy): string {
  const each = severities.map((one) => `${severityName(one)} ${policy.severities[one].internalUpdate.value} min`);
  return `The policy asks for one every so often: ${each.join(', ')}.`;
}

export const updateSchema = z.object({
  know: someText('Say what you know, even if it is little.'),
  next: anyText,
  impact: anyText,
  nextIn: z.enum(nextIn).nullable().catch(null),
  nextAt: anyMoment,
  audience: z.enum(audiences).catch('internal'),
});
export type UpdateEntered = z.output<typeof updateSchema>;
