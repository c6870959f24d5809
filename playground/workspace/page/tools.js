import { post, tellFailure } from './api.js';
import { el } from './dom.js';
import { emojiOf } from './emoji.js';

const quick = ['eyes', 'white_check_mark', 'pushpin'];

/** What one can do with a message, on hover. */
export function renderTools(message, place, { edit }) {
  if (message.only_visible_to || place.channel.is_archived) return null;
  return el(
    'div',
    { class: 'tools', role: 'group', 'aria-label': 'Message actions' },
    quick.map((name) => reactButton(message, place, name)),
    place.openThread && tool('Reply in thread', '↳', () => place.openThread(message.thread_ts ?? message.ts)),
    more(message, place, edit),
  );
}

function tool(label, sign, click) {
  return el('button', { type: 'button', 'aria-label': label, title: label, on: { click } }, sign);
}

function reactButton(message, place, name) {
  const isMine = message.reactions.some((one) => one.name === name && one.users.includes(myName(place)));
  return tool(`React with ${name.replaceAll('_', ' ')}`, emojiOf(name), () => react(message, place, name, isMine));
}

/** The reactions below a message; a click adds one's own or takes it back. */
export function renderReactions(message, place) {
  if (message.reactions.length === 0) return null;
  return el(
    'div',
    { class: 'reactions' },
    message.reactions.map(({ name, users }) => {
      const isMine = users.includes(myName(place));
      const title = `${users.join(', ')} :${name}:`;
      const props = { type: 'button', 'data-name': name, 'aria-pressed': String(isMine), title };
      const click = () => react(message, place, name, isMine);
      return el('button', { ...props, on: { click } }, `${emojiOf(name)} ${users.length}`);
    }),
  );
}

async function react(message, place, name, remove) {
  await post('reaction', { user: place.me, channel: place.channel.id, ts: message.ts, name, remove });
}

/** The shortcuts the app has for messages, and what Slack itself lets one do. */
function more(message, place, edit) {
  const person = place.people.find((one) => one.id === message.user);
  const isMine = message.user === place.me;
  const shortcuts = place.shortcuts.filter((one) => one.kind === 'message');
  const entries = [
    ...shortcuts.map((one) => [one.name, () => use(one, message, place)]),
    ...(isMine ? [['Edit message', edit]] : []),
    ...(isMine ? [['Delete message', () => erase(message, place, false)]] : []),
    ...(person?.is_bot ? [['Delete message, as an admin', () => erase(message, place, true)]] : []),
  ];
  if (entries.length === 0) return null;
  const menu = el(
    'details',
    { class: 'menu' },
    el('summary', { 'aria-label': 'More actions', title: 'More actions' }, '⋯'),
    el(
      'div',
      { class: 'items' },
      entries.map(([label, run]) => {
        const click = () => {
          menu.open = false;
          void run();
        };
        return el('button', { type: 'button', on: { click } }, label);
      }),
    ),
  );
  return menu;
}

async function use({ callback_id, name }, message, place) {
  const at = { user: place.me, channel: place.channel.id, ts: message.ts };
  tellFailure(name, await post('shortcut', { ...at, callback_id }));
  await place.refresh();
}

/** Takes a message away: one's own, as an admin somebody else's, and what only oneself could see. */
export async function erase(message, place, asAdmin) {
  const at = { user: place.me, channel: place.channel.id, ts: message.ts };
  await post('message/delete', { ...at, as_admin: asAdmin });
  await place.refresh();
}

function myName(place) {
  return place.people.find((one) => one.id === place.me)?.name;
}
