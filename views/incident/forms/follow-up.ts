import { z } from 'zod';
import type { Form } from '#src/define.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyDay, anyNumber, anyPerson, anyText, type Read, readForm } from '#views/form/read.ts';

const deeds = ['added', 'done', 'changed', 'dropped'] as const;

/** Something left to do (runbook 003: "with owners and due dates"). */
export const followUpForm: FormDefinition = {
  id: 'incident.follow-up',
  title: 'Follow-up',
  submit: 'Store',
  fields: [
    {
      kind: 'choice',
      id: 'done',
      label: 'What about it?',
      required: true,
      chosen: 'added',
      choices: [
        { value: 'added', text: 'There is something to do' },
        { value: 'done', text: 'It is done' },
        { value: 'changed', text: 'Somebody else does it, or until another day' },
        { value: 'dropped', text: 'It is not needed' },
      ],
    },
    {
      kind: 'text',
      id: 'what',
      label: 'What is to be done? Or why is it not needed?',
      lines: 'many',
      example: 'Alert when the disk is 80 % full',
    },
    { kind: 'person', id: 'owner', label: 'Who does it?' },
    {
      kind: 'day',
      id: 'due',
      label: 'Until when?',
      hint: 'The last day on which it is in time. Its owner is reminded the business day before.',
    },
    {
      kind: 'text',
      id: 'followUp',
      label: 'Which one?',
      lines: 'one',
      example: '1',
      hint: 'Its number on the card, for one that is on the list already.',
    },
  ],
};

export type FollowUpRequest =
  | { readonly done: 'added'; readonly what: string; readonly owner: string | null; readonly due: string | null }
  /** `undefined`: as it was. */
  | {
      readonly done: 'changed';
      readonly followUp: number;
      readonly owner: string | null | undefined;
      readonly due: string | null | undefined;
    }
  | { readonly done: 'done'; readonly followUp: number }
  | { readonly done: 'dropped'; readonly followUp: number; readonly why: string };

const entered = z.object({
  done: z.enum(deeds).catch('added'),
  what: anyText,
  owner: anyPerson,
  due: anyDay,
  followUp: anyNumber,
});

export function readFollowUp(form: Form): Read<FollowUpRequest> {
  const read = readForm(form, entered);
  if (!read.ok) return read;
  const { done, what, owner, due, followUp } = read.values;
  if (done === 'added') {
    if (what === null) return { ok: false, errors: { what: 'Say what is to be done.' } };
    return { ok: true, values: { done, what, owner, due } };
  }
  if (followUp === null) return { ok: false, errors: { followUp: 'Write its number, as the card shows it: 1' } };
  if (done === 'done') return { ok: true, values: { done, followUp } };
  if (done === 'dropped') {
    if (what === null) return { ok: false, errors: { what: 'Say why it is not needed: it is kept in the record.' } };
    return { ok: true, values: { done, followUp, why: what } };
  }
  if (owner === null && due === null) return { ok: false, errors: { owner: 'Choose who does it, or a day.' } };
  // What was left empty stays as it was.
  return { ok: true, values: { done, followUp, owner: owner ?? undefined, due: due ?? undefined } };
}
