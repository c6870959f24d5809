import { byId, el } from './dom.js';
import { showDialog } from './keeping.js';
import { plain } from './mrkdwn.js';

/** Asks as the element's `confirm` says; without one the answer is yes. */
export function confirmed(confirm) {
  if (confirm === undefined) return Promise.resolve(true);
  const dialog = byId('confirm');
  return new Promise((resolve) => {
    const yes = el('button', { class: confirm.style ?? 'primary', value: 'yes' }, plain(confirm.confirm.text));
    const no = el('button', { value: 'no' }, plain(confirm.deny.text));
    dialog.replaceChildren(
      el(
        'form',
        { method: 'dialog' },
        el('h2', { id: 'confirm-title' }, plain(confirm.title.text)),
        el('p', {}, plain(confirm.text.text)),
        el('div', { class: 'foot' }, no, yes),
      ),
    );
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    showDialog(dialog);
  });
}
