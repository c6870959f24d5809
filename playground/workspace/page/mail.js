import { byId, el } from './dom.js';
import { redraw, showing } from './keeping.js';

/** What the bot mailed, newest first. It asks only while it is open: not every workspace has a mailbox beside it. */
const menu = byId('mail');
let events = null;

menu.addEventListener('toggle', () => {
  events?.close();
  events = null;
  if (!menu.open) return;
  events = new EventSource('/_workspace/events');
  for (const type of ['open', 'message']) events.addEventListener(type, () => void show());
});

async function show() {
  const response = await fetch('/_mail/messages').catch(() => null);
  const { messages } = response?.ok ? await response.json() : { messages: null };
  const nothing = messages === null ? 'There is no mailbox here.' : 'The bot has mailed nothing yet.';
  const shown = messages?.toReversed().map((one) => showing(mail(one), one)) ?? [];
  redraw(byId('mails'), shown.length > 0 ? shown : [el('p', { class: 'empty' }, nothing)]);
}

function mail({ at, to, subject, text }) {
  return el(
    'article',
    { class: 'mail' },
    el('strong', {}, subject),
    el('small', {}, `to ${to.join(', ')} · ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`),
    el('pre', {}, text),
  );
}
