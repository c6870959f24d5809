import { fillComposer } from './composer.js';
import { byId, el } from './dom.js';
import { hang } from './hanging.js';
import { renderMessages } from './messages.js';

let of = null;

/** The pane beside the channel with one thread, or nothing. `send(said, ts)`: as for the channel's composer. */
export function drawThread(screen, channel, { draw, forget, place, close, send }) {
  const pane = byId('thread');
  const ts = screen.thread;
  const isShown = Boolean(channel) && ts !== null;
  pane.hidden = !isShown;
  document.body.classList.toggle('with-thread', isShown);
  if (!isShown) {
    of = null;
    return;
  }
  const messages = screen.messages.filter((one) => one.ts === ts || one.thread_ts === ts);
  if (of !== `${channel.id} ${ts}`) {
    of = `${channel.id} ${ts}`;
    forget('thread-list');
    build(pane, channel, { close, send: (said) => send(said, ts) });
  }
  byId('thread-composer').hidden = channel.is_read_only;
  const key = [screen.me, messages, place.named, screen.draft?.id];
  const changed = draw('thread-list', key, () => renderMessages(messages, { ...place, channel, prefix: 't' }));
  const list = byId('thread-list');
  if (changed) list.scrollTop = list.scrollHeight;
}

function build(pane, channel, { close, send }) {
  const form = el('form', { class: 'composer', id: 'thread-composer' });
  const shut = { type: 'button', class: 'quiet', 'aria-label': 'Close thread', on: { click: close } };
  pane.replaceChildren(
    el(
      'div',
      { class: 'head' },
      el('h2', {}, 'Thread'),
      el('span', { class: 'topic' }, `#${channel.name}`),
      el('button', shut, '✕'),
    ),
    el('div', { class: 'list', id: 'thread-list' }),
    form,
  );
  hang(byId('thread-list'));
  const broadcast = `Also send to #${channel.name}`;
  const field = fillComposer(form, { id: 'reply', label: 'Reply', action: 'Reply', broadcast, send });
  field.placeholder = 'Reply, or @APGMS help';
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && field.value === '') close();
  });
  field.focus();
}
