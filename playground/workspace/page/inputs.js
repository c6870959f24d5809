import { confirmed } from './confirm.js';
import { el, safeUrl } from './dom.js';
import { externalMenu } from './external.js';
import { plain } from './mrkdwn.js';

/**
 * One interactive element. What it holds is read by `readValues`; `element.dispatch` or its place decides whether a change is told at once.
 * `field`: id, describedBy and invalid, inside a labelled input block.
 */
export function control(block, element, place, field = {}) {
  const make = makers[kindOf(element.type)] ?? unsupported;
  const kept = place.kept?.(block.block_id, element.action_id);
  const node = make({ block, element, place, field, kept });
  node.dataset.block = block.block_id;
  node.dataset.action = element.action_id;
  node.dataset.kind = element.type;
  return node;
}

const texts = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'];
const singles = ['static_select', 'users_select', 'conversations_select', 'channels_select'];

function kindOf(type) {
  if (texts.includes(type)) return 'text';
  if (singles.includes(type)) return 'menu';
  if (type === 'external_select') return 'external';
  if (type.startsWith('multi_')) return 'several';
  if (type === 'checkboxes') return 'many';
  return type;
}

const makers = {
  button: ({ block, element, place }) => {
    const press = async () => {
      if (!(await confirmed(element.confirm))) return;
      if (safeUrl(element.url ?? '')) window.open(element.url, '_blank', 'noopener');
      await place.act(block, element, undefined);
    };
    const label = element.accessibility_label;
    return el(
      'button',
      { type: 'button', class: element.style ?? 'plain', 'aria-label': label, on: { click: press } },
      plain(element.text.text),
    );
  },
  overflow({ block, element, place }) {
    const menu = el(
      'details',
      { class: 'menu' },
      el('summary', { 'aria-label': 'More actions' }, '⋯'),
      el(
        'div',
        { class: 'items' },
        element.options.map((option) => {
          const pick = async () => {
            menu.open = false;
            if (await confirmed(element.confirm)) await place.act(block, element, option.value);
          };
          return el('button', { type: 'button', on: { click: pick } }, plain(option.text.text));
        }),
      ),
    );
    return menu;
  },
  text({ block, element, place, field, kept }) {
    const start = kept ?? element.initial_value ?? '';
    const types = { number_input: 'text', email_text_input: 'email', url_text_input: 'url' };
    const props = {
      ...fieldProps(element, field),
      placeholder: element.placeholder && plain(element.placeholder.text),
      maxlength: element.max_length ?? 3000,
      inputmode: element.type === 'number_input' ? 'decimal' : undefined,
      autocomplete: 'off',
      value: start,
    };
    if (element.multiline) return el('textarea', { ...props, rows: 3 });
    const node = el('input', { ...props, type: types[element.type] ?? 'text' });
    if (block.dispatch_action) node.addEventListener('change', () => place.act(block, element, node.value));
    return node;
  },
  menu({ block, element, place, field, kept }) {
    const initial =
      element.initial_option?.value ?? element.initial_user ?? element.initial_conversation ?? element.initial_channel;
    const node = el(
      'select',
      fieldProps(element, field),
      el('option', { value: '' }, element.placeholder ? plain(element.placeholder.text) : 'Choose…'),
      choices(element, place).map((one) => choiceNode(one)),
    );
    node.value = kept ?? initial ?? '';
    return telling(node, block, element, place);
  },
  external({ block, element, place, field, kept }) {
    const props = { ...fieldProps(element, field), block: block.block_id };
    return telling(externalMenu({ element, place, props, kept }), block, element, place);
  },
  many({ block, element, place, field, kept }) {
    const node = el(
      'div',
      { class: 'many', 'aria-describedby': field.describedBy },
      ticks(element, place, kept ?? valuesOf(element.initial_options)),
    );
    return telling(node, block, element, place);
  },
  several({ block, element, place, field, kept }) {
    const { initial_users, initial_conversations, initial_channels, initial_options } = element;
    const first = initial_users ?? initial_conversations ?? initial_channels ?? valuesOf(initial_options);
    const list = el('div', { class: 'many' }, ticks(element, place, kept ?? first));
    const summary = el('summary', {});
    const name = () => {
      const names = [...list.querySelectorAll('input:checked')].map((one) => one.parentElement.textContent);
      summary.textContent = names.join(', ') || (element.placeholder ? plain(element.placeholder.text) : 'Choose…');
    };
    name();
    list.addEventListener('change', name);
    const node = el('details', { class: 'several', 'aria-describedby': field.describedBy }, summary, list);
    return telling(node, block, element, place);
  },
  radio_buttons({ block, element, place, kept }) {
    const chosen = new Set([kept ?? element.initial_option?.value]);
    const node = el(
      'div',
      { class: 'many', role: 'radiogroup' },
      choices(element, place).map((one) => tick('radio', element, one, chosen)),
    );
    return telling(node, block, element, place);
  },
  datepicker: (given) => timed(given, 'date', given.element.initial_date),
  timepicker: (given) => timed(given, 'time', given.element.initial_time),
  datetimepicker: (given) => {
    const seconds = given.kept ?? given.element.initial_date_time;
    const shown = seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : undefined;
    return timed({ ...given, kept: undefined }, 'datetime-local', shown);
  },
};

