import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const letters = (count: number) => 'x'.repeat(count);
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const options = (count: number) => many(count, (index) => ({ text: plain(`${index}`), value: `${index}` }));
const section = (text = 'x') => ({ type: 'section', text: plain(text) });
const button = { type: 'button', action_id: 'a', text: plain('Go') };
const input = (element: object) => ({ type: 'input', label: plain('L'), element });
const message = (...blocks: object[]) => blockKitProblems('message', { blocks });
const modal = (view: object) =>
  blockKitProblems('modal', { type: 'modal', title: plain('T'), submit: plain('S'), blocks: [section()], ...view });
const inModal = (...blocks: object[]) => modal({ blocks });
const actions = (element: object) => message({ type: 'actions', elements: [element] });
const cell = (text = 'x') => ({ type: 'raw_text', text });
const confirm = { title: plain('T'), text: plain('x'), confirm: plain('Y'), deny: plain('N') };

/** Each row: at the limit nothing is said; one over it, that. */
const limits: readonly (readonly [string, (size: number) => readonly string[], number])[] = [
  ['blocks of a message', (size) => message(...many(size, () => ({ type: 'divider' }))), 50],
  ['blocks of a view', (size) => inModal(...many(size, () => ({ type: 'divider' }))), 100],
  ['section text', (size) => message(section(letters(size))), 3000],
  ['section fields', (size) => message({ type: 'section', fields: many(size, () => plain('x')) }), 10],
  ['text of a field', (size) => message({ type: 'section', fields: [plain(letters(size))] }), 2000],
  ['header', (size) => message({ type: 'header', text: plain(letters(size)) }), 150],
  ['context elements', (size) => message({ type: 'context', elements: many(size, () => plain('x')) }), 10],
  [
    'actions',
    (size) => message({ type: 'actions', elements: many(size, (n) => ({ ...button, action_id: `${n}` })) }),
    25,
  ],
  ['image alt text', (size) => message({ type: 'image', image_url: 'https://a.b/c', alt_text: letters(size) }), 2000],
  ['input label', (size) => inModal({ ...input({ type: 'users_select' }), label: plain(letters(size)) }), 2000],
  ['input hint', (size) => inModal({ ...input({ type: 'users_select' }), hint: plain(letters(size)) }), 2000],
  ['markdown', (size) => message({ type: 'markdown', text: letters(size) }), 12_000],
  ['table rows', (size) => message({ type: 'table', rows: many(size, () => [cell()]) }), 100],
  ['table columns', (size) => message({ type: 'table', rows: [many(size, () => cell())] }), 20],
  ['data table rows', (size) => message({ type: 'data_table', caption: 'c', rows: many(size, () => [cell()]) }), 101],
  ['card title', (size) => message({ type: 'card', title: plain(letters(size)) }), 150],
  ['card body', (size) => message({ type: 'card', body: plain(letters(size)) }), 200],
  [
    'carousel',
    (size) => message({ type: 'carousel', elements: many(size, () => ({ type: 'card', title: plain('x') })) }),
    10,
  ],
  [
    'container',
    (size) => message({ type: 'container', title: plain('t'), child_blocks: many(size, () => section()) }),
    10,
  ],
  ['alert text', (size) => inModal({ type: 'alert', text: plain(letters(size)) }), 200],
  ['button text', (size) => actions({ ...button, text: plain(letters(size)) }), 75],
  ['button value', (size) => actions({ ...button, value: letters(size) }), 2000],
  ['button url', (size) => actions({ ...button, url: letters(size) }), 3000],
  ['action id', (size) => actions({ ...button, action_id: letters(size) }), 255],
  ['block id', (size) => message({ ...section(), block_id: letters(size) }), 255],
  ['select options', (size) => actions({ type: 'static_select', options: options(size) }), 100],
  ['radio buttons', (size) => actions({ type: 'radio_buttons', options: options(size) }), 10],
  ['checkboxes', (size) => actions({ type: 'checkboxes', options: options(size) }), 10],
  ['overflow', (size) => actions({ type: 'overflow', options: options(size) }), 5],
  ['option text', (size) => actions({ type: 'overflow', options: [{ text: plain(letters(size)), value: 'v' }] }), 75],
  ['option value', (size) => actions({ type: 'overflow', options: [{ text: plain('t'), value: letters(size) }] }), 75],
  ['placeholder', (size) => actions({ type: 'users_select', placeholder: plain(letters(size)) }), 150],
  ['confirm title', (size) => actions({ ...button, confirm: { ...confirm, title: plain(letters(size)) } }), 100],
  ['confirm text', (size) => actions({ ...button, confirm: { ...confirm, text: plain(letters(size)) } }), 300],
  ['confirm button', (size) => actions({ ...button, confirm: { ...confirm, deny: plain(letters(size)) } }), 30],
  ['text input', (size) => inModal(input({ type: 'plain_text_input', max_length: size })), 3000],
  ['modal title', (size) => modal({ title: plain(letters(size)) }), 24],
  ['modal submit', (size) => modal({ submit: plain(letters(size)) }), 24],
  ['modal close', (size) => modal({ close: plain(letters(size)) }), 24],
  ['private metadata', (size) => modal({ private_metadata: letters(size) }), 3000],
];

