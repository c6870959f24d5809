import { el, safeUrl } from './dom.js';
import { plain } from './mrkdwn.js';

const token = /`([^`]+)`|\*\*([^*]+)\*\*|(?<!\w)[*_]([^*_\n]+)[*_](?!\w)|~~([^~]+)~~|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The common part of Markdown, for `markdown` blocks. */
export function markdown(text) {
  const nodes = [];
  let list = null;
  for (const part of text.split(/(^```[\s\S]*?^```)/m)) {
    if (part.startsWith('```')) {
      nodes.push(el('pre', {}, part.replace(/^```.*\n?/, '').replace(/```$/, '')));
      continue;
    }
    for (const line of part.split('\n')) {
      const item = /^\s*(?:[-*+]|(\d+)\.)\s+(.*)$/.exec(line);
      if (item) {
        list ??= el(item[1] ? 'ol' : 'ul');
        list.append(el('li', {}, inline(item[2])));
        if (list.parentNode === null && !nodes.includes(list)) nodes.push(list);
        continue;
      }
      list = null;
      const heading = /^(#{1,6})\s+(.*)$/.exec(line);
      const quote = /^>\s?(.*)$/.exec(line);
      if (heading) nodes.push(el('p', { class: 'heading' }, inline(heading[2])));
      else if (quote) nodes.push(el('blockquote', {}, inline(quote[1])));
      else if (line.trim() !== '') nodes.push(el('p', {}, inline(line)));
    }
  }
  return nodes;
}

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    const [whole, code, bold, italic, strike, label, url] = match;
    nodes.push(plain(text.slice(from, match.index)));
    if (code !== undefined) nodes.push(el('code', {}, code));
    else if (bold !== undefined) nodes.push(el('strong', {}, inline(bold)));
    else if (italic !== undefined) nodes.push(el('em', {}, inline(italic)));
    else if (strike !== undefined) nodes.push(el('s', {}, inline(strike)));
    else nodes.push(el('a', { href: safeUrl(url), target: '_blank', rel: 'noopener noreferrer' }, label));
    from = match.index + whole.length;
  }
  nodes.push(plain(text.slice(from)));
  return nodes;
}
