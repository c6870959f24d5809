import { el, safeUrl } from './dom.js';
import { emojiOf } from './emoji.js';
import { control } from './inputs.js';
import { markdown } from './markdown.js';
import { channelMention, mrkdwn, plain } from './mrkdwn.js';

/**
 * Block Kit as nodes. `place`: `names` for mentions, `act(block, element, value)` for presses and picks, `people`, `channels`,
 * `errors` by block id and `kept(blockId, actionId)`, what was filled in before, for forms.
 */
export function renderBlocks(blocks, place) {
  return blocks.map((block) => renderers[block.type]?.(block, place) ?? unknown(block));
}

const renderers = {
  section(block, place) {
    const { accessory } = block;
    return el(
      'div',
      { class: 'b-section' },
      el(
        'div',
        { class: 'b-body' },
        block.text && el('div', { class: 'b-text' }, textOf(block.text, place)),
        block.fields &&
          el(
            'div',
            { class: 'b-fields' },
            block.fields.map((field) => el('div', {}, textOf(field, place))),
          ),
      ),
      accessory &&
        (accessory.type === 'image'
          ? el('img', { class: 'b-thumb', src: safeUrl(accessory.image_url), alt: accessory.alt_text })
          : el('div', { class: 'b-accessory' }, control(block, accessory, place))),
    );
  },
  header: (block) => el('h3', { class: 'b-header' }, plain(block.text.text)),
  divider: () => el('hr'),
  image: (block, place) =>
    el(
      'figure',
      { class: 'b-image' },
      block.title && el('figcaption', {}, textOf(block.title, place)),
      el('img', { src: safeUrl(block.image_url ?? ''), alt: block.alt_text, loading: 'lazy' }),
    ),
  context: (block, place) =>
    el(
      'div',
      { class: 'b-context' },
      block.elements.map((part) =>
        part.type === 'image'
          ? el('img', { src: safeUrl(part.image_url), alt: part.alt_text })
          : el('span', {}, textOf(part, place)),
      ),
    ),
  actions: (block, place) =>
    el(
      'div',
      { class: 'b-actions' },
      block.elements.map((element) => control(block, element, place)),
    ),
  input: (block, place) => input(block, place),
  markdown: (block) => el('div', { class: 'b-text' }, markdown(block.text)),
  rich_text: (block, place) =>
    el(
      'div',
      { class: 'b-text' },
      block.elements.map((part) => richPart(part, place)),
    ),
  table: (block, place) => table(block.rows, place),
  data_table: (block, place) =>
    el('figure', { class: 'b-table-box' }, table(block.rows, place), el('figcaption', {}, plain(block.caption))),
  alert: (block, place) =>
    el('div', { class: `b-alert ${block.level ?? 'default'}`, role: 'note' }, textOf(block.text, place)),
  card: (block, place) =>
    el(
      'div',
      { class: 'b-card' },
      block.title && el('strong', {}, textOf(block.title, place)),
      block.subtitle && el('div', { class: 'b-muted' }, textOf(block.subtitle, place)),
      block.body && el('div', {}, textOf(block.body, place)),
      block.actions &&
        el(
          'div',
          { class: 'b-actions' },
          block.actions.map((one) => control(block, one, place)),
        ),
    ),
  carousel: (block, place) => el('div', { class: 'b-carousel' }, renderBlocks(block.elements, place)),
  container: (block, place) =>
    el(
      'details',
      { class: 'b-container', open: block.default_collapsed !== true },
      el('summary', {}, block.title ? plain(block.title.text) : 'Details'),
      renderBlocks(block.child_blocks ?? [], place),
    ),
};

function unknown(block) {
  return el('div', { class: 'b-muted' }, `(${block.type})`);
}

export function textOf(text, place) {
  return text.type === 'mrkdwn' ? mrkdwn(text.text, place.names) : plain(text.text);
}

function input(block, place) {
  const id = `in-${block.block_id}`;
  const error = place.errors?.[block.block_id];
  const isGroup = /^(multi_|checkboxes|radio_buttons)/.test(block.element.type);
  const notes = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const label = [plain(block.label.text), block.optional && el('span', { class: 'b-muted' }, ' (optional)')];
  const field = control(block, block.element, place, { id, describedBy: notes || undefined, invalid: Boolean(error) });
  return el(
    isGroup ? 'fieldset' : 'div',
    { class: error ? 'b-input invalid' : 'b-input' },
    isGroup ? el('legend', {}, label) : el('label', { for: id }, label),
    field,
    block.hint && el('div', { class: 'b-muted', id: `${id}-hint` }, textOf(block.hint, place)),
    error && el('div', { class: 'b-error', id: `${id}-error` }, error),
  );
}

function table(rows, place) {
  const [header = [], ...body] = rows;
  return el(
    'div',
    { class: 'b-table' },
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          header.map((one) => el('th', { scope: 'col' }, cell(one, place))),
        ),
      ),
      el(
        'tbody',
        {},
        body.map((row) =>
          el(
            'tr',
            {},
            row.map((one) => el('td', {}, cell(one, place))),
          ),
        ),
      ),
    ),
  );
}

function cell(one, place) {
  if (one.type === 'rich_text') return one.elements.map((part) => richPart(part, place));
  return plain(String(one.text ?? one.value ?? ''));
}

function richPart(part, place) {
  const inner = (part.elements ?? []).map((one) => richInline(one, place));
  switch (part.type) {
    case 'rich_text_list':
      return el(
        part.style === 'ordered' ? 'ol' : 'ul',
        {},
        part.elements.map((item) => el('li', {}, richPart(item, place))),
      );
    case 'rich_text_preformatted':
      return el('pre', {}, inner);
    case 'rich_text_quote':
      return el('blockquote', {}, inner);
    default:
      return el('span', { class: 'b-rich' }, inner);
  }
}

const styles = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };

function richInline(one, place) {
  const bare = {
    text: () => one.text,
    link: () => el('a', { href: safeUrl(one.url), target: '_blank', rel: 'noopener noreferrer' }, one.text ?? one.url),
    user: () => el('span', { class: 'mention' }, `@${place.names.person(one.user_id) ?? one.user_id}`),
    channel: () => channelMention(one.channel_id, place.names),
    usergroup: () => el('span', { class: 'mention' }, `@${place.names.group(one.usergroup_id) ?? 'group'}`),
    emoji: () => emojiOf(one.name),
    broadcast: () => el('span', { class: 'mention' }, `@${one.range}`),
    date: () => one.fallback ?? new Date(one.timestamp * 1000).toISOString(),
  }[one.type]?.();
  return Object.entries(styles).reduce(
    (node, [style, tag]) => (one.style?.[style] ? el(tag, {}, node) : node),
    bare ?? '',
  );
}
