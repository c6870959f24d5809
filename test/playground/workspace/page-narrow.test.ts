import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, chromium, startBrowser } from './browser.ts';
import { type Rig, startRig } from './rig.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const long = 'A choice that says a great deal about itself, as they do.';
const options = ['one', 'two'].map((value) => ({ text: plain(`${long} ${value}`), value }));
const select = { type: 'static_select' as const, action_id: 'pick', placeholder: plain('Which?'), options };
const table = ['      No.  Ack        Resolve    Updates  Gap', 'SEV2  3    <1m/15m    -          85%      17m'];
const text = (words: string) => ({ type: 'mrkdwn' as const, text: words });

describe.runIf(chromium)(`the page on a small screen, ${where}`, () => {
  let rig: Rig;
  let browser: Browser;
  let pinned: string;

  const run = (expression: string) => browser.run(expression);
  const click = (selector: string) => run(`document.querySelector('${selector}').click()`);
  const shows = (selector: string, what: string) =>
    expect.poll(() => run(`document.querySelector('${selector}')?.innerText ?? ''`)).toContain(what);
  /** What can be scrolled sideways, other than what says so: the strip of channels, and what keeps its lines. */
  const sideways = () =>
    run(`[...document.querySelectorAll('html, body, body *')].filter((one) =>
      one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX) || one.scrollLeft > 0)
      .map((one) => one.id || one.className || one.tagName).filter((one) => !['channels', 'PRE', 'b-table'].includes(one))
      .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])`);
  const say = (channel: string, words: string) => rig.control('POST', 'message', { user: 'ben', channel, text: words });

  beforeAll(async () => {
    rig = await startRig();
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    const { ts = '' } = await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text: 'the card' });
    await rig.client.pins.add({ channel: 'CINCIDENTS', timestamp: ts });
    pinned = ts;
    browser = await startBrowser(chromium ?? '');
    await browser.resize(390, 844);
    await browser.open(`${rig.url}/`);
  });

  afterAll(async () => {
    await browser.close();
    await rig.close();
  });

  it('shows what is pinned', async () => {
    await shows('.pins', '1 pinned');
    await click('.pins');
    await click('.head .items button');
    expect(await run(`document.getElementById('m-${pinned}').className`)).toContain('flash');
    expect(await run(`document.querySelector('.pins').checkVisibility()`)).toBe(true);
    expect(await sideways()).toEqual([]);
    await click('.pins');
  });

  it('has long choices, long words and tables stay within it', async () => {
    await rig.client.chat.postMessage({
      channel: 'CINCIDENTS',
      text: 'card',
      blocks: [
        { type: 'section', text: text('Which of them?'), accessory: select },
        {
          type: 'actions',
          elements: [
            { ...select, action_id: 'again' },
            { ...select, action_id: 'still' },
          ],
        },
        { type: 'section', text: text(`${'w'.repeat(90)} \`${'c'.repeat(90)}\``) },
        { type: 'section', text: text(`\`\`\`${table.join('\n')}\`\`\``) },
      ],
    });
    await shows('#list article:last-of-type pre', 'SEV2');
    expect(await sideways()).toEqual([]);
    const lines = `(({ clientHeight, innerText }) => clientHeight / innerText.split('\\n').length)(document.querySelector('pre'))`;
    expect(Number(await run(lines))).toBeLessThan(30);
    const question = `document.querySelector('.b-section .b-body').getBoundingClientRect().width`;
    expect(Number(await run(question))).toBeGreaterThan(200);
  });

  it('tells of what is new in channels that are out of sight, and goes there', async () => {
    const hidden = (id: string) => run(`document.getElementById('${id}').hidden`);
    const seen = (name: string) =>
      run(`(() => {
        const [at, strip] = ['[title="${name}"] .dot', '#channels'].map((one) => document.querySelector(one)?.getBoundingClientRect());
        return at !== undefined && at.left >= strip.left - 1 && at.right <= strip.right + 1;
      })()`);
    const name = 'far-away';
    const { channel } = await rig.client.conversations.create({ name });
    await rig.client.conversations.invite({ channel: channel?.id ?? '', users: 'UANA,UBEN' });
    await expect.poll(() => run(`document.querySelector('[title="${name}"]') !== null`)).toBe(true);
    expect(await hidden('unread-before')).toBe(true);
    await run(`document.getElementById('channels').scrollLeft = 0`);
    await say(name, 'something new');
    await expect.poll(() => hidden('unread-after')).toBe(false);
    expect(await seen(name)).toBe(false);
    const count = Number(await run(`document.querySelector('#unread-after b').textContent`));
    expect(count).toBeGreaterThan(0);
    for (let at = 0; at < count; at += 1) await click('#unread-after');
    await expect.poll(() => seen(name)).toBe(true);
    await say('incidents', 'and elsewhere');
    await shows('#list', 'and elsewhere');
    expect(await seen(name)).toBe(true);
    expect(await sideways()).toEqual([]);
  });

  it('has a thread in place of the channel', async () => {
    await click('#list [aria-label="Reply in thread"]');
    await shows('#thread .head', 'Thread');
    expect(await sideways()).toEqual([]);
    await click('[aria-label="Close thread"]');
    await shows('#list', 'and elsewhere');
  });

  it('had nothing to complain of', () => {
    expect(browser.complaints).toEqual([]);
  });
});
