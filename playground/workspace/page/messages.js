import { post, tellFailure } from './api.js';
import { renderBlocks } from './blocks.js';
import { el } from './dom.js';
import { emojiOf } from './emoji.js';
import { readValues } from './inputs.js';
import { mrkdwn } from './mrkdwn.js';

const quick = ['eyes', 'white_check_mark', 'pushpin'];
/** Messages of one person within these seconds stand under one name. */
const together = 300;

/** A list of messages as nodes. `place`: as for blocks, with the channel, the reply counts and what opens a thread. */
export function renderMessages(messages, place) {
  return messages.flatMap((message, at) => {
    const before = messages[at - 1];
    const isNewDay = before === undefined || dayOf(before.ts) !== dayOf(message.ts);
    const day = isNewDay && el('div', { class: 'day' }, el('span', {}, dayOf(message.ts)));
    return [day, renderMessage(message, place, !isNewDay && follows(before, message))].filter(Boolean);
  });
}

function follows(before, message) {
  const same = ['user', 'subtype', 'only_visible_to'].every((key) => before[key] === message[key]);
  return same && message.subtype === null && Number(message.ts) - Number(before.ts) < together;
}

function renderMessage(message, place, isContinued) {
  const person = place.people.find((one) => one.id === message.user);
  const name = person?.real_name ?? message.user_name;
  if (message.subtype !== null) {
    const text = mrkdwn(message.text, place.names);
    return el('div', { class: 'system', id: idOf(message, place) }, text, el('time', {}, timeOf(message.ts)));
  }
  const classes = [
    'message',
    isContinued && 'continued',
    message.only_visible_to && 'ephemeral',
    message.pinned && 'pinned',
  ];
  const content = el('div', { class: 'content' });
  content.append(...body(message, place, content));
  return el(
    'article',
    {
      class: classes.filter(Boolean).join(' '),
      id: idOf(message, place),
      'aria-label': `${name} at ${timeOf(message.ts)}`,
    },
    isContinued
      ? el('time', { class: 'gutter' }, timeOf(message.ts))
      : el('span', { class: `avatar tone-${toneOf(message.user)}`, 'aria-hidden': 'true' }, initials(name)),
    el(
      'div',
      { class: 'right' },
      message.only_visible_to && el('div', { class: 'only' }, 'Only visible to you'),
      message.pinned && el('div', { class: 'only' }, 'Pinned'),
      !isContinued &&
        el(
          'div',
          { class: 'by' },
          el('strong', {}, name),
          person?.is_bot && el('span', { class: 'app' }, 'APP'),
          el('time', {}, timeOf(message.ts)),
        ),
      content,
      reactions(message, place),
      replies(message, place),
    ),
    tools(message, place),
  );
}

function body(message, place, root) {
  const { channel, me } = place;
  const inside = {
    ...place,
    where: { user: me, channel: channel.id, ts: message.ts },
    act: async (block, element, value) => {
      const given = value === undefined ? {} : { value };
      const press = { action_id: element.action_id, block_id: block.block_id, values: readValues(root), ...given };
      tellFailure('That', await post('action', { user: me, channel: channel.id, ts: message.ts, ...press }));
      await place.refresh();
    },
  };
  const text = message.blocks.length > 0 ? renderBlocks(message.blocks, inside) : mrkdwn(message.text, place.names);
  const files = message.edited ? [el('span', { class: 'edited' }, ' (edited)')] : [];
  return [...text, ...files].flat();
}

function reactions(message, place) {
  if (message.reactions.length === 0) return null;
  const mine = place.people.find((one) => one.id === place.me)?.name;
  return el(
    'div',
    { class: 'reactions' },
    message.reactions.map(({ name, users }) => {
      const isMine = users.includes(mine);
      const props = { type: 'button', 'aria-pressed': String(isMine), title: `${users.join(', ')} :${name}:` };
      return el(
        'button',
        { ...props, on: { click: () => react(message, place, name, isMine) } },
        `${emojiOf(name)} ${users.length}`,
      );
    }),
  );
}

async function react(message, place, name, remove) {
  await post('reaction', { user: place.me, channel: place.channel.id, ts: message.ts, name, remove });
}

function replies(message, place) {
  const count = place.repliesTo?.(message.ts) ?? 0;
  if (count === 0) return null;
  const label = `${count} ${count === 1 ? 'reply' : 'replies'}`;
  return el('button', { type: 'button', class: 'replies', on: { click: () => place.openThread(message.ts) } }, label);
}

function tools(message, place) {
  if (message.only_visible_to) return null;
  const mine = place.people.find((one) => one.id === place.me)?.name;
  const shortcuts = place.shortcuts.filter((one) => one.kind === 'message');
  const use = async (shortcut) => {
    const { callback_id } = shortcut;
    tellFailure(
      shortcut.name,
      await post('shortcut', { user: place.me, channel: place.channel.id, ts: message.ts, callback_id }),
    );
    await place.refresh();
  };
  return el(
    'div',
    { class: 'tools', role: 'group', 'aria-label': 'Message actions' },
    quick.map((name) => {
      const isMine = message.reactions.some((one) => one.name === name && one.users.includes(mine));
      const label = `React with ${name.replaceAll('_', ' ')}`;
      const props = { type: 'button', 'aria-label': label, title: label };
      return el('button', { ...props, on: { click: () => react(message, place, name, isMine) } }, emojiOf(name));
    }),
    place.openThread &&
      el(
        'button',
        {
          type: 'button',
          'aria-label': 'Reply in thread',
          title: 'Reply in thread',
          on: { click: () => place.openThread(message.thread_ts ?? message.ts) },
        },
        '↳',
      ),
    shortcuts.length > 0 &&
      el(
        'details',
        { class: 'menu' },
        el('summary', { 'aria-label': 'More message shortcuts' }, '⋯'),
        el(
          'div',
          { class: 'items' },
          shortcuts.map((one) => el('button', { type: 'button', on: { click: () => use(one) } }, one.name)),
        ),
      ),
  );
}

function idOf(message, place) {
  return `${place.prefix ?? 'm'}-${message.ts}`;
}

export function timeOf(ts) {
  return new Date(Number(ts) * 1000).toISOString().slice(11, 16);
}

function dayOf(ts) {
  const at = new Date(Number(ts) * 1000);
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    at,
  );
}

export function initials(name) {
  return name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
}

export function toneOf(id) {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
}
