import { isJson } from './content.ts';
import { BadRequest, channelOf, interactive, personOf } from './looking.ts';
import type { Json, State } from './state.ts';

/** How an element's value travels: the field of the payload it is in, the field it begins with, and whether it holds many. */
interface Kind {
  readonly field: string;
  readonly initial: string;
  readonly many?: true;
  readonly of: 'text' | 'number' | 'option' | 'person' | 'channel' | 'rich text';
}

const kinds: Readonly<Record<string, Kind>> = {
  plain_text_input: { field: 'value', initial: 'initial_value', of: 'text' },
  number_input: { field: 'value', initial: 'initial_value', of: 'text' },
  email_text_input: { field: 'value', initial: 'initial_value', of: 'text' },
  url_text_input: { field: 'value', initial: 'initial_value', of: 'text' },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', of: 'rich text' },
  static_select: { field: 'selected_option', initial: 'initial_option', of: 'option' },
  external_select: { field: 'selected_option', initial: 'initial_option', of: 'option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', of: 'option' },
  overflow: { field: 'selected_option', initial: 'initial_option', of: 'option' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', many: true, of: 'option' },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', many: true, of: 'option' },
  checkboxes: { field: 'selected_options', initial: 'initial_options', many: true, of: 'option' },
  users_select: { field: 'selected_user', initial: 'initial_user', of: 'person' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', many: true, of: 'person' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', of: 'channel' },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
    of: 'channel',
  },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', of: 'channel' },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', many: true, of: 'channel' },
  datepicker: { field: 'selected_date', initial: 'initial_date', of: 'text' },
  timepicker: { field: 'selected_time', initial: 'initial_time', of: 'text' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', of: 'number' },
};

/** Values as control routes take them: by block id; where a block holds several elements, by action id inside. */
export type Values = Readonly<Record<string, unknown>>;

/** `state.values` of blocks with these values in them, and its own initial values elsewhere. */
export function stateValues(state: State, blocks: unknown, values: Values): Record<string, Record<string, Json>> {
  const filled: Record<string, Record<string, Json>> = {};
  const known = new Set<string>();
  const all = interactive(blocks);
  for (const { blockId, element } of all) {
    const action = String(element['action_id']);
    known.add(blockId);
    if (kinds[String(element['type'])] === undefined || element['type'] === 'overflow') continue;
    const given = values[blockId];
    const isAlone = all.filter((other) => other.blockId === blockId).length === 1;
    const own = isJson(given) && (action in given || !isAlone) ? given[action] : given;
    filled[blockId] = { ...filled[blockId], [action]: { type: element['type'], ...pickedValue(state, element, own) } };
  }
  const unknown = Object.keys(values).find((block) => !known.has(block));
  if (unknown !== undefined) {
    throw new BadRequest(`there is no input block "${unknown}"; there are: ${[...known].join(', ')}`);
  }
  return filled;
}

/** One element's part of a payload, such as `{ selected_option: … }`; `given` absent = as the element begins. */
export function pickedValue(state: State, element: Json, given: unknown): Json {
  const kind = kinds[String(element['type'])];
  if (kind === undefined) return element['value'] === undefined ? {} : { value: element['value'] };
  if (given === undefined) return { [kind.field]: element[kind.initial] ?? (kind.many ? [] : null) };
  if (kind.many) return { [kind.field]: listOf(given).map((one) => converted(state, element, kind, one)) };
  return { [kind.field]: given === null || given === '' ? null : converted(state, element, kind, given) };
}

function converted(state: State, element: Json, kind: Kind, given: unknown): unknown {
  switch (kind.of) {
    case 'text':
      return String(given);
    case 'number':
      return Number(given);
    case 'rich text':
      return given;
    case 'person':
      return personOf(state, String(given)).id;
    case 'channel':
      return channelOf(state, String(given)).id;
    case 'option': {
      const value = String(isJson(given) ? given['value'] : given);
      const options = optionsOf(state, element);
      const option = options.find((other) => other['value'] === value);
      if (option !== undefined) return option;
      const there = options.map((other) => String(other['value'])).join(', ');
      throw new BadRequest(`"${String(element['action_id'])}" has no option "${value}"; it has: ${there}`);
    }
  }
}

function optionsOf(state: State, element: Json): readonly Json[] {
  const groups = [element, ...listOf(element['option_groups'] ?? []).filter(isJson)];
  const own = groups.flatMap((group) => listOf(group['options'] ?? []).filter(isJson));
  return [...own, ...(state.suggestions.get(String(element['action_id'])) ?? [])];
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === '' ? [] : [value];
}

/** What Slack's own client refuses before the app hears of it: by block id. */
export function clientErrors(blocks: unknown, filled: Record<string, Record<string, Json>>): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!Array.isArray(blocks)) return errors;
  for (const block of blocks.filter(isJson)) {
    const { element } = block;
    if (block['type'] !== 'input' || !isJson(element)) continue;
    const id = String(block['block_id']);
    const problem = complaint(element, filled[id]?.[String(element['action_id'])] ?? {}, block['optional'] === true);
    if (problem !== null) errors[id] = problem;
  }
  return errors;
}

function complaint(element: Json, filled: Json, optional: boolean): string | null {
  const kind = kinds[String(element['type'])];
  if (kind === undefined) return null;
  const value = filled[kind.field];
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) {
    return optional ? null : 'Please complete this required field.';
  }
  const text = String(value);
  const { min_length: shortest, max_length: longest } = element;
  if (typeof shortest === 'number' && text.length < shortest) return `Must be at least ${shortest} characters.`;
  if (typeof longest === 'number' && text.length > longest) return `Must be at most ${longest} characters.`;
  if (element['type'] === 'number_input') return numberComplaint(element, text);
  if (element['type'] === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'Must be an email address.';
  if (element['type'] === 'url_text_input' && !URL.canParse(text)) return 'Must be a URL.';
  return null;
}

function numberComplaint(element: Json, text: string): string | null {
  const number = Number(text);
  if (!Number.isFinite(number)) return 'Must be a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Must be a whole number.';
  const { min_value: least, max_value: most } = element;
  if (least !== undefined && number < Number(least)) return `Must be at least ${String(least)}.`;
  return most !== undefined && number > Number(most) ? `Must be at most ${String(most)}.` : null;
}
