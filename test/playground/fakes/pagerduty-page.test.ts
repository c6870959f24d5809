import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallLog } from '#playground/call-log.ts';
import { openPagerDuty, type PagerDuty } from '#playground/fakes/pagerduty/pagerduty.ts';
import { createFaults } from '#playground/faults.ts';
import { type Served, serve } from '#playground/workspace/serve.ts';
import { createWorkspace, type Workspace } from '#playground/workspace/workspace.ts';
import type { Pager } from '#src/ports/pager.ts';
import { createPager } from '#src/vendors/pagerduty/client.ts';
import { type Browser, chromium, startBrowser } from '#test/playground/workspace/browser.ts';
import { page } from './pagerduty-rig.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';
const nobody = async () => undefined;
const clock = { now: () => Date.UTC(2026, 10, 18, 16) };

describe.runIf(chromium)(`the phone on the page, ${where}`, () => {
  let workspace: Workspace;
  let pagerDuty: PagerDuty;
  let served: Served;
  let browser: Browser;
  let pager: Pager;

  const text = (selector: string) => browser.run(`document.querySelector('${selector}')?.innerText ?? ''`);
  const shows = (what: string) => expect.poll(() => text('#calls')).toContain(what);
  const badge = () =>
    browser.run(`(({ hidden, innerText }) => (hidden ? '' : innerText))(document.getElementById('calling'))`);
  const press = (label: string) =>
    browser.run(`[...document.querySelectorAll('#calls button')].find((one) => one.innerText === '${label}').click()`);
  const be = (id: string) =>
    browser.run(
      `(() => { const me = document.getElementById('me'); me.value = '${id}'; me.dispatchEvent(new Event('change')); })()`,
    );

  beforeAll(async () => {
    workspace = createWorkspace({
      clock,
      beside: ['pagerduty'],
      delivery: { mode: 'http', url: () => null, signingSecret: 'secret' },
      controls: { advance: nobody, settle: nobody, killBot: nobody },
    });
    const line = { faults: createFaults(), log: createCallLog(clock), killBot: nobody };
    const webhook = { url: () => null, secret: 'secret' };
    pagerDuty = openPagerDuty({ line, clock, changed: workspace.changed, webhook });
    served = await serve([workspace, pagerDuty]);
    const { token, fromEmail } = pagerDuty;
    pager = createPager({ apiUrl: `${served.url}/pagerduty`, token, fromEmail });
    browser = await startBrowser(chromium ?? '');
    await browser.open(`${served.url}/`);
  });
  afterAll(async () => {
    await browser.close();
    workspace.close();
    pagerDuty.close();
    await served.close();
  });

  it('is quiet while nothing is open, and says who is on call', async () => {
    await expect.poll(() => text('#phone summary')).toBe('Phone');
    await browser.run(`document.querySelector('#phone summary').click()`);
    await shows('Nothing is open.');
    await shows('Platform Engineering\n1. Ana Ferreira');
    expect(await badge()).toBe('');
  });

  it('rings for whoever is called, and for nobody else', async () => {
    await pager.page({ ...page, title: 'A <b>loud</b> page' });
    await shows('A <b>loud</b> page');
    await shows('#1 · API Gateway · High urgency');
    await shows('Calls Ana Ferreira');
    await expect.poll(badge).toBe('1');
    await be('UBEN');
    await expect.poll(badge).toBe('');
    await shows('Calls Ana Ferreira');
    await be('UANA');
    await expect.poll(badge).toBe('1');
  });

  it('acknowledges, escalates and resolves as the person one is', async () => {
    await press('Acknowledge');
    await shows('In the hands of Ana Ferreira');
    await expect.poll(badge).toBe('');
    await press('Escalate');
    await shows('Calls Ben Okafor');
    await be('UBEN');
    await expect.poll(badge).toBe('1');
    await press('Resolve');
    await shows('Nothing is open.');
    const resolved = await pager.findPage(page.key, page.service);
    const log = await pager.logOf(resolved?.id ?? '');
    expect(log.map(({ type, by }) => `${type} ${by?.name}`)).toEqual(
      expect.arrayContaining([
        'acknowledge_log_entry Ana Ferreira',
        'escalate_log_entry Ana Ferreira',
        'resolve_log_entry Ben Okafor',
      ]),
    );
  });

  it('raises what monitoring tells, rings for whoever is asked to join, and ends what is over', async () => {
    await be('UANA');
    await browser.run(`document.querySelector('#calls form button').click()`);
    await shows('bank-lines returns 500');
    const [raised] = await pager.openPages([page.service]);
    const id = raised?.id ?? '';
    await pager.askToRespond({ page: id, message: 'Please join', users: ['PDORALI'], from: null });
    await be('UDORA');
    await shows('You are asked to join.');
    await expect.poll(badge).toBe('1');
    await press('Join');
    await expect.poll(badge).toBe('');
    expect((await pager.pageOf(id)).responders).toMatchObject([{ name: 'Dora Lindqvist', reply: 'joined' }]);
    await press('Monitoring: it is over');
    await shows('Nothing is open.');
    await be('UANA');
  });

  it('keeps the focus where one presses, and gives it back when it closes', async () => {
    const focused = () => browser.run('(({ activeElement: one }) => one.ariaLabel ?? one.innerText)(document)');
    const hit = async (label: string) => {
      await browser.run(
        `[...document.querySelectorAll('#calls button')].find((one) => one.innerText === '${label}').focus()`,
      );
      await browser.press('Enter');
    };
    await pager.page({ ...page, key: 'inc-50', title: 'The first' });
    await pager.page({ ...page, key: 'inc-51', title: 'The second' });
    await shows('The second');
    await hit('Acknowledge');
    await shows('In the hands of Ana Ferreira');
    expect(await focused()).toBe('Acknowledge');
    await browser.press('Enter');
    await hit('Escalate');
    await shows('Calls Ben Okafor');
    expect(await focused(), 'there is no next level: it stays, and does nothing').toBe('Escalate');
    await browser.press('Enter');
    await browser.press('Tab');
    expect(await focused()).toBe('Monitoring: it is over');
    await browser.press('Enter');
    await expect.poll(() => text('#calls')).not.toContain('Calls Ben Okafor');
    expect(await focused()).toMatch(/^#\d+ The/);
    await hit('Resolve');
    await shows('Nothing is open.');
    expect(await browser.run('document.activeElement.id')).toBe('calls');
    await browser.press('Escape');
    await expect.poll(focused).toBe('Phone');
    expect(await browser.run(`document.getElementById('phone').open`)).toBe(false);
    await browser.press('Enter');
    await shows('Nothing is open.');
  });

  it('raises an alert of any service with one press, also where the title was taken out', async () => {
    const title = `document.querySelector('#calls form input')`;
    const raise = () => browser.run(`document.querySelector('#calls form button').click()`);
    const options = await browser.run(`document.querySelector('#calls form select').innerText`);
    expect(options).toMatch(/^API Gateway\n/);
    await browser.run(`${title}.value = ' '`);
    await browser.run(`document.querySelector('#calls form select').value = 'PSWORKR'`);
    await raise();
    await shows('Worker · High urgency');
    await shows('bank-lines returns 500');
    expect(await browser.run(`${title}.value`)).toBe('bank-lines returns 500');
    await press('Resolve');
    await shows('Nothing is open.');
    await browser.run(`${title}.value = 'the queue is stuck'`);
    await raise();
    await shows('the queue is stuck');
    await expect.poll(() => browser.run(`${title}.value`)).toBe('bank-lines returns 500');
    await press('Resolve');
    await shows('Nothing is open.');
    await browser.run(`document.querySelector('#calls form select').value = 'PSAPIGW'`);
  });

  it('leaves half a title alone while things happen', async () => {
    const title = `document.querySelector('#calls form input')`;
    await browser.run(`${title}.focus()`);
    await browser.run(`${title}.value = 'half a tit'`);
    await browser.run(`${title}.setSelectionRange(1, 3)`);
    await pager.page({ ...page, key: 'inc-52', title: 'Meanwhile' });
    await shows('Meanwhile');
    const state =
      '(({ value, selectionStart, selectionEnd }) => [value, selectionStart, selectionEnd])(document.activeElement)';
    expect(await browser.run(state)).toEqual(['half a tit', 1, 3]);
    await press('Resolve');
    await shows('Nothing is open.');
    expect(await browser.run(`${title}.value`)).toBe('half a tit');
  });

  it('opens below the bar, and shows its head, on a small screen too', async () => {
    await pager.page({ ...page, key: 'inc-53', title: 'On the way home' });
    await shows('On the way home');
    for (const width of [1280, 700, 390]) {
      await browser.resize(width, 844);
      const [top, bottom] = ['#calls', '.bar'].map((one) => `document.querySelector('${one}').getBoundingClientRect()`);
      expect(await browser.run(`Math.abs(${top}.top - ${bottom}.bottom) < 1`)).toBe(true);
      expect(await browser.run(`${top}.left >= 0 && ${top}.right <= innerWidth && ${top}.bottom <= innerHeight`)).toBe(
        true,
      );
      expect(await browser.run(`[document.getElementById('calls').scrollTop, scrollX, scrollY]`)).toEqual([0, 0, 0]);
      expect(await browser.run('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
    await browser.resize(1280, 844);
    await press('Resolve');
    await shows('Nothing is open.');
  });

  it('says so where one has no account', async () => {
    await be('UEMIL');
    await shows('Emil Novak has no PagerDuty account.');
    expect(await text('#calls')).not.toContain('On call');
    await be('UANA');
    await shows('PagerDuty');
  });

  it('says when the bot does not hear of it', async () => {
    await shows('The bot did not take the last webhook (unreachable), which comes again.');
  });

  it('opens where a link of PagerDuty leads', async () => {
    const { url } = await pager.page({ ...page, key: 'inc-43', title: 'Linked' });
    await browser.resize(390, 844);
    await browser.open(url);
    await expect.poll(() => browser.run(`document.querySelector('.call.flash')?.innerText ?? ''`)).toContain('Linked');
    expect(await browser.run(`document.getElementById('phone').open`)).toBe(true);
    expect(await browser.run(`document.getElementById('calls').scrollTop`)).toBe(0);
  });

  it('had nothing to complain of', () => {
    expect(browser.complaints).toEqual([]);
  });
});
