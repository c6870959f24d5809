import { isLost } from './keeping.js';

/** A menu closes when one looks elsewhere or presses Escape, and gives the focus back to what opened it. */
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const around = document.querySelector('dialog[open]') === null ? document.querySelector('details.menu[open]') : null;
  const menu = document.activeElement.closest('details.menu[open]') ?? around;
  if (menu === null) return;
  event.preventDefault();
  menu.open = false;
});

// Told of once it has closed, and not on its way up: toggles do not bubble.
document.addEventListener(
  'toggle',
  ({ target: menu }) => {
    if (!menu.open && menu.matches('details.menu') && isLost(menu))
      menu.querySelector('summary').focus({ preventScroll: true });
  },
  true,
);
