/** What can be pressed, picked or typed in. */
const controls = 'button, input, select, textarea, summary, a[href]';

/** What a node stands for, as told to `showing`. */
const shown = new WeakMap();

/** Says what a node shows, so that it is let be while that is the same: everything its text and its listeners depend on. */
export function showing(node, what) {
  shown.set(node, JSON.stringify(what));
  return node;
}

/** Fields somebody has written in. What is ticked or picked is told at once, and the answer says how it stands. */
const written = new WeakSet();
document.addEventListener('input', ({ target }) => !/checkbox|radio/.test(target.type) && written.add(target), true);

/**
 * Fills `root` with these nodes, `""` being none. What shows the same as before stays as it is; of what is replaced, the focus, the selection, the words
 * somebody has written and what they unfolded come back in its successor.
 */
export function redraw(root, nodes) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  const spot = active && spotOf(active);
  const now = new Map([...root.children].map((one) => [shown.get(one), one]));
  const next = nodes.filter(Boolean).map((one) => (shown.has(one) && now.get(shown.get(one))) || one);
  const gone = [...root.children].filter((one) => !next.includes(one));
  const left = gone.flatMap((one) => [one, ...one.querySelectorAll('details, input, textarea')]);
  const states = left.filter((one) => one.open || written.has(one)).map((one) => [one, spotOf(one)]);
  for (const one of gone) one.remove();
  let at = root.firstChild;
  for (const one of next) {
    if (one === at) at = at.nextSibling;
    else root.insertBefore(one, at);
  }
  for (const [before, where] of states) handOver(before, namesakes(where)(where.at));
  if (active !== null && document.activeElement !== active) goTo(spot);
}

function handOver(before, after) {
  if (after === null) return;
  if (before.open) {
    after.open = true;
    return;
  }
  after.value = before.value;
  written.add(after);
}

/** Where a node is, in words that hold when everything around it is drawn anew. */
export function spotOf(node) {
  const card = (node.matches(`details, ${controls}`) ? node.parentElement : node).closest('[id]') ?? document.body;
  const around = card.parentElement?.closest('[id]') ?? document.body;
  const isTool = node.closest('.tools') !== null;
  const like = node.tagName === 'DETAILS' ? 'details' : controls;
  const all = [...card.querySelectorAll(like)].filter((one) => isTool || one.closest('.tools') === null);
  const names = [exactName, looseName].map((nameOf) => all.map((one) => nameIn(all, one, nameOf)));
  const cards = [...around.querySelectorAll(`:scope > ${card.localName}[id]`)].map((one) => one.id);
  const { selectionStart: start = null, selectionEnd: end, selectionDirection: way } = node;
  return {
    ...{ like, names, at: all.indexOf(node), card: card.id, cards, around: around.id },
    selected: start === null ? null : [start, end, way],
    isRinged: node.matches(':focus-visible'),
    isUnfolded: node.ariaExpanded === 'true',
  };
}

/** What a control is called among its neighbours; the second of a name is another than the first. */
function nameIn(all, node, nameOf) {
  const name = nameOf(node);
  return `${name} ${all.filter((one) => nameOf(one) === name).indexOf(node)}`;
}

function exactName(node) {
  const { block, action } = node.closest('[data-action]')?.dataset ?? {};
  return action ? `${looseName(node)} ${block}` : looseName(node);
}

/** Blocks that the app did not name are called otherwise each time. */
function looseName(node) {
  const { action } = node.closest('[data-action]')?.dataset ?? {};
  if (node.id && !action) return `#${node.id}`;
  const words = node.tagName === 'DETAILS' ? node.querySelector('summary') : node;
  const held = /checkbox|radio/.test(node.type) ? node.value : '';
  const said = node.dataset.name ?? (words.title || words.ariaLabel || words.textContent);
  return [node.tagName, action, held, said].join(' ');
}

/** What finds the controls of the card a spot is in, by their place in its names; `null`: the card is gone. */
function namesakes({ card, like, names: [exact, loose] }) {
  const root = card === '' ? document.body : document.getElementById(card);
  if (root === null) return () => null;
  const all = [...root.querySelectorAll(like)];
  const [now, near] = [exactName, looseName].map(
    (nameOf) => new Map(all.map((one) => [nameIn(all, one, nameOf), one])),
  );
  return (at) => now.get(exact[at]) ?? near.get(loose[at]) ?? null;
}

let isGoing = false;

/** Whether the focus is being put back, rather than moved by somebody, on what was folded up. */
export const isReturning = () => isGoing;

/** Puts the focus on what stands where it was: the same control, else the next button, else one before it, else the card; of a card that is gone, the next. */
export function goTo(spot) {
  const { names, at, card, selected, isRinged, isUnfolded } = spot;
  if (at < 0 && card === '') return;
  const find = namesakes(spot);
  const places = [...names[0].keys()].filter((one) => one !== at && !names[0][one].startsWith('A '));
  const order = [at, ...places.filter((one) => one > at), ...places.filter((one) => one < at).toReversed()];
  const control = at < 0 ? undefined : order.map((one) => reachable(find(one))).find(Boolean);
  const target = control ?? cardOf(spot);
  if (!target.matches(controls) && !target.hasAttribute('tabindex')) target.tabIndex = -1;
  isGoing = !isUnfolded;
  target.focus({ preventScroll: true, focusVisible: isRinged });
  isGoing = false;
  if (selected !== null && control === find(at)) control.setSelectionRange?.(...selected);
}

/** What can take the focus: of something folded away, what unfolds it. */
function reachable(node) {
  const folded = node?.closest('details:not([open])');
  const open = folded ? folded.querySelector('summary') : node;
  return open?.checkVisibility() && !open.disabled ? open : null;
}

function cardOf({ card, cards, around }) {
  const at = cards.indexOf(card);
  const beside = at < 0 ? [] : [...cards.slice(at + 1), ...cards.slice(0, at).toReversed()];
  const order = [card, ...beside, around];
  const nodes = order.filter(Boolean).map((id) => document.getElementById(id));
  return nodes.find((one) => one?.checkVisibility()) ?? document.body;
}

/** Remembers where the focus is. What it gives goes back there, also when everything was drawn anew meanwhile. */
export function remember() {
  const spot = spotOf(document.activeElement ?? document.body);
  return () => goTo(spot);
}

/** Whether the focus is nowhere, or in what has just been closed. */
export function isLost(closed) {
  return document.activeElement === document.body || closed.contains(document.activeElement);
}

/** Opens a dialog; closed, it gives the focus back. */
export function showDialog(dialog) {
  const goBack = remember();
  const close = () => isLost(dialog) && goBack();
  dialog.addEventListener('close', close, { once: true });
  dialog.showModal();
}

let moves = 0;
const move = () => {
  moves += 1;
};
for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, move, true);

/** What it gives puts the focus on a node, unless somebody has done something else meanwhile. */
export function unlessMoved() {
  const then = moves;
  return (node) => moves === then && node.focus();
}
