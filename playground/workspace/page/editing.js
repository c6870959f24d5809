import { post } from './api.js';
import { submitOnEnter } from './composer.js';
import { el } from './dom.js';
import { unescaped } from './mrkdwn.js';

/** A message while its writer mends it. `draft`: `{ id, text }`, which outlives a list drawn anew. */
export function renderEditor(message, draft, place) {
  const field = el('textarea', { rows: 1, 'aria-label': 'Edit message', value: draft.text });
  const done = () => place.edit(null);
  const save = async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const change = { user: place.me, channel: place.channel.id, ts: message.ts, text };
    if (text !== '' && !(await post('message/edit', change)).refused) done();
  };
  field.addEventListener('input', () => {
    draft.text = field.value;
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') done();
    else submitOnEnter(event);
  });
  return el(
    'form',
    { class: 'composer editor', on: { submit: save } },
    el(
      'div',
      { class: 'row' },
      field,
      el('button', { type: 'button', class: 'quiet', on: { click: done } }, 'Cancel'),
      el('button', { class: 'primary' }, 'Save'),
    ),
  );
}

export function focusEditor() {
  const field = document.querySelector('.editor textarea');
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** What somebody would have typed to say this. */
export function typedOf(text, { people }) {
  const nameOf = (id) => people.find((one) => one.id === id)?.name ?? id;
  return unescaped(
    text
      .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_whole, id) => `@${nameOf(id)}`)
      .replace(/<#\w+\|([^>]*)>/g, '#$1')
      .replace(/<!subteam\^\w+\|([^>]*)>/g, '$1')
      .replace(/<!(here|channel|everyone)>/g, '@$1')
      .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, '$1'),
  );
}
