import { incidentName } from '#src/domain/incident/state.ts';
import { cleanText } from '#src/domain/text.ts';
import { plain } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message, Modal } from '#views/message.ts';
import { type Field, type FormDefinition, type FormValues, incidentFieldId } from './form.ts';
import { inputOf } from './inputs.ts';
import { type FormNote, noteText } from './note.ts';

export interface FormModalProps {
  /** What is known already. */
  readonly values: FormValues;
  readonly note: FormNote;
  /** What stands above the fields. */
  readonly lead?: Message['blocks'];
}

/** A form as Slack shows it. Where its note names no incident, it asks which. Rendered again with the same fields it keeps what was entered. */
export function formModal(form: FormDefinition, { values, note, lead = [] }: FormModalProps): Modal {
  return {
    type: 'modal',
    callback_id: form.id,
    private_metadata: noteText(note),
    title: plain(titleOf(form, note), 24),
    submit: plain(form.submit, 24),
    close: plain(form.close ?? 'Cancel', 24),
    blocks: [...lead, ...fieldsOf(form, note).map((field) => inputOf(field, values[field.id], form.id))],
  };
}

function titleOf({ title, about }: FormDefinition, { incident }: FormNote): string {
  return about === undefined || incident === null ? title : `${about} ${incidentName(incident)}`;
}

function fieldsOf(form: FormDefinition, note: FormNote): readonly Field[] {
  if (note.incident !== null) return form.fields;
  const hint = note.channel === null ? {} : { hint: 'Left empty: the one whose channel you were in.' };
  const label = form.whichIncident ?? 'Which incident?';
  const open = form.onlyOpen === true;
  const which: Field = { kind: 'incident', id: incidentFieldId, label, open, required: note.channel === null, ...hint };
  return [which, ...form.fields];
}

/** Whether every text among `values` is held whole: a field takes 3,000 characters, a command many more. */
export function holdsWhole(form: FormDefinition, values: FormValues): boolean {
  return form.fields.every((field) => {
    const value = values[field.id];
    return field.kind !== 'text' || typeof value !== 'string' || cleanText(value, 40_000).length <= limits.input;
  });
}
