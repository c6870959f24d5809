import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, chromium, startBrowser } from './browser.ts';
import { type Ear, lend } from './ear.ts';
import { type Rig, startRig } from './rig.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = { type: 'button' as const, action_id: 'go', text: plain('Acknowledge') };
const actions = { type: 'actions' as const, elements: [button] };
const note = {
  type: 'input' as const,
  label: plain('Note'),
  optional: true,
  element: { type: 'plain_text_input' as const, action_id: 'note' },
};

describe.runIf(chromium)(`what the page has to say, ${where}`, () => {
  let rig: Rig;
  let ear: Ear;
  let browser: Browser;

  const run = (expression: string) => browser.run(expression);
  const say = (field: string, words: string) =>
    run(`(({ form }) => { form.querySelector('textarea').value = '${words}'; form.requestSubmit(); })(
      document.getElementById('${field}'))`);
  /** Whether what says this can be seen: nothing lies on it, and no edge cuts it. */
  const isSeen = (words: string) =>
    run(`(() => {
      const said = [...document.querySelectorAll('.notice')].find((one) => one.textContent.includes(${JSON.stringify(words)}));
      const { left, right, top, bottom } = said?.getBoundingClientRect() ?? {};
      return said !== undefined && [[left + 1, top + 1], [right - 2, bottom - 2]].every((at) => document.elementFromPoint(...at) === said);
    })()`);
  /** What shows of the page that can be pressed, but could not be where one would press it. */
  const covered = () =>
    run(`[...(document.querySelector('dialog[open]') ?? document).querySelectorAll('button, summary, select, textarea, a')].filter((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const port = one.closest('.list, .body, body').getBoundingClientRect();
      const isInPort = one.checkVisibility() && y > port.top && y < port.bottom;
      return isInPort && document.elementFromPoint(x, y)?.closest('.notices');
    }).map((one) => one.outerHTML)`);
  const topOf = (selector: string) => run(`document.querySelector('${selector}').getBoundingClientRect().top`);
  const newest = '#list article:last-of-type .content button';

  beforeAll(async () => {
    rig = await startRig();
    ear = await lend(rig);
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    for (let at = 0; at < 20; at += 1)
      await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text: `card ${at}`, blocks: [note, actions] });
    browser = await startBrowser(chromium ?? '');
  });

  afterAll(async () => {
    await browser.close();
    ear.close();
    await rig.close();
  });

  for (const width of [1280, 700, 390]) {
    describe(`${width} pixels wide`, () => {
      it('covers nothing, and leaves what one is about to press where it is', async () => {
        await browser.resize(width, 800);
        await browser.open(`${rig.url}/`);
        await expect.poll(() => run(`document.querySelectorAll('#list article').length`)).toBe(20);
        const top = Number(await topOf(newest));
        expect(top).toBeLessThan(800);
        await say('text', '/remove @nobody');
        await expect.poll(() => isSeen('there is no person "nobody"')).toBe(true);
        await expect.poll(async () => Math.abs(Number(await topOf(newest)) - top)).toBeLessThan(1);
        expect(await covered()).toEqual([]);
      });

      it('is seen by whoever has scrolled up, who stays where they are', async () => {
        await run(`document.getElementById('list').scrollTop = 300`);
        await expect
          .poll(() => run(`document.elementFromPoint(innerWidth - 30, 400).closest('#list') !== null`))
          .toBe(true);
        await say('text', '/remove @someone');
        await expect.poll(() => isSeen('there is no person "someone"')).toBe(true);
        expect(await covered()).toEqual([]);
      });

      it('is seen from a thread', async () => {
        await run(`document.querySelector('#list [aria-label="Reply in thread"]').click()`);
        await say('reply', '/apgms help');
        await expect.poll(() => isSeen('slash commands do not work in threads')).toBe(true);
        expect(await covered()).toEqual([]);
        await run(`document.querySelector('[aria-label="Close thread"]').click()`);
      });

      it('is seen in a dialog, and when that has closed', async () => {
        const before = ear.payload['trigger_id'];
        await run(`document.querySelector('${newest}').click()`);
        await expect.poll(() => ear.payload['trigger_id']).not.toBe(before);
        const view = { type: 'modal' as const, title: plain('Update'), submit: plain('Post'), blocks: [note] };
        await rig.client.views.open({ trigger_id: String(ear.payload['trigger_id']), view });
        await expect.poll(() => run(`document.getElementById('modal').open`)).toBe(true);
        const { url } = rig.bot;
        rig.bot.url = null;
        await run(`document.querySelector('#modal form').requestSubmit()`);
        await expect.poll(() => isSeen('Submitting failed')).toBe(true);
        expect(await covered()).toEqual([]);
        rig.bot.url = url;
        await run(`document.querySelector('#modal form').requestSubmit()`);
        await expect.poll(() => run(`document.getElementById('modal').open`)).toBe(false);
        await expect.poll(() => isSeen('Submitting failed')).toBe(true);
      });
    });
  }
});
