import { checkConfirm, checkImage, checkOptions, checkText } from './objects.ts';
import {
  checkBoolean,
  checkKnown,
  checkList,
  checkOneOf,
  checkString,
  complain,
  type Fields,
  isFields,
  type Report,
} from './report.ts';

type Check = (report: Report, path: string, element: Fields) => void;

interface ElementRule {
  readonly fields: readonly string[];
  readonly check: Check;
}

const confirmed = ['confirm'];
const focused = ['placeholder', 'focus_on_load'];
const listing = ['options', 'option_groups'];
const filter = ['filter', 'default_to_current_conversation'];
const texts = ['initial_value', 'dispatch_action_config', ...focused];

const rules: Readonly<Record<string, ElementRule>> = {
  button: { fields: ['text', 'url', 'value', 'style', 'accessibility_label', ...confirmed], check: button },
  workflow_button: { fields: ['text', 'workflow', 'style', 'accessibility_label'], check: label },
  overflow: {
    fields: ['options', ...confirmed],
    check: (report, path, element) => checkOptions(report, path, element, { most: 5, plain: true }),
  },
  checkboxes: { fields: ['options', 'initial_options', 'focus_on_load', ...confirmed], check: ten },
  radio_buttons: { fields: ['options', 'initial_option', 'focus_on_load', ...confirmed], check: ten },
  static_select: { fields: [...listing, 'initial_option', ...focused, ...confirmed], check: menu },
  multi_static_select: {
    fields: [...listing, 'initial_options', 'max_selected_items', ...focused, ...confirmed],
    check: menu,
  },
  external_select: { fields: ['initial_option', 'min_query_length', ...focused, ...confirmed], check: nothing },
  multi_external_select: {
    fields: ['initial_options', 'min_query_length', 'max_selected_items', ...focused, ...confirmed],
    check: nothing,
  },
  users_select: { fields: ['initial_user', ...focused, ...confirmed], check: nothing },
  multi_users_select: { fields: ['initial_users', 'max_selected_items', ...focused, ...confirmed], check: nothing },
  conversations_select: {
    fields: ['initial_conversation', 'response_url_enabled', ...filter, ...focused, ...confirmed],
    check: nothing,
  },
  multi_conversations_select: {
    fields: ['initial_conversations', 'max_selected_items', ...filter, ...focused, ...confirmed],
    check: nothing,
  },
  channels_select: { fields: ['initial_channel', 'response_url_enabled', ...focused, ...confirmed], check: nothing },
  multi_channels_select: {
    fields: ['initial_channels', 'max_selected_items', ...focused, ...confirmed],
    check: nothing,
  },
  datepicker: {
    fields: ['initial_date', ...focused, ...confirmed],
    check: shaped('initial_date', /^\d{4}-\d\d-\d\d$/),
  },
  timepicker: {
    fields: ['initial_time', 'timezone', ...focused, ...confirmed],
    check: shaped('initial_time', /^([01]\d|2[0-3]):[0-5]\d$/),
  },
  datetimepicker: { fields: ['initial_date_time', 'focus_on_load', ...confirmed], check: moment },
  plain_text_input: { fields: ['multiline', 'min_length', 'max_length', ...texts], check: textInput },
  number_input: { fields: ['is_decimal_allowed', 'min_value', 'max_value', ...texts], check: numberInput },
  email_text_input: { fields: texts, check: nothing },
  url_text_input: { fields: texts, check: nothing },
  rich_text_input: { fields: texts, check: nothing },
  file_input: { fields: ['filetypes', 'max_files'], check: nothing },
  image: { fields: ['image_url', 'slack_file', 'alt_text'], check: checkImage },
  feedback_buttons: { fields: ['positive_button', 'negative_button'], check: nothing },
  icon_button: {
    fields: ['icon', 'text', 'accessibility_label', 'value', 'visible_to_user_ids', ...confirmed],
    check: label,
  },
};

const menus = Object.keys(rules).filter((type) => type.endsWith('_select'));
const pickers = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...menus];

