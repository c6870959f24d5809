import { get, post, tellFailure } from './api.js';
import { fillComposer } from './composer.js';
import { byId, el } from './dom.js';
import { focusEditor } from './editing.js';
import { drawBot, drawHead, drawSide, drawTime } from './frame.js';
import { hang } from './hanging.js';
import { drawHome } from './home.js';
import { isColleague } from './inputs.js';
import { redraw, remember, unlessMoved } from './keeping.js';
import './menus.js';
import { renderMessages } from './messages.js';
import { showModal } from './modal.js';
import { drawPhone, getPhone, revealCall } from './phone.js';
import { say } from './saying.js';
import { globalShortcuts } from './shortcuts.js';
import { drawThread } from './thread.js';
import { isUnread, markRead } from './unread.js';

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
  /** What PagerDuty shows the person one is; `null`: there is none here. */
  phone: null,
  thread: null,
  /** A message being edited: `{ id, text }`. */
  draft: null,
  /** Whether the list shows what comes next: until somebody scrolls up, not when a file in it unfolds. */
  following: true,
  clock: { now: Date.now(), at: Date.now() },
  /** `starting`, `up`, `down`; `gone` when the playground itself does not answer. */
  bot: 'up',
};

const drawn = new Map();

/** Draws into a node only when what it shows has changed. */
function draw(id, shown, make) {
  const key = JSON.stringify(shown);
  if (drawn.get(id) === key) return false;
  drawn.set(id, key);
  redraw(byId(id), make());
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

/** What comes too late, when somebody has gone elsewhere meanwhile, is let be: it is being fetched anew. */
async function load() {
  const { me } = screen;
  const asked = [get(`channels?as=${me}`), get(`views/${me}`), get('clock'), get('bot'), getPhone(screen)];
  const answers = await Promise.all(asked);
  if (answers.some((one) => one?.refused) || screen.me !== me) return;
  const [{ channels }, { views }, clock, bot, phone] = answers;
  Object.assign(screen, { channels, views, clock: { now: clock.now, at: Date.now() }, bot: bot.status, phone });
  if (screen.open !== 'home' && !channels.some((one) => one.id === screen.open))
    screen.open = channels[0]?.id ?? 'home';
  const { open } = screen;
  const shown = await get(open === 'home' ? `home/${me}` : `messages/${open}?as=${me}`);
  if (shown.refused || screen.open !== open || screen.me !== me) return;
  if (open === 'home') screen.home = shown.view;
  else screen.messages = shown.messages;
  drawAll();
}

const names = {
  person: (id) => screen.team.people.find((one) => one.id === id)?.real_name,
  channel: (id) => screen.channels.find((one) => one.id === id)?.name,
  group: (id) => screen.team.user_groups.find((one) => one.id === id)?.handle,
  openChannel: (id) => void openChannel(id),
  now,
};

/** What mentions of channels depend on, and days that are near. */
function named() {
  return [...screen.channels.map((one) => [one.id, one.name]), new Date(now()).toISOString().slice(0, 10)];
}

/** The time it is for the bot. */
function now() {
  return screen.clock.now + Date.now() - screen.clock.at;
}

function place() {
  const { me, channels, team, draft } = screen;
  return { me, names, named: named(), people: team.people, channels, shortcuts: team.shortcuts, refresh, draft, edit };
}

/** What closes gives the focus back to what opened it. */
const goBack = { thread: null, draft: null };

function edit(draft) {
  if (draft !== null) goBack.draft = remember();
  screen.draft = draft;
  drawAll();
  if (draft === null) goBack.draft();
  else focusEditor();
}

function drawAll() {
  drawTime(now());
  drawBot(screen.bot);
  drawPhone(screen, draw, refresh);
  drawSide(screen, draw, { openChannel, isUnread: (one) => isUnread(screen.me, one) });
  const channel = screen.channels.find((one) => one.id === screen.open);
  byId('composer').hidden = channel === undefined || channel.is_read_only;
  if (channel) drawChannel(channel);
  else drawHome(screen, draw, place(), named());
  const forget = (id) => drawn.delete(id);
  const close = () => openThread(null);
  drawThread(screen, channel, { draw, forget, place: place(), close, send });
  showModal(screen.views, place());
}

function drawChannel(channel) {
  const list = byId('list');
  const pins = screen.messages.filter((one) => one.pinned);
  drawHead(channel, pins, draw, { names, named: named(), reveal, reopen: () => reopen(channel) });
  const top = screen.messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts || one.reply_broadcast);
  const isReply = (one, ts) => one.thread_ts === ts && one.ts !== ts && !one.only_visible_to;
  const repliesTo = (ts) => screen.messages.filter((one) => isReply(one, ts)).length;
  const parentOf = (ts) => screen.messages.find((one) => one.ts === ts);
  const here = { ...place(), channel, repliesTo, parentOf, openThread };
  const where = channel.kind === 'im' ? 'APGMS' : `#${channel.name}`;
  const empty = el('p', { class: 'empty' }, `This is the beginning of ${where}.`);
  const key = [channel.id, channel.is_archived, screen.me, screen.messages, named(), screen.draft?.id];
  const changed = draw('list', key, () => (top.length === 0 ? [empty] : renderMessages(top, here)));
  if (changed && screen.following) list.scrollTop = list.scrollHeight;
  markRead(screen.me, channel);
  byId('text').placeholder = `Message ${where}, or /apgms help`;
}

