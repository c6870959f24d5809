import type {
  Checkboxes,
  Datepicker,
  DateTimepicker,
  ExternalSelect,
  InputBlock,
  PlainTextInput,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import { cleanText, oneLine } from '#src/domain/text.ts';
import { option, plain } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import { clip } from '#views/text.ts';
import { type Choice, type Field, type FormValues, incidentMenuId, openIncidentMenuId } from './form.ts';

type Value = FormValues[string];

/** The block of one field, with what it holds. `formId` makes its action id differ from those of other forms. */
export function inputOf(field: Field, value: Value, formId: string): InputBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label, 75),
    element: elementOf(field, value, `${formId}.${field.id}`),
    optional: field.required !== true,
    ...(field.hint !== undefined && { hint: plain(field.hint, 150) }),
  };
}

function elementOf(field: Field, value: Value, id: string): InputBlock['element'] {
  switch (field.kind) {
    case 'text':
      return textInput(field, value, id);
    case 'choice':
      return choice(field.choices, value === undefined ? field.chosen : value, id);
    case 'ticks':
      return ticks(field.choices, value, id);
    case 'person':
      return person(value, id);
    case 'moment':
      return moment(value, id);
    case 'day':
      return day(value, id);
    case 'incident':
      return incident(value, field);
  }
}

function textInput(
  { lines, example }: Extract<Field, { kind: 'text' }>,
  value: Value,
  action_id: string,
): PlainTextInput {
  const initial = typeof value === 'string' ? fittingText(value, lines) : '';
  return {
    type: 'plain_text_input',
    action_id,
    max_length: limits.input,
    ...(lines === 'many' && { multiline: true }),
    ...(example !== undefined && { placeholder: plain(example, 75) }),
    ...(initial && { initial_value: initial }),
  };
}

function fittingText(value: string, lines: 'one' | 'many'): string {
  const clean = cleanText(value, limits.input);
  return clip(lines === 'one' ? oneLine(clean) : clean, limits.input);
}

function choice(choices: readonly Choice[], value: Value, action_id: string): StaticSelect {
  const chosen = choices.find((one) => one.value === value);
  const options = choices.map(({ text, value: is }) => option(text, is));
  return {
    type: 'static_select',
    action_id,
    options,
    ...(chosen && { initial_option: option(chosen.text, chosen.value) }),
  };
}

function ticks(choices: readonly Choice[], value: Value, action_id: string): Checkboxes {
  const box = ({ text, value: is, description }: Choice) => ({
    ...option(text, is),
    ...(description !== undefined && { description: plain(description, 75) }),
  });
  const ticked = Array.isArray(value) ? choices.filter((one) => value.includes(one.value)).map(box) : [];
  return {
    type: 'checkboxes',
    action_id,
    options: choices.map(box),
    ...(ticked.length > 0 && { initial_options: ticked }),
  };
}

function person(value: Value, action_id: string): UsersSelect {
  const known = typeof value === 'string' && /^[UW][A-Z0-9]+$/.test(value);
  return { type: 'users_select', action_id, ...(known && { initial_user: value }) };
}

/** Slack's picker has seconds of ten digits: moments between 2001 and 2286. `value` in ms, or in seconds as the picker itself gives them. */
function moment(value: Value, action_id: string): DateTimepicker {
  const seconds = typeof value === 'number' ? Math.floor(value / 1_000) : Number(value ?? Number.NaN);
  const known = seconds >= 1_000_000_000 && seconds <= 9_999_999_999;
  return { type: 'datetimepicker', action_id, ...(known && { initial_date_time: seconds }) };
}

function day(value: Value, action_id: string): Datepicker {
  const known = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  return { type: 'datepicker', action_id, ...(known && { initial_date: value }) };
}

function incident(value: Value, { open = false }: Extract<Field, { kind: 'incident' }>): ExternalSelect {
  const digits = /^(?:INC-)?(\d{1,10})$/.exec(String(value ?? ''))?.[1];
  return {
    type: 'external_select',
    action_id: open ? openIncidentMenuId : incidentMenuId,
    min_query_length: 0,
    placeholder: plain('A number, or a word of its title', 75),
    ...(digits !== undefined && { initial_option: option(`INC-${digits}`, String(value)) }),
  };
}
