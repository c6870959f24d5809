import { get } from './api.js';
import { el } from './dom.js';

/** Which files stand open, and what is in them: a list that is drawn anew keeps both. */
const open = new Set();
const contents = new Map();

/** A message's files: a name each, and what is in it on a click. */
export function renderFiles(files, place) {
  if (files.length === 0) return null;
  return el(
    'div',
    { class: 'files' },
    files.map((file) => renderFile(file, place)),
  );
}

function renderFile({ id, name, title }, place) {
  const inside = el('div', { class: 'inside' });
  const toggle = (event) => {
    if (!event.target.open) open.delete(id);
    else void show(id, inside, place);
  };
  const node = el(
    'details',
    { class: 'file', on: { toggle } },
    el(
      'summary',
      {},
      el('span', { class: 'sheet', 'aria-hidden': 'true' }, endOf(name)),
      el('span', { class: 'names' }, el('strong', {}, title), title === name ? null : el('small', {}, name)),
    ),
    inside,
  );
  node.open = open.has(id);
  if (contents.has(id)) inside.replaceChildren(renderContent(contents.get(id)));
  return node;
}

async function show(id, inside, place) {
  open.add(id);
  if (contents.has(id)) return;
  const { file, refused } = await get(`files/${id}?as=${place.me}`);
  if (refused) return;
  contents.set(id, file);
  inside.replaceChildren(renderContent(file));
}

function renderContent({ mimetype, content, base64, title, alt, size }) {
  if (mimetype.startsWith('image/')) return el('img', { src: `data:${mimetype};base64,${base64}`, alt: alt ?? title });
  return content === null ? el('p', { class: 'b-muted' }, `${size} bytes that are not text`) : el('pre', {}, content);
}

function endOf(name) {
  return (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? 'file').toUpperCase();
}
