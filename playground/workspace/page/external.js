import { post } from './api.js';
import { el } from './dom.js';
import { isReturning } from './keeping.js';
import { plain } from './mrkdwn.js';

/** A menu that asks the app for its choices as somebody types. It holds what was picked in `data-value`; picking is a `change`. */
export function externalMenu({ element, place, props, kept }) {
  const start = kept ?? element.initial_option?.value ?? '';
  const shortest = element.min_query_length ?? 3;
  const list = el('ul', { class: 'choices', role: 'listbox', hidden: true });
  const field = el('input', {
    ...props,
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'false',
    autocomplete: 'off',
    placeholder: element.placeholder ? plain(element.placeholder.text) : 'Search…',
    value: labelOf(element, start),
  });
  const node = el('div', { class: 'external', 'data-value': start }, field, list);
  let asked = 0;

  function show(lines) {
    list.replaceChildren(...lines);
    list.hidden = lines.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
  }
  async function ask(value) {
    asked += 1;
    const mine = asked;
    if (value.length < shortest) return show([note(`Type ${shortest} characters or more`)]);
    field.setAttribute('aria-expanded', 'true');
    const answer = await post('suggest', {
      ...place.where,
      action_id: element.action_id,
      block_id: props.block,
      value,
    });
    if (mine !== asked || !node.contains(document.activeElement)) return undefined;
    if (answer.error) return show([note(`The bot offers nothing (${answer.error})`)]);
    const { options = [] } = answer;
    return show(options.length === 0 ? [note('No results')] : options.map(choice));
  }
  function choice(option) {
    const pick = () => {
      known.set(`${element.action_id} ${option.value}`, plain(option.text.text));
      node.dataset.value = option.value;
      field.value = plain(option.text.text);
      field.focus();
      show([]);
      node.dispatchEvent(new Event('change'));
    };
    const pickOnEnter = (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      pick();
    };
    const on = { click: pick, keydown: pickOnEnter };
    return el('li', { role: 'option', tabindex: '-1', on }, plain(option.text.text));
  }
  const open = () => list.hidden && void ask(node.dataset.value === '' ? field.value : '');
  field.addEventListener('focus', () => isReturning() || open());
  field.addEventListener('click', open);
  field.addEventListener('input', (event) => {
    event.stopPropagation();
    node.dataset.value = '';
    void ask(field.value);
  });
  field.addEventListener('change', (event) => event.stopPropagation());
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      field.focus();
      show([]);
    }
    if (event.key === 'Enter' && event.target === field) event.preventDefault();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event, field, list);
  });
  node.addEventListener('focusout', (event) => {
    if (!node.contains(event.relatedTarget)) show([]);
  });
  return node;
}

/** What the values picked so far are called. */
const known = new Map();

function labelOf(element, value) {
  const initial = element.initial_option;
  if (initial?.value === value) return plain(initial.text.text);
  return known.get(`${element.action_id} ${value}`) ?? '';
}

function note(text) {
  return el('li', { class: 'b-muted' }, text);
}

function move(event, field, list) {
  const lines = [field, ...list.querySelectorAll('[role=option]')];
  const at = lines.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
  event.preventDefault();
  lines[Math.max(0, Math.min(at, lines.length - 1))].focus();
}