function openThread(ts) {
  if (ts !== null && !byId('thread').contains(document.activeElement)) goBack.thread = remember();
  screen.thread = ts;
  drawAll();
  if (ts === null) goBack.thread?.();
}

async function openChannel(id) {
  const focus = unlessMoved();
  await show(id);
  if (id !== 'home') focus(byId('text'));
}

async function show(id) {
  Object.assign(screen, { open: id, thread: null, draft: null, following: true });
  if (id === 'home') tellFailure('Opening the home tab', await post(`home/${screen.me}`, {}));
  await refresh();
}

async function reopen(channel) {
  await post('channel', { op: 'unarchive', user: screen.me, channel: channel.id });
  await refresh();
}

async function reveal(ts) {
  const message = screen.messages.find((one) => one.ts === ts);
  if (message?.thread_ts && !message.reply_broadcast) openThread(message.thread_ts);
  const node = byId(`m-${ts}`) ?? byId(`t-${ts}`);
  node?.scrollIntoView({ block: 'center' });
  node?.classList.add('flash');
}

/** `false`: it was refused, and goes back to where it was typed. */
async function send(said, thread = null) {
  if (thread === null) screen.following = true;
  const went = await say(said, { user: screen.me, channel: screen.open, thread });
  void refresh();
  return went;
}

async function start() {
  screen.team = await get('team');
  const people = screen.team.people.filter(isColleague);
  byId('team').textContent = screen.team.team.name;
  byId('me').append(...people.map((one) => el('option', { value: one.id }, `${one.real_name} (@${one.name})`)));
  if (!people.some((one) => one.id === screen.me)) screen.me = people[0].id;
  byId('me').value = screen.me;
  byId('me').addEventListener('change', (event) => {
    Object.assign(screen, { me: event.target.value, thread: null });
    localStorage.setItem('me', screen.me);
    void show(screen.open);
  });
  const extra = globalShortcuts(screen.team.shortcuts, { person: () => screen.me, refresh });
  fillComposer(byId('composer'), { id: 'text', label: 'Message', action: 'Send', extra, send: (said) => send(said) });
  for (const button of document.querySelectorAll('[data-advance]')) {
    button.addEventListener('click', async () => {
      document.body.classList.add('moving');
      await post('clock', { advance: button.dataset.advance });
      document.body.classList.remove('moving');
      await refresh();
    });
  }
  hang(byId('list'), (below) => {
    screen.following = below <= 80;
  });
  setInterval(() => drawTime(now()), 1000);
  const events = new EventSource('/_workspace/events');
  for (const type of ['open', 'message']) events.addEventListener(type, () => void refresh());
  events.addEventListener('error', () => {
    screen.bot = 'gone';
    drawBot(screen.bot);
  });
  const permalink = /^\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/.exec(location.pathname);
  await openChannel(permalink?.[1] ?? screen.open);
  if (permalink) await reveal(`${permalink[2]}.${permalink[3]}`);
  revealCall(location.pathname);
}

await start();