function unsupported({ element }) {
  return el('span', { class: 'b-muted' }, `(${element.type})`);
}

function timed({ block, element, place, field, kept }, type, initial) {
  const node = el('input', { ...fieldProps(element, field), type, value: kept ?? initial ?? '' });
  return telling(node, block, element, place);
}

function fieldProps(element, field) {
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid ? 'true' : undefined,
    'aria-label': field.id ? undefined : plain(element.placeholder?.text ?? element.type.replaceAll('_', ' ')),
    autofocus: element.focus_on_load,
  };
}

/** Outside input blocks every change is an action; inside, only where the block says so. */
function telling(node, block, element, place) {
  if (block.type === 'input' && !block.dispatch_action) return node;
  node.addEventListener('change', async () => {
    const value = heldBy(node, element.type);
    if (await confirmed(element.confirm)) await place.act(block, element, value);
  });
  return node;
}

function valuesOf(options) {
  return (options ?? []).map((option) => option.value);
}

function ticks(element, place, values) {
  const chosen = new Set(values);
  return choices(element, place)
    .flatMap((one) => one.options ?? [one])
    .map((one) => tick('checkbox', element, one, chosen));
}

function tick(type, element, one, chosen) {
  const name = type === 'radio' ? `${element.action_id}-choice` : undefined;
  return el(
    'label',
    { class: 'tick' },
    el('input', { type, name, value: one.value, checked: chosen.has(one.value) }),
    el('span', {}, one.text, one.description && el('small', { class: 'b-muted' }, one.description)),
  );
}

function choices(element, place) {
  const { type } = element;
  if (type.includes('users'))
    return place.people.filter(isColleague).map((one) => ({ value: one.id, text: one.real_name }));
  if (type.includes('conversations') || type.includes('channels')) {
    return place.channels.filter((one) => one.kind !== 'im').map((one) => ({ value: one.id, text: `#${one.name}` }));
  }
  if (element.option_groups) {
    return element.option_groups.map((group) => ({
      label: plain(group.label.text),
      options: group.options.map(optionOf),
    }));
  }
  return (element.options ?? []).map(optionOf);
}

/** Whom Slack offers to pick: neither apps nor who is gone or works elsewhere. */
export function isColleague(person) {
  return !person.is_bot && !person.is_deleted && !person.is_from_elsewhere;
}

function optionOf(option) {
  return {
    value: option.value,
    text: plain(option.text.text),
    description: option.description && plain(option.description.text),
  };
}

function choiceNode(one) {
  if (one.options) return el('optgroup', { label: one.label }, one.options.map(choiceNode));
  return el('option', { value: one.value }, one.text);
}

/** What a control holds now, as the control routes take it. */
function heldBy(node, type) {
  if (type === 'radio_buttons') return node.querySelector('input:checked')?.value ?? null;
  if (['many', 'several'].includes(kindOf(type)))
    return [...node.querySelectorAll('input:checked')].map((one) => one.value);
  if (type === 'external_select') return node.dataset.value || null;
  if (type === 'datetimepicker') return node.value ? Math.floor(Date.parse(`${node.value}Z`) / 1000) : null;
  return node.value === '' ? null : node.value;
}

/** Everything filled in below `root`: block id → action id → value. */
export function readValues(root) {
  const values = {};
  for (const node of root.querySelectorAll('[data-action]')) {
    const { block, action, kind } = node.dataset;
    if (kind === 'button' || kind === 'overflow') continue;
    values[block] = { ...values[block], [action]: heldBy(node, kind) };
  }
  return values;
}
