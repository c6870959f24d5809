import { get, post, tellFailure } from './api.js';
import { renderBlocks } from './blocks.js';
import { byId, el } from './dom.js';
import { drawHead, drawSide } from './frame.js';
import { readValues } from './inputs.js';
import { renderMessages } from './messages.js';
import { showModal } from './modal.js';

/** What is on the screen: the one thing that changes here. */
const screen = {
  team: null,
  me: localStorage.getItem('me') ?? 'UANA',
  channels: [],
  /** A channel's id, or `home`. */
  open: 'CINCIDENTS',
  messages: [],
  home: null,
  views: [],
  thread: null,
  clock: { now: Date.now(), at: Date.now() },
  /** `starting`, `up`, `down`; `gone` when the playground itself does not answer. */
  bot: 'up',
};

const drawn = new Map();

/** Draws into a node only when what it shows has changed, so that focus and half-typed text stay. */
function draw(id, shown, make) {
  const key = JSON.stringify(shown);
  if (drawn.get(id) === key) return false;
  drawn.set(id, key);
  byId(id).replaceChildren(...make());
  return true;
}

let asking = null;
let again = false;

/** Fetches what is visible and draws it; when asked meanwhile, once more. */
function refresh() {
  again = true;
  asking ??= refreshUntilCurrent();
  return asking;
}

async function refreshUntilCurrent() {
  try {
    while (again) {
      again = false;
      await load();
    }
  } finally {
    asking = null;
  }
}

async function load() {
  const { me } = screen;
  const answers = await Promise.all([get(`channels?as=${me}`), get(`views/${me}`), get('clock'), get('bot')]);
  if (answers.some((one) => one.refused)) return;
  const [{ channels }, { views }, clock, bot] = answers;
  Object.assign(screen, { channels, views, clock: { now: clock.now, at: Date.now() }, bot: bot.status });
  if (screen.open !== 'home' && !channels.some((one) => one.id === screen.open))
    screen.open = channels[0]?.id ?? 'home';
  const shown = await get(screen.open === 'home' ? `home/${me}` : `messages/${screen.open}?as=${me}`);
  if (shown.refused) return;
  if (screen.open === 'home') screen.home = shown.view;
  else screen.messages = shown.messages;
  drawAll();
}

const names = {
  person: (id) => screen.team.people.find((one) => one.id === id)?.real_name,
  channel: (id) => screen.channels.find((one) => one.id === id)?.name,
  group: (id) => screen.team.user_groups.find((one) => one.id === id)?.handle,
  openChannel: (id) => void openChannel(id),
};

/** What mentions of channels depend on. */
function named() {
  return screen.channels.map((one) => [one.id, one.name]);
}

function place() {
  const { me, channels, team } = screen;
  return { me, names, people: team.people, channels, shortcuts: team.shortcuts, refresh };
}

const botLines = {
  starting: 'The bot is starting…',
  down: 'The bot died and is coming back…',
  gone: 'The playground is not running',
};

function drawBot() {
  byId('bot').textContent = botLines[screen.bot] ?? '';
  byId('bot').hidden = screen.bot === 'up';
}

function drawAll() {
  drawTime();
  drawBot();
  drawSide(screen, draw, { openChannel, isUnread });
  const channel = screen.channels.find((one) => one.id === screen.open);
  byId('composer').hidden = channel === undefined || channel.is_archived;
  if (channel) drawChannel(channel);
  else drawHome();
  drawThread(channel);
  showModal(screen.views, place());
}

function drawChannel(channel) {
  const list = byId('list');
  const stay = list.scrollHeight - list.scrollTop - list.clientHeight > 80 && drawn.get('which') === channel.id;
  drawn.set('which', channel.id);
  const pins = screen.messages.filter((one) => one.pinned);
  drawHead(channel, pins, draw, (ts) => reveal(ts));
  const top = screen.messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts || one.reply_broadcast);
  const repliesTo = (ts) => screen.messages.filter((one) => one.thread_ts === ts && one.ts !== ts).length;
  const here = { ...place(), channel, repliesTo, openThread };
  const empty = el('p', { class: 'empty' }, `This is the beginning of #${channel.name}.`);
  const changed = draw('list', [channel.id, screen.me, screen.messages, named()], () =>
    top.length === 0 ? [empty] : renderMessages(top, here),
  );
  if (changed && !stay) list.scrollTop = list.scrollHeight;
  markRead(channel);
  byId('text').placeholder = `Message #${channel.name}, or /apgms help`;
}

function drawHome() {
  const { home, me } = screen;
  draw('head', 'home', () => [el('h1', {}, 'APGMS'), el('span', { class: 'topic' }, 'App Home')]);
  const list = byId('list');
  const inside = {
    ...place(),
    where: { user: me, view_id: home?.id },
    act: async (block, element, value) => {
      const given = value === undefined ? {} : { value };
      const press = { action_id: element.action_id, block_id: block.block_id, values: readValues(list), ...given };
      tellFailure('That', await post('action', { user: me, view_id: home.id, ...press }));
      await refresh();
    },
  };
  const empty = el('p', { class: 'empty' }, 'The bot has not published a home tab for you yet.');
  draw('list', ['home', me, home], () =>
    home === null ? [empty] : [el('div', { class: 'home-tab' }, renderBlocks(home.blocks, inside))],
  );
}

