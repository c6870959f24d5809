import { el, safeUrl } from './dom.js';
import { emojiOf } from './emoji.js';

const shortcode = /:([a-z0-9_+'-]+):/g;

/** Plain text: shortcodes become emoji, lines stay lines. */
export function plain(text) {
  return text.replace(shortcode, (_whole, name) => emojiOf(name));
}

const token = new RegExp(
  [
    '```(?<fence>[\\s\\S]+?)```',
    '`(?<code>[^`\\n]+)`',
    '<(?<link>[^<>\\n]+)>',
    ":(?<emoji>[a-z0-9_+'-]+):",
    ...[
      ['bold', '\\*'],
      ['italic', '_'],
      ['strike', '~'],
    ].map(
      ([name, mark]) =>
        `(?<![\\p{L}\\p{N}])${mark}(?<${name}>[^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?)${mark}(?![\\p{L}\\p{N}])`,
    ),
  ].join('|'),
  'gu',
);

/** Slack's mrkdwn as nodes. `names`: `person(id)`, `channel(id)`, `group(id)`, what a click on a channel does, and the time it is: `now()`. */
export function mrkdwn(text, names) {
  const nodes = [];
  let quote = [];
  const flush = () => {
    if (quote.length > 0) nodes.push(el('blockquote', {}, inline(quote.join('\n'), names)));
    quote = [];
  };
  let rest = [];
  const flushRest = () => {
    if (rest.length > 0) nodes.push(...inline(rest.join('\n'), names));
    rest = [];
  };
  for (const part of text.split(/(```[\s\S]+?```)/)) {
    if (part.startsWith('```') && part.length > 6) {
      flush();
      flushRest();
      nodes.push(el('pre', {}, unescaped(part.slice(3, -3).replace(/^\n/, ''))));
      continue;
    }
    for (const line of part.split('\n')) {
      const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
      if (quoted) {
        flushRest();
        quote.push(quoted[1]);
      } else {
        flush();
        rest.push(line);
      }
    }
    flush();
    flushRest();
  }
  return nodes;
}

function inline(text, names) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    nodes.push(unescaped(text.slice(from, match.index)), piece(match.groups, match[0], names));
    from = match.index + match[0].length;
  }
  nodes.push(unescaped(text.slice(from)));
  return nodes.filter((node) => node !== '');
}

function piece(groups, whole, names) {
  if (groups.fence !== undefined) return el('pre', {}, unescaped(groups.fence));
  if (groups.code !== undefined) return el('code', {}, unescaped(groups.code));
  if (groups.link !== undefined) return reference(groups.link, names);
  if (groups.emoji !== undefined) return emojiOf(groups.emoji);
  if (groups.bold !== undefined) return el('strong', {}, inline(groups.bold, names));
  if (groups.italic !== undefined) return el('em', {}, inline(groups.italic, names));
  if (groups.strike !== undefined) return el('s', {}, inline(groups.strike, names));
  return whole;
}

function reference(inside, names) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(inside.slice(bar + 1));
  if (target.startsWith('@')) return mention(`@${names.person(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) {
    return channelMention(target.slice(1), names);
  }
  if (target.startsWith('!subteam^')) return mention(label ?? `@${names.group(target.slice(9)) ?? 'group'}`);
  if (target.startsWith('!date^')) return moment(target, label, names.now());
  if (target.startsWith('!')) return mention(label ?? `@${target.slice(1).split('^')[0]}`);
  const url = unescaped(target);
  return el('a', { href: safeUrl(url), target: '_blank', rel: 'noopener noreferrer' }, label ? plain(label) : url);
}

/** A channel as its reader may know it. */
export function channelMention(id, names) {
  const name = names.channel(id);
  if (name === undefined) return mention('private channel');
  const open = { class: 'mention', type: 'button', on: { click: () => names.openChannel(id) } };
  return el('button', open, `#${name}`);
}

function mention(text) {
  return el('span', { class: 'mention' }, text);
}

/** The first line of mrkdwn as people read it, without its marks, at most so long; cut between words. */
export function inWords(text, names, limit) {
  const line = el('div', {}, mrkdwn(text, names)).textContent.trim().split('\n')[0];
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()}…`;
}

const dates = { dateStyle: 'medium', timeZone: 'UTC' };
const times = { timeStyle: 'short', hour12: false, timeZone: 'UTC' };
const nearDays = { '-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow' };
const dayMs = 24 * 60 * 60 * 1000;

/** `!date^<seconds>^<format>` as Slack shows it, in UTC like everything on this page: near days by name where the format is a pretty one. */
function moment(target, fallback, now) {
  const [, seconds, format = ''] = target.split('^');
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return fallback ?? target;
  const date = new Intl.DateTimeFormat('en-GB', dates).format(at);
  const time = new Intl.DateTimeFormat('en-GB', times).format(at);
  const near = nearDays[Math.floor(at.getTime() / dayMs) - Math.floor(now / dayMs)];
  const text = format
    .replace(/\{date[a-z_]*_pretty\}/g, near ?? date)
    .replace(/\{date[a-z_]*\}/g, date)
    .replace(/\{time_secs\}/g, at.toISOString().slice(11, 19))
    .replace(/\{time\}/g, time)
    .replace(/\{ago\}/g, `${near ?? date} ${time}`);
  return el('time', { datetime: at.toISOString(), title: at.toISOString() }, text);
}

export function unescaped(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
