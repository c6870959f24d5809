import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, chromium, startBrowser } from './browser.ts';
import { type Ear, lend } from './ear.ts';
import { type Rig, startRig } from './rig.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const menu = { type: 'external_select' as const, action_id: 'pick', min_query_length: 0, placeholder: plain('Which?') };
const offered = { options: [{ text: plain('INC-42 bank-lines'), value: '42' }] };

describe.runIf(chromium)(`messages on the page, ${where}`, () => {
  let rig: Rig;
  let ear: Ear;
  let browser: Browser;
  let first: string;

  const text = (selector: string) =>
    browser.run(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.innerText).join('|')`);
  const shows = (selector: string, what: string) =>
    expect.poll(() => text(selector), { timeout: 10_000 }).toContain(what);
  const gone = (selector: string, what: string) =>
    expect.poll(() => text(selector), { timeout: 10_000 }).not.toContain(what);
  const click = (selector: string, label = '') =>
    browser.run(`[...document.querySelectorAll(${JSON.stringify(selector)})]
      .find((one) => one.textContent.includes(${JSON.stringify(label)})).click()`);
  const type = (field: string, words: string) =>
    browser.run(`(() => {
      const field = document.querySelector(${JSON.stringify(field)});
      field.value = ${JSON.stringify(words)};
      field.dispatchEvent(new Event('input'));
      field.form.requestSubmit();
    })()`);
  const stored = () => rig.workspace.state.channels.get('CINCIDENTS')?.messages ?? [];

  beforeAll(async () => {
    rig = await startRig({
      shortcuts: [{ kind: 'message', name: 'Add to incident timeline', callback_id: 'timeline.add' }],
    });
    ear = await lend(rig);
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    const said = await rig.control('POST', 'message', {
      user: 'ben',
      channel: 'incidents',
      text: 'the pool is exhausted',
      files: [{ name: 'errors.log', title: 'Errors', content: 'ERROR <b>500</b>' }],
    });
    first = String(said['ts']);
    browser = await startBrowser(chromium ?? '');
    await browser.open(`${rig.url}/`);
  });

  afterAll(async () => {
    await browser.close();
    ear.close();
    await rig.close();
  });

  it('shows what is in a file on a click, as text', async () => {
    await shows('.message', 'the pool is exhausted');
    await shows('.file summary', 'Errors');
    await click('.file summary');
    await shows('.file pre', 'ERROR <b>500</b>');
  });

  it('pins with 📌 and takes it back', async () => {
    const pin = () => browser.run(`document.querySelector('[aria-label="React with pushpin"]').click()`);
    await pin();
    await shows('.reactions', '📌 1');
    await pin();
    await expect.poll(() => text('.reactions')).toBe('');
  });

  it('opens a thread beside the channel, and says there what is typed', async () => {
    await browser.run(`document.querySelector('[aria-label="Reply in thread"]').click()`);
    await shows('#thread .message', 'the pool is exhausted');
    await type('#reply', '@APGMS status');
    await shows('#thread .message', '@APGMS status');
    expect(stored().at(-1)).toMatchObject({ user: 'UANA', text: '<@UAPGMSBOT> status', threadTs: first });
    await shows('#list .replies', '1 reply');
    await type('#reply', '/apgms help');
    await shows('#notices', 'slash commands do not work in threads');
    await browser.run(`document.querySelector('#reply').value = ''`);
  });

  it('sends a reply to the channel too', async () => {
    await browser.run(`document.querySelector('.loud input').checked = true`);
    await type('#reply', 'all clear');
    await shows('#list .message', 'Replied to a thread: the pool is exhausted');
    await shows('#thread .message', 'Also sent to the channel');
    expect(stored().at(-1)).toMatchObject({ text: 'all clear', broadcast: true });
  });

  it('names a thread as people read it, whole words of it', async () => {
    const head = '*INC-3 · SEV2* &amp; more · <#CROOM> · exports are empty for the whole of the team';
    const { ts } = await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text: head });
    const reply = { channel: 'CINCIDENTS', thread_ts: String(ts), reply_broadcast: true };
    await rig.client.chat.postMessage({ ...reply, text: 'nothing new' });
    await shows('#list .only', 'Replied to a thread: INC-3 · SEV2 & more · #incident-room · exports are empty…');
  });

  it('says moments of a near day as Slack does, others by their date', async () => {
    const at = (days: number) => Math.floor((rig.clock.now + days * 24 * 60 * 60_000) / 1_000);
    const stamp = (days: number) => `<!date^${at(days)}^{date_short_pretty} {time}|long ago>`;
    const text = [-2, -1, 0, 1].map(stamp).join(', ');
    await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text });
    await shows('#list .message', '28 Feb 2026 10:00, Yesterday 10:00, Today 10:00, Tomorrow 10:00');
    rig.clock.now += 24 * 60 * 60_000;
    rig.workspace.changed();
    await shows('#list .message', '28 Feb 2026 10:00, 1 Mar 2026 10:00, Yesterday 10:00, Today 10:00');
    rig.clock.now -= 24 * 60 * 60_000;
    rig.workspace.changed();
  });

  it('follows what one says oneself, also past a file that stands open', async () => {
    const content = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n');
    const files = [{ name: 'long.log', title: 'Long', content }];
    await rig.control('POST', 'message', { user: 'ben', channel: 'incidents', text: 'look at this', files });
    await shows('#list .file summary', 'Long');
    await click('#list .file summary', 'Long');
    await shows('#list .file pre', 'line 199');
    await type('#text', 'I have seen it');
    await shows('#list .message', 'I have seen it');
    const below = `(() => {
      const list = document.getElementById('list');
      return list.scrollHeight - list.scrollTop - list.clientHeight;
    })()`;
    await expect.poll(async () => Number(await browser.run(below))).toBeLessThan(2);
    await click('#list .file summary', 'Long');
  });

  it('lets a whisper in a thread be answered by its menu, and dismissed', async () => {
    ear.says(offered);
    const blocks = [{ type: 'actions' as const, elements: [menu] }];
    await rig.client.chat.postEphemeral({ channel: 'CINCIDENTS', user: 'UANA', thread_ts: first, text: 'x', blocks });
    await shows('#thread .ephemeral', 'Only visible to you');
    await browser.run(`document.querySelector('#thread .external input').focus()`);
    await shows('#thread [role=option]', 'INC-42 bank-lines');
    await click('#thread [role=option]');
    await expect.poll(() => ear.payload['type']).toBe('block_actions');
    expect(ear.payload).toMatchObject({ actions: [{ selected_option: { value: '42' } }] });
    await click('#thread .link', 'Dismiss');
    await gone('#thread .message', 'Only visible to you');
    await browser.run(`document.querySelector('[aria-label="Close thread"]').click()`);
  });

  it('mends and deletes what one has written, and nothing else', async () => {
    await type('#text', 'rolling back <release 41> @ben');
    await shows('#list .message', 'rolling back');
    expect(await text('#list .message:has(.file) .items')).not.toContain('Edit message');
    await click('#list article:last-child .items button', 'Edit message');
    await expect
      .poll(() => browser.run(`document.querySelector('.editor textarea')?.value`))
      .toBe('rolling back <release 41> @ben');
    await type('.editor textarea', 'rolling back 42 @ben');
    await shows('#list article:last-child', 'rolling back 42 @Ben Okafor (edited)');
    expect(stored().at(-1)).toMatchObject({ text: 'rolling back 42 <@UBEN>' });
    await click('#list article:last-child .items button', 'Delete message');
    await gone('#list', 'rolling back');
  });

  it('uses a message shortcut', async () => {
    await click('#list article:first-of-type .items button', 'Add to incident timeline');
    await expect.poll(() => ear.payload['type']).toBe('message_action');
    expect(ear.payload).toMatchObject({ callback_id: 'timeline.add', message: { files: [{ name: 'errors.log' }] } });
  });

  it('sends files along', async () => {
    await browser.run(`(() => {
      const picker = document.querySelector('#composer input[type=file]');
      const bag = new DataTransfer();
      bag.items.add(new File(['a note'], 'note.txt'));
      picker.files = bag.files;
      picker.dispatchEvent(new Event('change'));
    })()`);
    await shows('#composer .chips', 'note.txt');
    await type('#text', '');
    await shows('#list .file', 'note.txt');
    expect(await text('#composer .chips')).toBe('');
  });

  it('shows the home tab, whose menus ask the bot and whose buttons reach it', async () => {
    const go = { type: 'button' as const, action_id: 'go', text: plain('Go') };
    const who = { type: 'users_select' as const, action_id: 'who' };
    const view = { type: 'home' as const, blocks: [{ type: 'actions' as const, elements: [menu, who, go] }] };
    await rig.client.views.publish({ user_id: 'UANA', view });
    await click('.entry', 'Home');
    await shows('.home-tab', 'Go');
    // The tab is drawn anew when something happens, and the choices are unfolded again.
    await browser.run(`document.querySelector('.home-tab .external input').focus()`);
    await shows('.home-tab [role=option]', 'INC-42 bank-lines');
    rig.clock.now += 24 * 60 * 60_000;
    await browser.run(`document.querySelector('.home-tab').dataset.old = true`);
    rig.workspace.changed();
    await expect.poll(() => browser.run(`document.querySelector('.home-tab').dataset.old`)).toBe(undefined);
    await shows('.home-tab [role=option]', 'INC-42 bank-lines');
    rig.clock.now -= 24 * 60 * 60_000;
    await browser.run('document.activeElement.blur()');
    expect(await text('.home-tab select')).not.toContain('Ole Berg');
    await click('.home-tab button', 'Go');
    await expect.poll(() => ear.payload['actions']).toMatchObject([{ action_id: 'go' }]);
    expect(ear.payload['view']).toMatchObject({ type: 'home' });
  });

  it("knows Slack's own commands, and who one can be", async () => {
    await click('.entry', 'general');
    await shows('#head h1', 'general');
    await type('#text', '/invite @APGMS');
    await expect.poll(() => rig.workspace.state.channels.get('CGENERAL')?.members.has('UAPGMSBOT')).toBe(true);
    const people = await text('#me option');
    expect(people).toContain('Gus Hale');
    expect(people).not.toMatch(/Ole Berg|Pax Rivera/);
  });

  it('had nothing to complain of but what was refused', () => {
    expect(browser.complaints.filter((one) => !one.includes('status of 400'))).toEqual([]);
  });
});
