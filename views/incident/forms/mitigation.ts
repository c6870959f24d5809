import { z } from 'zod';
import type { Form } from '#src/define.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyLine, anyText, type Read, readForm } from '#views/form/read.ts';

/** What was done so that it hurts less, or that it was taken back (runbook 003). */
export const mitigationForm: FormDefinition = {
  id: 'incident.mitigation',
  title: 'Record a mitigation',
  about: 'Mitigation of',
  submit: 'Record',
  fields: [
    {
      kind: 'choice',
      id: 'done',
      label: 'What happened?',
      required: true,
      choices: [
        { value: 'applied', text: 'One was applied' },
        { value: 'removed', text: 'One was taken back' },
      ],
    },
    {
      kind: 'text',
      id: 'what',
      label: 'What was done?',
      lines: 'many',
      example: 'Rate limit of 100 per minute on /bank-lines',
    },
    {
      kind: 'text',
      id: 'mitigation',
      label: 'Which one was taken back?',
      lines: 'one',
      example: '1',
      hint: 'Its number on the card. Only where one was taken back.',
    },
  ],
};

export type MitigationRequest =
  | { readonly done: 'applied'; readonly what: string }
  | { readonly done: 'removed'; readonly mitigation: number; readonly how: string | null };

const entered = z.object({ done: z.enum(['applied', 'removed']).catch('applied'), what: anyText, mitigation: anyLine });

export function readMitigation(form: Form): Read<MitigationRequest> {
  const read = readForm(form, entered);
  if (!read.ok) return read;
  const { done, what, mitigation } = read.values;
  if (done === 'applied') {
    if (what === null) return { ok: false, errors: { what: 'Say what was done.' } };
    return { ok: true, values: { done, what } };
  }
  const number = /^#?(\d{1,4})\.?$/.exec(mitigation ?? '')?.[1];
  if (number === undefined) return { ok: false, errors: { mitigation: 'Write its number, as the card shows it: 1' } };
  return { ok: true, values: { done, mitigation: Number(number), how: what } };
}
