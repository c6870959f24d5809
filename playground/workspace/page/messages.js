import { post, tellFailure } from './api.js';
import { renderBlocks } from './blocks.js';
import { el } from './dom.js';
import { renderEditor, typedOf } from './editing.js';
import { renderFiles } from './files.js';
import { readValues } from './inputs.js';
import { showing } from './keeping.js';
import { inWords, mrkdwn } from './mrkdwn.js';
import { erase, renderReactions, renderTools } from './tools.js';

/** Messages of one person within these seconds stand under one name. */
const together = 300;

/** A list of messages as nodes. `place`: as for blocks, with the channel, the replies to each, what opens a thread, and the draft of an edit. */
export function renderMessages(messages, place) {
  return messages
    .flatMap((message, at) => {
      const before = messages[at - 1];
      const isNewDay = before === undefined || dayOf(before.ts) !== dayOf(message.ts);
      const day =
        isNewDay && showing(el('div', { class: 'day' }, el('span', {}, dayOf(message.ts))), dayOf(message.ts));
      const isContinued = !isNewDay && follows(before, message);
      return [
        day,
        showing(renderMessage(message, place, isContinued), [message, isContinued, ...about(message, place)]),
      ];
    })
    .filter(Boolean);
}

/** What a message shows besides its own: who looks at it and where, what is said of it elsewhere, and whether it is being mended. */
function about(message, { me, named, channel, parentOf, repliesTo, draft, prefix }) {
  const isMended = draft?.id === idOf(message, { prefix });
  return [
    me,
    named,
    channel.id,
    channel.is_archived,
    parentOf?.(message.thread_ts)?.text,
    repliesTo?.(message.ts),
    isMended,
  ];
}

function follows(before, message) {
  const same = ['user', 'subtype', 'only_visible_to'].every((key) => before[key] === message[key]);
  const isPlain = message.subtype === null && !message.reply_broadcast;
  return same && isPlain && Number(message.ts) - Number(before.ts) < together;
}

function renderMessage(message, place, isContinued) {
  const person = place.people.find((one) => one.id === message.user);
  const name = person?.real_name ?? message.user_name;
  if (message.subtype !== null) return renderLine(message, place);
  const classes = [
    'message',
    isContinued && 'continued',
    message.only_visible_to && 'ephemeral',
    message.pinned && 'pinned',
  ];
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
      ...notes(message, place),
      !isContinued &&
        el(
          'div',
          { class: 'by' },
          el('strong', {}, name),
          person?.is_bot && el('span', { class: 'app' }, 'APP'),
          el('time', {}, timeOf(message.ts)),
        ),
      body(message, place),
      renderFiles(message.files, place),
      renderReactions(message, place),
      replies(message, place),
    ),
    renderTools(message, place, {
      edit: () => place.edit({ id: idOf(message, place), text: typedOf(message.text, place) }),
    }),
  );
}

/** What Slack itself says in a channel; a deleted message keeps its thread. */
function renderLine(message, place) {
  const text = mrkdwn(message.text, place.names);
  const line = el('div', { class: 'system', id: idOf(message, place) }, text, el('time', {}, timeOf(message.ts)));
  line.append(replies(message, place) ?? '');
  return line;
}

/** Who sees it, and where else it stands. */
function notes(message, place) {
  const dismiss = { type: 'button', class: 'link', on: { click: () => erase(message, place, false) } };
  return [
    message.only_visible_to && el('div', { class: 'only' }, 'Only visible to you · ', el('button', dismiss, 'Dismiss')),
    message.pinned && el('div', { class: 'only' }, 'Pinned'),
    message.reply_broadcast && broadcastNote(message, place),
  ];
}

function broadcastNote(message, place) {
  if (!place.openThread) return el('div', { class: 'only' }, 'Also sent to the channel');
  const first = place.parentOf(message.thread_ts);
  const open = { type: 'button', class: 'link', on: { click: () => place.openThread(message.thread_ts) } };
  const about = inWords(first?.text ?? '', place.names, 60) || 'a thread';
  return el('div', { class: 'only' }, 'Replied to a thread: ', el('button', open, about));
}

function body(message, place) {
  const { channel, me, draft } = place;
  if (draft?.id === idOf(message, place)) return renderEditor(message, draft, place);
  const content = el('div', { class: 'content' });
  const inside = {
    ...place,
    where: { user: me, channel: channel.id, ts: message.ts },
    act: async (block, element, value) => {
      const given = value === undefined ? {} : { value };
      const press = { action_id: element.action_id, block_id: block.block_id, values: readValues(content), ...given };
      tellFailure('That', await post('action', { user: me, channel: channel.id, ts: message.ts, ...press }));
      await place.refresh();
    },
  };
  content.append(
    ...(message.blocks.length > 0 ? renderBlocks(message.blocks, inside) : mrkdwn(message.text, place.names)),
    message.edited ? el('span', { class: 'edited' }, ' (edited)') : '',
  );
  return content;
}

function replies(message, place) {
  const count = place.repliesTo?.(message.ts) ?? 0;
  if (count === 0) return null;
  const label = `${count} ${count === 1 ? 'reply' : 'replies'}`;
  const open = { click: () => place.openThread(message.ts) };
  return el('button', { type: 'button', class: 'replies', 'data-name': 'replies', on: open }, label);
}

function idOf(message, place) {
  return `${place.prefix ?? 'm'}-${message.ts}`;
}

function timeOf(ts) {
  return new Date(Number(ts) * 1000).toISOString().slice(11, 16);
}

function dayOf(ts) {
  const at = new Date(Number(ts) * 1000);
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    at,
  );
}

function initials(name) {
  return name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
}

function toneOf(id) {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
}
