import { byId } from './dom.js';

/** On a small screen the channels are a strip to be swiped through. At either end stands how many with something new are out of sight there; a press goes to the nearest. */
const strip = byId('channels');
const ends = { before: byId('unread-before'), after: byId('unread-after') };

export function countUnseen() {
  for (const [side, button] of Object.entries(ends)) {
    const { length } = unseen(side);
    button.hidden = length === 0;
    button.querySelector('b').textContent = length;
    button.title = `${length} with something new`;
  }
}

/** The nearest first. */
function unseen(side) {
  const { left, right } = strip.getBoundingClientRect();
  const dots = [...strip.querySelectorAll('.entry.unread .dot')].map((one) => [one, one.getBoundingClientRect()]);
  const isOut = (at) => (side === 'before' ? at.left < left - 1 : at.right > right + 1);
  const out = dots.filter(([, at]) => at.width > 0 && isOut(at)).map(([one]) => one.closest('.entry'));
  return side === 'before' ? out.toReversed() : out;
}

for (const [side, button] of Object.entries(ends)) {
  button.addEventListener('click', () => {
    const [nearest] = unseen(side);
    nearest?.scrollIntoView({ block: 'nearest', inline: 'center' });
    nearest?.focus({ preventScroll: true });
  });
}
strip.addEventListener('scroll', countUnseen);
new ResizeObserver(countUnseen).observe(strip);
