import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, chromium, startBrowser } from './browser.ts';
import { type Ear, lend } from './ear.ts';
import { type Rig, startRig } from './rig.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = (text: string, more: object = {}) => ({
  ...{ type: 'button' as const, action_id: text, text: plain(text) },
  ...more,
});
const actions = (...elements: ReturnType<typeof button>[]) => ({ type: 'actions' as const, elements });
const note = {
  type: 'input' as const,
  label: plain('Note'),
  element: { type: 'plain_text_input' as const, action_id: 'note' },
};

const modal = (title: string, ...elements: ReturnType<typeof button>[]) => ({
  ...{ type: 'modal' as const, title: plain(title), submit: plain('Save') },
  blocks: elements.length > 0 ? [note, actions(...elements)] : [note],
});

describe.runIf(chromium)(`the keyboard on the page, ${where}`, () => {
  let rig: Rig;
  let ear: Ear;
  let browser: Browser;

  /** What has the focus, as somebody would say it. */
  const focused = () =>
    browser.run(`(({ activeElement: { id, title, ariaLabel, innerText, tagName } }) =>
      id || title || ariaLabel || (tagName === 'BODY' ? tagName : innerText))(document)`);
  const isAt = (what: string) => expect.poll(focused).toBe(what);
  const text = (selector: string) =>
    browser.run(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.innerText).join('|')`);
  const shows = (selector: string, what: string) => expect.poll(() => text(selector)).toContain(what);
  /** Goes to the last of these that says so, as somebody who tabs there. */
  const go = (selector: string, label = '') =>
    browser.run(`[...document.querySelectorAll(${JSON.stringify(selector)})]
      .findLast((one) => one.textContent.includes(${JSON.stringify(label)})).focus()`);
  const post = async (text: string, ...elements: ReturnType<typeof button>[]) => {
    const blocks = elements.length > 0 ? { blocks: [note, actions(...elements)] } : {};
    const { ts = '' } = await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text, ...blocks });
    await expect.poll(() => browser.run(`document.getElementById('m-${ts}') !== null`)).toBe(true);
    return ts;
  };
  const update = async (ts: string, title: string, ...elements: ReturnType<typeof button>[]) => {
    const head = { type: 'header' as const, text: plain(title) };
    const blocks = elements.length > 0 ? [head, note, actions(...elements)] : [head];
    await rig.client.chat.update({ channel: 'CINCIDENTS', ts, text: title, blocks });
    await shows(`[id="m-${ts}"]`, title);
  };
  /** Presses it, and waits for the bot to be told. */
  const hit = async (selector: string, label: string) => {
    const before = ear.payload['trigger_id'];
    await go(selector, label);
    await browser.press('Enter');
    await expect.poll(() => ear.payload['trigger_id']).not.toBe(before);
    expect(ear.payload['actions']).toMatchObject([{ action_id: label }]);
  };
  const open = async (title: string, ...elements: ReturnType<typeof button>[]) => {
    await rig.client.views.open({ trigger_id: String(ear.payload['trigger_id']), view: modal(title, ...elements) });
    await shows('#modal-title', title);
  };

  beforeAll(async () => {
    rig = await startRig();
    ear = await lend(rig);
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    browser = await startBrowser(chromium ?? '');
    await browser.open(`${rig.url}/`);
  });

  afterAll(async () => {
    await browser.close();
    ear.close();
    await rig.close();
  });

  it('begins where one writes', () => isAt('text'));

  it('stays on the button that was pressed while it is there, though its message is another', async () => {
    const ts = await post('card', button('Post update'), button('Resolve'));
    await hit('#list .content button', 'Post update');
    await update(ts, 'Updated once', button('Take command'), button('Post update'), button('Resolve'));
    expect(await focused()).toBe('Post update');
  });

  it('goes to the next button of the message where the one pressed is gone, else to the message', async () => {
    const ts = await post('card', button('Acknowledge'), button('Snooze'), button('Give back'));
    await hit('#list .content button', 'Snooze');
    await update(ts, 'Snoozed', button('Acknowledge'), button('Give back'));
    expect(await focused()).toBe('Give back');
    await update(ts, 'Acknowledged', button('Acknowledge'));
    expect(await focused()).toBe('Acknowledge');
    await update(ts, 'Over');
    expect(await focused()).toBe(`m-${ts}`);
    await browser.press('Tab');
    expect(await focused()).toBe('React with eyes');
  });

  it('goes to what stands beside a message that is taken away', async () => {
    const ts = await post('it stays');
    const text = 'a whisper';
    await rig.client.chat.postEphemeral({ channel: 'CINCIDENTS', user: 'UANA', text });
    await shows('#list .ephemeral', text);
    await go('#list .ephemeral .link', 'Dismiss');
    await browser.press('Enter');
    await expect.poll(() => browser.run(`document.querySelector('.ephemeral')`)).toBe(null);
    expect(await focused()).toBe(`m-${ts}`);
  });

  it('leaves focus, selection and half-typed words alone when messages come', async () => {
    const ts = await post('card', button('Save'));
    const field = `document.querySelector('[id="m-${ts}"] input')`;
    const state = () =>
      browser.run(`(({ value, selectionStart, selectionEnd }) =>
      [document.activeElement === ${field}, value, selectionStart, selectionEnd])(${field})`);
    await browser.run(`(() => {
      const field = ${field};
      field.focus();
      field.value = 'half a wor';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.setSelectionRange(2, 5);
      window.before = field;
    })()`);
    await post('something else');
    expect(await state()).toEqual([true, 'half a wor', 2, 5]);
    expect(await browser.run(`window.before === ${field}`)).toBe(true);
    await update(ts, 'The card itself', button('Save'));
    expect(await browser.run(`window.before === ${field}`)).toBe(false);
    expect(await state()).toEqual([true, 'half a wor', 2, 5]);
  });

  it('keeps what is selected in a message, and a menu that stands open, when others come', async () => {
    const ts = await post('to be copied');
    await browser.run(`getSelection().selectAllChildren(document.querySelector('[id="m-${ts}"] .content'))`);
    await browser.run(`document.querySelector('[id="m-${ts}"] .menu').open = true`);
    await post('something else');
    expect(await browser.run('getSelection().toString()')).toBe('to be copied');
    await go(`[id="m-${ts}"] .items button`);
    await rig.client.reactions.add({ channel: 'CINCIDENTS', timestamp: ts, name: 'eyes' });
    await shows(`[id="m-${ts}"] .reactions`, '1');
    expect(await focused()).toBe('Delete message, as an admin');
    await browser.press('Escape');
    await isAt('More actions');
  });

  it('gives the focus back to what opened a modal, also when that was drawn anew meanwhile', async () => {
    const ts = await post('card', button('Acknowledge'), button('Resolve'));
    await hit('#list .content button', 'Resolve');
    await open('Resolve it');
    await isAt(String(await browser.run(`document.querySelector('#modal input').id`)));
    await update(ts, 'Another card', button('Acknowledge'), button('Resolve'));
    await browser.press('Escape');
    await expect.poll(() => browser.run(`document.getElementById('modal').open`)).toBe(false);
    await isAt('Resolve');
    expect(await browser.run(`document.activeElement.closest('article').id`)).toBe(`m-${ts}`);
  });

  it('stays in a modal whose button changes it, and comes back to that button from the view above', async () => {
    await hit('#list .content button', 'Resolve');
    await open('First', button('More'), button('Deeper'));
    await hit('#modal button', 'More');
    const view_id = String(rig.workspace.state.modals.get('UANA')?.at(-1)?.id);
    await rig.client.views.update({ view_id, view: modal('Changed', button('More')) });
    await shows('#modal-title', 'Changed');
    expect(await focused()).toBe('More');
    await hit('#modal button', 'More');
    await rig.client.views.push({ trigger_id: String(ear.payload['trigger_id']), view: modal('Above') });
    await shows('#modal-title', 'Above');
    await browser.press('Escape');
    await shows('#modal-title', 'Changed');
    await isAt('More');
    await browser.press('Escape');
    await isAt('Resolve');
  });

  it('gives the focus back where somebody thinks better of it', async () => {
    const confirm = {
      title: plain('Sure?'),
      text: plain('It is over then.'),
      confirm: plain('Yes'),
      deny: plain('No'),
    };
    const ts = await post('card', button('End it', { confirm }), button('Wait'));
    await go('#list .content button', 'End it');
    await browser.press('Enter');
    await shows('#confirm', 'It is over then.');
    await update(ts, 'Another card', button('End it', { confirm }), button('Wait'));
    await browser.press('Escape');
    await isAt('End it');
  });

  it('gives the focus back to what opened a thread, and a message to be mended', async () => {
    await browser.run(`document.getElementById('text').focus()`);
    await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'my own words' });
    await shows('#list article:last-child', 'my own words');
    await go('#list [aria-label="Reply in thread"]');
    await browser.press('Enter');
    await isAt('reply');
    await go('#thread [aria-label="Close thread"]');
    await browser.press('Enter');
    await isAt('Reply in thread');
    await browser.press('Enter');
    await isAt('reply');
    await browser.press('Escape');
    await isAt('Reply in thread');
    await browser.run(`document.querySelector('#list article:last-child .menu').open = true`);
    await go('#list article:last-child .items button', 'Edit message');
    await browser.press('Enter');
    await isAt('Edit message');
    expect(await browser.run('document.activeElement.tagName')).toBe('TEXTAREA');
    await browser.press('Escape');
    await isAt('More actions');
  });

  it('stays where one writes while a message is being mended elsewhere', async () => {
    await browser.run(`document.querySelector('#list article:last-child .menu').open = true`);
    await go('#list article:last-child .items button', 'Edit message');
    await browser.press('Enter');
    await isAt('Edit message');
    await go('#text');
    await post('something else');
    expect(await focused()).toBe('text');
    await go('.editor button', 'Cancel');
    await browser.press('Enter');
    await isAt('More actions');
  });

  it('stays on who one is while one looks for somebody', async () => {
    await go('#me');
    const id = await browser.run(`document.getElementById('me').value`);
    await browser.press('ArrowDown');
    await expect.poll(() => browser.run(`localStorage.getItem('me')`)).not.toBe(id);
    await post('something else');
    expect(await focused()).toBe('me');
  });

  it('had nothing to complain of', () => {
    expect(browser.complaints).toEqual([]);
  });
});
