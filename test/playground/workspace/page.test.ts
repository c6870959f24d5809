import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotStatus } from '#playground/workspace/route.ts';
import { type Browser, chromium, startBrowser } from './browser.ts';
import { type Rig, startRig } from './rig.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';

describe.runIf(chromium)(`the page, ${where}`, () => {
  let rig: Rig;
  let bot: Server;
  let browser: Browser;
  let answer: object = {};
  let botStatus: BotStatus = 'starting';

  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const text = (selector: string) =>
    browser.run(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.innerText).join('|')`);
  const shows = (selector: string, what: string) =>
    expect.poll(() => text(selector), { timeout: 10_000 }).toContain(what);
  const type = (words: string) =>
    browser.run(
      `(() => { const field = document.getElementById('text'); field.value = ${JSON.stringify(words)}; field.form.requestSubmit(); })()`,
    );

  const services = Array.from({ length: 60 }, (_, at) => ({ text: plain(`Service ${at}`), value: `${at}` }));

  beforeAll(async () => {
    rig = await startRig({ botStatus: () => botStatus });
    bot = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const trigger_id = new URLSearchParams(body).get('trigger_id');
      if (trigger_id !== null) {
        await rig.client.views.open({
          trigger_id,
          view: {
            type: 'modal',
            title: plain('Declare an incident'),
            submit: plain('Declare'),
            blocks: [
              {
                type: 'input',
                block_id: 'title',
                label: plain('What is wrong?'),
                element: { type: 'plain_text_input', action_id: 'title' },
              },
              {
                type: 'input',
                block_id: 'services',
                label: plain('Services'),
                optional: true,
                element: { type: 'multi_static_select', action_id: 'services', options: services },
              },
            ],
          },
        });
        response.end();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    const address = bot.address();
    rig.bot.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    browser = await startBrowser(chromium ?? '');
    await browser.open(`${rig.url}/`);
  });

  afterAll(async () => {
    await browser.close();
    bot.close();
    await rig.close();
  });

  it('opens where incidents are declared', async () => {
    await shows('#head h1', 'incidents');
    await shows('.entry', 'ops-alerts');
  });

  it('says that the bot is not up, until it is', async () => {
    await shows('#bot', 'The bot is starting…');
    botStatus = 'down';
    rig.workspace.changed();
    await shows('#bot', 'The bot died and is coming back…');
    botStatus = 'up';
    rig.workspace.changed();
    await expect.poll(() => browser.run(`document.getElementById('bot').hidden`)).toBe(true);
  });

  it('names channels to those who may know them', async () => {
    const { channel } = await rig.client.conversations.create({ name: 'behind-doors', is_private: true });
    await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text: `look at <#CROOM> and <#${channel?.id}>` });
    await shows('.message .content', 'look at #incident-room and private channel');
    await rig.client.conversations.invite({ channel: channel?.id ?? '', users: 'UANA' });
    await shows('.message .content', 'look at #incident-room and #behind-doors');
  });

  it('shows by itself what happens, and user text only as text', async () => {
    const attack = '<img src=x onerror="document.title=1"> & *bold* `code`';
    await rig.control('POST', 'message', { user: 'ben', channel: 'incidents', text: attack });
    await shows('.message .content', '<img src=x onerror="document.title=1"> & bold code');
    expect(await text('.message strong')).toContain('bold');
    expect(await browser.run(`document.querySelectorAll('.message img').length`)).toBe(0);
  });

  it('posts what is typed as the person one is', async () => {
    await type('on it @ben');
    await shows('.message .content', 'on it @Ben Okafor');
    expect(rig.workspace.state.channels.get('CINCIDENTS')?.messages.at(-1)).toMatchObject({
      user: 'UANA',
      text: 'on it <@UBEN>',
    });
  });

  it('runs a command, fills its modal, shows errors under the field, and closes it', async () => {
    await type('/apgms incident declare');
    await shows('#modal-title', 'Declare an incident');
    const submit = () => browser.run(`document.querySelector('#modal form').requestSubmit()`);
    await submit();
    await shows('#modal .b-error', 'Please complete this required field.');
    await browser.run(`document.querySelector('#modal input').value = 'bank-lines returns 500'`);
    answer = { response_action: 'errors', errors: { title: 'There is one already: INC-41.' } };
    await submit();
    await shows('#modal .b-error', 'There is one already: INC-41.');
    expect(await browser.run(`document.querySelector('#modal input').value`)).toBe('bank-lines returns 500');
    answer = {};
    await submit();
    await expect.poll(() => browser.run(`document.getElementById('modal').open`)).toBe(false);
  });

  it('lists what can be chosen when it is asked for, names what is chosen, and has one thing to scroll', async () => {
    await type('/apgms incident declare');
    await expect.poll(() => browser.run(`document.getElementById('modal').open`)).toBe(true);
    await shows('#modal summary', 'Choose…');
    expect(await browser.run(`document.querySelector('#modal .several').open`)).toBe(false);
    await browser.run(`document.querySelector('#modal summary').click()`);
    await browser.run(`document.querySelectorAll('#modal .tick input')[59].click()`);
    await shows('#modal summary', 'Service 59');
    const scrolled = `['#modal', '#modal *'].flatMap((which) => [...document.querySelectorAll(which)])
      .filter((one) => one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY))
      .map((one) => one.className).join()`;
    expect(await browser.run(scrolled)).toBe('body');
    const refused = { title: 'Say more.' };
    answer = { response_action: 'errors', errors: refused };
    await browser.run(`(() => {
      const modal = document.getElementById('modal');
      modal.querySelector('input[type="text"]').value = 'x';
      modal.querySelector('form').requestSubmit();
    })()`);
    await shows('#modal .b-error', 'Say more.');
    await shows('#modal summary', 'Service 59');
    answer = {};
    await browser.run(`document.querySelector('#modal form').requestSubmit()`);
    await expect.poll(() => browser.run(`document.getElementById('modal').open`)).toBe(false);
  });

  it('asks before a button that wants to be asked for, and presses it then', async () => {
    const confirm = {
      title: plain('Resolve?'),
      text: plain('Checks run first.'),
      confirm: plain('Resolve'),
      deny: plain('No'),
    };
    await rig.client.chat.postMessage({
      channel: 'CINCIDENTS',
      text: 'card',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', style: 'danger', action_id: 'r', text: plain('Resolve'), confirm }],
        },
      ],
    });
    await shows('.b-actions button', 'Resolve');
    await browser.run(`document.querySelector('.b-actions button').click()`);
    await shows('#confirm', 'Checks run first.');
    await browser.run(`document.querySelector('#confirm button.primary').click()`);
    await expect.poll(() => browser.run(`document.getElementById('confirm').open`)).toBe(false);
  });

  it('moves the clock', async () => {
    const before = rig.clock.now;
    await browser.run(`document.querySelector('[data-advance="15m"]').click()`);
    await expect.poll(() => rig.clock.now - before).toBe(15 * 60_000);
    await shows('#clock', 'Mon 2 Mar, 10:15');
  });

  it('had nothing to complain of', () => {
    expect(browser.complaints).toEqual([]);
  });

  it('gives back what was typed when the playground is gone, and says so', async () => {
    await rig.close();
    await type('is anybody there');
    await shows('#notices', 'The playground is not running');
    await shows('#bot', 'The playground is not running');
    expect(await browser.run(`document.getElementById('text').value`)).toBe('is anybody there');
  });
});