describe('the Block Kit validator', () => {
  it.each(limits)('holds the limit of %s', (_name, problems, most) => {
    expect(problems(most)).toEqual([]);
    expect(problems(most + 1).join()).toMatch(new RegExp(`${most}\\b`));
  });

  it.each<[string, readonly string[], string]>([
    ['an unknown block', message({ type: 'banner' }), '/blocks/0/type: "banner" is not a block'],
    ['an unknown element', actions({ type: 'slider' }), '/blocks/0/elements/0/type: "slider" is not an element'],
    ['an unknown field', message({ ...section(), color: 'red' }), '/blocks/0/color: is not a field of "section"'],
    ['an element in the wrong block', message(input(button)), '"button" cannot be used here'],
    ['an alert in a message', message({ type: 'alert', text: plain('x') }), '"alert" cannot be in a message'],
    ['a table in a modal', inModal({ type: 'table', rows: [[cell()]] }), '"table" cannot be in a modal'],
    ['a second table', message(...many(2, () => ({ type: 'table', rows: [[cell()]] }))), 'only one table'],
    ['mrkdwn in a header', message({ type: 'header', text: { type: 'mrkdwn', text: 'x' } }), 'must be plain_text'],
    ['a section without text', message({ type: 'section' }), 'needs text or fields'],
    ['an empty text', message(section('')), '/blocks/0/text/text: must not be empty'],
    ['an image nobody can hear', message({ type: 'image', image_url: 'https://a.b/c' }), 'alt_text: is required'],
    ['a block id used twice', message(...many(2, () => ({ ...section(), block_id: 'b' }))), '"b" is there twice'],
    [
      'an action id used twice',
      message({ type: 'actions', elements: [button, button] }),
      '"a" is there twice in one block',
    ],
    [
      'an option chosen that is not there',
      actions({ type: 'static_select', options: options(1), initial_option: options(2)[1] }),
      'exactly one of the options',
    ],
    [
      'an input without submit',
      modal({ submit: undefined, blocks: [input({ type: 'users_select' })] }),
      '/submit: is required',
    ],
    ['a modal without a title', modal({ title: undefined }), '/title: is required'],
    ['ragged rows', message({ type: 'data_table', caption: 'c', rows: [[cell()], [cell(), cell()]] }), 'of one length'],
    [
      'a data table without caption',
      message({ type: 'data_table', rows: [[cell()], [cell()]] }),
      'caption: is required',
    ],
    ['too much text in all', message(...many(5, () => section(letters(2500)))), 'msg_blocks_too_long: 12500'],
  ])('refuses %s', (_name, problems, sentence) => {
    expect(problems.join('\n')).toContain(sentence);
  });

  it('counts characters as people do', () => {
    expect(message({ type: 'header', text: plain('🚨'.repeat(150)) })).toEqual([]);
  });
});
