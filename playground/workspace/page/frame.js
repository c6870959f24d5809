import { byId, el, safeUrl } from './dom.js';
import { emojiOf } from './emoji.js';
import { inWords } from './mrkdwn.js';
import { countUnseen } from './strip.js';

/** The channel that was brought into sight when it was opened: what comes later does not swipe the strip back. */
let current = null;

/** The column with channels, direct messages and the app's home. */
export function drawSide(screen, draw, { openChannel, isUnread }) {
  const marks = screen.channels.map((channel) => [channel, channel.id !== screen.open && isUnread(channel)]);
  const changed = draw('channels', [screen.open, marks], () => {
    const shown = (kind) => marks.filter(([one]) => (kind === 'im') === (one.kind === 'im') && !one.is_archived);
    const archived = marks.filter(([one]) => one.is_archived);
    const item = ([channel, unread]) => entry(channel, unread, channel.id === screen.open, openChannel);
    const home = { id: 'home', name: 'Home', kind: 'home' };
    return [
      el('h2', {}, 'Channels'),
      el('ul', {}, shown('channel').map(item)),
      el('h2', {}, 'Apps'),
      el('ul', {}, entry(home, false, screen.open === 'home', openChannel), shown('im').map(item)),
      archived.length > 0 &&
        el(
          'details',
          { class: 'archived', open: archived.some(([one]) => one.id === screen.open) },
          el('summary', { 'data-name': 'archived' }, `Archived (${archived.length})`),
          el('ul', {}, archived.map(item)),
        ),
    ].filter(Boolean);
  });
  if (changed) countUnseen();
  if (current === screen.open) return;
  current = screen.open;
  byId('channels').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function nameOf(channel) {
  return channel.kind === 'im' ? 'APGMS' : channel.name;
}

const signs = { public: '#', private: '', im: '●', home: '⌂' };

function entry(channel, unread, isOpen, openChannel) {
  const name = nameOf(channel);
  const props = {
    type: 'button',
    class: unread ? 'entry unread' : 'entry',
    title: name,
    'aria-current': isOpen ? 'page' : undefined,
    'aria-label': `${name}${channel.kind === 'private' ? ', private' : ''}${unread ? ', unread' : ''}`,
    on: { click: () => openChannel(channel.id) },
  };
  const dot = unread && el('span', { class: 'dot', 'aria-hidden': 'true' });
  return el(
    'li',
    {},
    el(
      'button',
      props,
      el('span', { class: `sign ${channel.kind}` }, signs[channel.kind]),
      el('span', { class: 'label' }, name),
      dot,
    ),
  );
}

/** A channel's name, topic, people, bookmarks and pins. */
export function drawHead(channel, pins, draw, { names, named, reveal, reopen }) {
  const { latest_ts, ...about } = channel;
  draw('head', [about, pins, named], () => [
    el('h1', {}, el('span', { class: `sign ${channel.kind}` }, signs[channel.kind]), nameOf(channel)),
    el('span', { class: 'topic', title: channel.topic || channel.purpose }, channel.topic || channel.purpose),
    channel.is_archived ? el('span', { class: 'tag' }, 'archived') : '',
    channel.is_archived ? el('button', { type: 'button', on: { click: reopen } }, 'Unarchive') : '',
    el('span', { class: 'people', title: channel.members.join(', ') }, `${channel.members.length} people`),
    pins.length > 0
      ? el(
          'details',
          { class: 'menu' },
          el('summary', { class: 'pins', 'data-name': 'pins' }, `${pins.length} pinned`),
          el(
            'div',
            { class: 'items' },
            pins.map((pin) => {
              const text = inWords(pin.text, names, 80) || 'A pinned message';
              return el('button', { type: 'button', on: { click: () => reveal(pin.ts) } }, text);
            }),
          ),
        )
      : '',
    channel.bookmarks.length > 0
      ? el(
          'div',
          { class: 'bookmarks' },
          channel.bookmarks.map(({ title, link, emoji }) => {
            const sign = emoji ? emojiOf(emoji.replaceAll(':', '')) : '↗';
            return el('a', { href: safeUrl(link), target: '_blank', rel: 'noopener noreferrer' }, `${sign} ${title}`);
          }),
        )
      : '',
  ]);
}

/** How the bot is, while it is not simply there. */
const botLines = {
  starting: 'The bot is starting…',
  down: 'The bot died and is coming back…',
  gone: 'The playground is not running',
};

export function drawBot(status) {
  byId('bot').textContent = botLines[status] ?? '';
  byId('bot').hidden = status === 'up';
}

/** The bot's clock, at the top. */
export function drawTime(now) {
  const at = new Date(now);
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  byId('day').textContent = `${day.format(at)}, `;
  byId('time').textContent = `${at.toISOString().slice(11, 19)} UTC`;
}