/** Which elements go where. */
export const elementsOf = {
  section: ['button', 'workflow_button', 'overflow', 'image', 'datetimepicker', ...pickers],
  actions: ['button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input', ...pickers],
  input: [
    ...['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'rich_text_input', 'file_input'],
    ...['datetimepicker', ...pickers],
  ],
  context_actions: ['feedback_buttons', 'icon_button'],
  card: ['button'],
} as const satisfies Record<string, readonly string[]>;

/** One element of a block; `actionIds` gathers the block's action ids, which must differ. */
export function checkElement(
  report: Report,
  path: string,
  value: unknown,
  allowed: readonly string[],
  actionIds: Set<string>,
): void {
  if (!isFields(value)) {
    complain(report, path, value === undefined ? 'is required' : 'must be an element');
    return;
  }
  const type = String(value['type']);
  const rule = rules[type];
  if (rule === undefined) {
    complain(report, `${path}/type`, `"${type}" is not an element`);
    return;
  }
  if (!allowed.includes(type)) {
    complain(report, `${path}/type`, `"${type}" cannot be used here`);
    return;
  }
  checkKnown(report, path, value, ['type', ...(type === 'image' ? [] : ['action_id']), ...rule.fields]);
  checkString(report, `${path}/action_id`, value['action_id'], { most: 255, least: 1 });
  const id = value['action_id'];
  if (typeof id === 'string') {
    if (actionIds.has(id)) complain(report, `${path}/action_id`, `"${id}" is there twice in one block`);
    actionIds.add(id);
  }
  checkText(report, `${path}/placeholder`, value['placeholder'], { most: 150, plain: true, required: false });
  checkConfirm(report, `${path}/confirm`, value['confirm']);
  checkBoolean(report, `${path}/focus_on_load`, value['focus_on_load']);
  checkCount(report, `${path}/max_selected_items`, value['max_selected_items'], 1, 1000);
  rule.check(report, path, value);
}

function nothing(): void {
  // Its own fields carry no limits beyond those every element shares.
}

function label(report: Report, path: string, element: Fields): void {
  checkText(report, `${path}/text`, element['text'], { most: 75, plain: true });
  checkString(report, `${path}/accessibility_label`, element['accessibility_label'], { most: 75 });
}

function button(report: Report, path: string, element: Fields): void {
  label(report, path, element);
  checkString(report, `${path}/value`, element['value'], { most: 2000 });
  checkString(report, `${path}/url`, element['url'], { most: 3000 });
  checkOneOf(report, `${path}/style`, element['style'], ['primary', 'danger']);
}

function ten(report: Report, path: string, element: Fields): void {
  checkOptions(report, path, element, { most: 10, plain: false });
}

function menu(report: Report, path: string, element: Fields): void {
  checkOptions(report, path, element, { most: 100, plain: true });
}

function shaped(field: string, shape: RegExp): Check {
  return (report, path, element) => {
    const value = element[field];
    if (value !== undefined && !(typeof value === 'string' && shape.test(value))) {
      complain(report, `${path}/${field}`, `must look like ${shape.source}`);
    }
  };
}

function moment(report: Report, path: string, element: Fields): void {
  const at = element['initial_date_time'];
  if (at !== undefined && !(typeof at === 'number' && /^\d{10}$/.test(String(at)))) {
    complain(report, `${path}/initial_date_time`, 'must be seconds since 1970, ten digits');
  }
}

function textInput(report: Report, path: string, element: Fields): void {
  const { min_length: least, max_length: most, initial_value: initial } = element;
  checkCount(report, `${path}/min_length`, least, 0, 3000);
  checkCount(report, `${path}/max_length`, most, 1, 3000);
  checkBoolean(report, `${path}/multiline`, element['multiline']);
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    complain(report, `${path}/min_length`, 'is more than max_length');
  }
  checkString(report, `${path}/initial_value`, initial, { most: typeof most === 'number' ? most : 3000 });
}

function numberInput(report: Report, path: string, element: Fields): void {
  if (typeof element['is_decimal_allowed'] !== 'boolean') complain(report, `${path}/is_decimal_allowed`, 'is required');
  for (const field of ['min_value', 'max_value', 'initial_value']) {
    checkString(report, `${path}/${field}`, element[field], { most: 3000 });
  }
}

function checkCount(report: Report, path: string, value: unknown, least: number, most: number): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    complain(report, path, `must be a whole number from ${least} to ${most}`);
  }
}

/** The elements of an `actions` block and its like. */
export function checkElements(
  report: Report,
  path: string,
  value: unknown,
  limits: { least?: number; most: number },
  allowed: readonly string[],
): void {
  const actionIds = new Set<string>();
  checkList(report, path, value, limits, (element, at) => checkElement(report, at, element, allowed, actionIds));
}
