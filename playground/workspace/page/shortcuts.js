import { post, tellFailure } from './api.js';
import { el } from './dom.js';

/** The app's global shortcuts, to have beside the field; nothing where it has none. `person()`: who one is; `refresh`: what follows a use. */
export function globalShortcuts(all, { person, refresh }) {
  const shortcuts = all.filter((one) => one.kind === 'global');
  if (shortcuts.length === 0) return null;
  const menu = el(
    'details',
    { class: 'menu up' },
    el('summary', { 'aria-label': 'Shortcuts', title: 'Shortcuts' }, '⚡'),
  );
  const entry = ({ name, callback_id }) => {
    const use = async () => {
      menu.open = false;
      tellFailure(name, await post('shortcut', { user: person(), callback_id }));
      await refresh();
    };
    return el('button', { type: 'button', on: { click: use } }, name);
  };
  menu.append(el('div', { class: 'items' }, shortcuts.map(entry)));
  return menu;
}
