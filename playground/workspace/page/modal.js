import { post, tellFailure } from './api.js';
import { renderBlocks } from './blocks.js';
import { byId, el } from './dom.js';
import { readValues } from './inputs.js';
import { redraw, remember, showDialog } from './keeping.js';
import { plain } from './mrkdwn.js';

let shown = null;
let errors = {};
/** What is said here, which stays while the view changes. */
const notices = el('output', { class: 'notices' });
/** Where the focus was in the views below: view id → what goes back there. */
const left = new Map();

/** Shows the view on top of the person's stack, or nothing. What was typed stays while a view with the same id changes. */
export function showModal(views, place) {
  const dialog = byId('modal');
  const view = views.at(-1) ?? null;
  const user = place.me;
  if (view === null) {
    shown = null;
    left.clear();
    byId('notices').append(...notices.children);
    if (dialog.open) dialog.close();
    return;
  }
  if (shown?.id === view.id && shown.hash === view.hash) return;
  const kept = shown?.id === view.id ? readValues(dialog) : {};
  const isOther = shown?.id !== view.id;
  if (isOther) errors = {};
  if (isOther && shown !== null) left.set(shown.id, remember());
  shown = view;
  draw(dialog, view, kept, { ...place, where: { user, view_id: view.id } }, views.length > 1);
  if (!dialog.open) showDialog(dialog);
  if (isOther) focusIn(dialog, view);
}

/** Where one was, else the first thing to fill in rather than the way out. */
function focusIn(dialog, { id }) {
  const goBack = left.get(id);
  if (goBack) goBack();
  else dialog.querySelector('form :is(input, textarea, select)')?.focus();
}

function draw(dialog, view, kept, place, isNested) {
  const user = place.me;
  const inside = {
    ...place,
    errors,
    kept: (block, action) => kept[block]?.[action],
    act: async (block, element, value) => {
      const values = readValues(dialog);
      const given = value === undefined ? {} : { value };
      const press = { action_id: element.action_id, block_id: block.block_id, values, ...given };
      tellFailure('That', await post('action', { user, view_id: view.id, ...press }));
      await place.refresh();
    },
  };
  const close = async (clear) => {
    tellFailure('Closing', await post('close', { user, view_id: view.id, clear }));
    await place.refresh();
  };
  const submit = async (event) => {
    event.preventDefault();
    const values = readValues(dialog);
    dialog.classList.add('busy');
    const answer = await post('submit', { user, view_id: view.id, values });
    dialog.classList.remove('busy');
    tellFailure('Submitting', answer);
    errors = answer.errors ?? {};
    if (answer.errors) {
      draw(dialog, view, values, place, isNested);
      dialog.querySelector('.invalid :is(input, textarea, select)')?.focus();
    }
    await place.refresh();
  };
  dialog.oncancel = (event) => {
    event.preventDefault();
    void close(false);
  };
  const scrolled = dialog.querySelector(`#view-${view.id} .body`)?.scrollTop ?? 0;
  redraw(dialog, [
    el(
      'form',
      { novalidate: true, id: `view-${view.id}`, on: { submit } },
      el(
        'div',
        { class: 'top' },
        el('h2', { id: 'modal-title' }, plain(view.title.text)),
        el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', on: { click: () => close(true) } }, '✕'),
      ),
      el('div', { class: 'body' }, renderBlocks(view.blocks, inside)),
      notices,
      el(
        'div',
        { class: 'foot' },
        el('button', { type: 'button', on: { click: () => close(false) } }, closeLabel(view, isNested)),
        view.submit && el('button', { type: 'submit', class: 'primary' }, plain(view.submit.text)),
      ),
    ),
  ]);
  dialog.querySelector('.body').scrollTop = scrolled;
}

function closeLabel(view, isNested) {
  if (view.close) return plain(view.close.text);
  return isNested ? 'Back' : 'Cancel';
}