function drawThread(channel) {
  const pane = byId('thread');
  const shown = channel && screen.thread !== null;
  pane.hidden = !shown;
  document.body.classList.toggle('with-thread', Boolean(shown));
  if (!shown) return;
  const thread = screen.messages.filter((one) => one.ts === screen.thread || one.thread_ts === screen.thread);
  const here = { ...place(), channel, prefix: 't' };
  if (drawn.get('thread-of') !== screen.thread) {
    drawn.set('thread-of', screen.thread);
    drawn.delete('thread-list');
    const text = el('textarea', { rows: 1, 'aria-label': 'Reply', placeholder: 'Reply…' });
    const send = (event) => {
      event.preventDefault();
      void say(text, screen.thread);
    };
    text.addEventListener('keydown', submitOnEnter);
    const close = {
      type: 'button',
      class: 'quiet',
      'aria-label': 'Close thread',
      on: { click: () => openThread(null) },
    };
    pane.replaceChildren(
      el('div', { class: 'head' }, el('h2', {}, 'Thread'), el('button', close, '✕')),
      el('div', { class: 'list', id: 'thread-list' }),
      el('form', { class: 'composer', on: { submit: send } }, text, el('button', { class: 'primary' }, 'Reply')),
    );
    text.focus();
  }
  draw('thread-list', [screen.me, thread, named()], () => renderMessages(thread, here));
}

function openThread(ts) {
  screen.thread = ts;
  if (ts === null) drawn.delete('thread-of');
  drawAll();
}

async function openChannel(id) {
  Object.assign(screen, { open: id, thread: null });
  drawn.delete('thread-of');
  if (id === 'home') tellFailure('Opening the home tab', await post(`home/${screen.me}`, {}));
  await refresh();
  if (id !== 'home') byId('text').focus();
}

async function reveal(ts) {
  const message = screen.messages.find((one) => one.ts === ts);
  if (message?.thread_ts && !message.reply_broadcast) openThread(message.thread_ts);
  const node = byId(`m-${ts}`) ?? byId(`t-${ts}`);
  node?.scrollIntoView({ block: 'center' });
  node?.classList.add('flash');
}

/** Plain text is a message; a text that begins with `/` is a command. What was refused can be mended. */
async function say(field, threadTs) {
  const text = field.value.trim();
  if (text === '') return;
  field.value = '';
  const { me, open } = screen;
  let answer = {};
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (command === null) {
    const thread = threadTs === null ? {} : { thread_ts: threadTs };
    answer = await post('message', { user: me, channel: open, text, ...thread });
  } else if (threadTs !== null) {
    tellFailure(command[1], { error: 'slash commands do not work in threads' });
  } else {
    answer = await post('command', { user: me, channel: open, command: command[1], text: command[2] });
    tellFailure(command[1], answer);
  }
  if (answer.refused && field.value === '') field.value = text;
  await refresh();
}

function submitOnEnter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

function isUnread(channel) {
  return channel.is_member && channel.latest_ts !== null && channel.latest_ts > (readMarks()[channel.id] ?? '');
}

function readMarks() {
  return JSON.parse(localStorage.getItem(`read-${screen.me}`) ?? '{}');
}

function markRead(channel) {
  if (channel.latest_ts === null) return;
  localStorage.setItem(`read-${screen.me}`, JSON.stringify({ ...readMarks(), [channel.id]: channel.latest_ts }));
}

function drawTime() {
  const now = new Date(screen.clock.now + Date.now() - screen.clock.at);
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  byId('day').textContent = `${day.format(now)}, `;
  byId('time').textContent = `${now.toISOString().slice(11, 19)} UTC`;
}

async function start() {
  screen.team = await get('team');
  const people = screen.team.people.filter((one) => !one.is_bot);
  byId('team').textContent = screen.team.team.name;
  byId('me').append(...people.map((one) => el('option', { value: one.id }, `${one.real_name} (@${one.name})`)));
  if (!people.some((one) => one.id === screen.me)) screen.me = people[0].id;
  byId('me').value = screen.me;
  byId('me').addEventListener('change', (event) => {
    Object.assign(screen, { me: event.target.value, thread: null });
    localStorage.setItem('me', screen.me);
    void openChannel(screen.open);
  });
  const shortcuts = screen.team.shortcuts.filter((one) => one.kind === 'global');
  byId('shortcuts').hidden = shortcuts.length === 0;
  byId('shortcut-items').append(
    ...shortcuts.map((one) => {
      const use = async () => {
        byId('shortcuts').open = false;
        tellFailure(one.name, await post('shortcut', { user: screen.me, callback_id: one.callback_id }));
        await refresh();
      };
      return el('button', { type: 'button', on: { click: use } }, one.name);
    }),
  );
  byId('text').addEventListener('keydown', submitOnEnter);
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void say(byId('text'), null);
  });
  for (const button of document.querySelectorAll('[data-advance]')) {
    button.addEventListener('click', async () => {
      document.body.classList.add('moving');
      await post('clock', { advance: button.dataset.advance });
      document.body.classList.remove('moving');
      await refresh();
    });
  }
  setInterval(drawTime, 1000);
  const events = new EventSource('/_workspace/events');
  for (const type of ['open', 'message']) events.addEventListener(type, () => void refresh());
  events.addEventListener('error', () => {
    screen.bot = 'gone';
    drawBot();
  });
  const permalink = /^\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/.exec(location.pathname);
  await openChannel(permalink?.[1] ?? screen.open);
  if (permalink) await reveal(`${permalink[2]}.${permalink[3]}`);
}

await start();
