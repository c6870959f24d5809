import { el } from './dom.js';

/**
 * Makes a form a place to write: a growing field, and files to go with the words. `send({ text, files, broadcast })` answers whether it went;
 * what did not is given back. `broadcast`: words for "the channel sees it too", where that is a choice. `extra`: what else stands beside the field.
 */
export function fillComposer(form, { id, label, broadcast, extra, action, send }) {
  let files = [];
  const field = el('textarea', { id, rows: 1, 'aria-label': label, autocomplete: 'off', spellcheck: 'true' });
  const chips = el('div', { class: 'chips', hidden: true });
  const picker = el('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Text files' });
  const loud = broadcast && el('input', { type: 'checkbox' });
  const attach = { type: 'button', class: 'quiet', 'aria-label': 'Attach text files', title: 'Attach text files' };

  function show(list) {
    files = list;
    chips.hidden = list.length === 0;
    chips.replaceChildren(...list.map(chip));
  }
  function chip(file) {
    const without = () => show(files.filter((other) => other !== file));
    const remove = { type: 'button', class: 'quiet', 'aria-label': `Remove ${file.name}`, on: { click: without } };
    return el('span', { class: 'chip' }, `📄 ${file.name}`, el('button', remove, '✕'));
  }
  picker.addEventListener('change', async () => {
    const read = [...picker.files].map(async (file) => ({ name: file.name, content: await file.text() }));
    picker.value = '';
    show([...files, ...(await Promise.all(read))]);
    field.focus();
  });
  field.addEventListener('keydown', submitOnEnter);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const said = { text: field.value.trim(), files, broadcast: loud?.checked ?? false };
    if (said.text === '' && files.length === 0) return;
    field.value = '';
    show([]);
    if (loud) loud.checked = false;
    if ((await send(said)) || field.value !== '') return;
    field.value = said.text;
    show(said.files);
  });
  form.replaceChildren(
    chips,
    el(
      'div',
      { class: 'row' },
      field,
      picker,
      el('button', { ...attach, on: { click: () => picker.click() } }, '+'),
      extra,
      el('button', { type: 'submit', class: 'primary' }, action),
    ),
    loud ? el('label', { class: 'loud' }, loud, broadcast) : '',
  );
  return field;
}

export function submitOnEnter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}
