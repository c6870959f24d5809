import { App, HTTPReceiver, type ViewSubmitAction } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Rig, signingSecret, silent, startRig } from './rig.ts';

let rig: Rig;
let app: App;
const heard: string[] = [];

const modal = {
  type: 'modal' as const,
  callback_id: 'declare',
  title: { type: 'plain_text' as const, text: 'Declare' },
  submit: { type: 'plain_text' as const, text: 'Declare' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'title',
      label: { type: 'plain_text' as const, text: 'Title' },
      element: { type: 'plain_text_input' as const, action_id: 'title' },
    },
    {
      type: 'input' as const,
      block_id: 'lead',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Lead' },
      element: { type: 'users_select' as const, action_id: 'lead' },
    },
  ],
};

beforeAll(async () => {
  rig = await startRig();
  const receiver = new HTTPReceiver({ signingSecret, port: 0, logger: silent });
  app = new App({
    token: rig.workspace.botToken,
    receiver,
    logger: silent,
    convoStore: false,
    clientOptions: { slackApiUrl: `${rig.url}/api/` },
  });
  app.command('/apgms', async ({ command, ack, client, respond }) => {
    if (command.text === 'open') await client.views.open({ trigger_id: command.trigger_id, view: modal });
    if (command.text === 'later') await respond({ text: 'this came by response_url' });
    if (command.text === 'silence') return;
    if (command.text === 'fail') throw new Error('a bug');
    await ack(command.text === 'open' ? undefined : { text: `you said ${command.text}` });
  });
  app.view<ViewSubmitAction>('declare', async ({ ack, view }) => {
    const title = view.state.values['title']?.['title']?.value;
    heard.push(`lead ${view.state.values['lead']?.['lead']?.selected_user}`);
    if (title === 'bad') await ack({ response_action: 'errors', errors: { title: 'too vague' } });
    else await ack();
  });
  app.action(/.*/, async ({ ack, body, respond }) => {
    await ack();
    heard.push(body.type);
    await respond({ text: 'pressed', replace_original: true });
  });
  app.event('app_mention', async ({ event }) => void heard.push(`mention ${event.text}`));
  app.event('reaction_added', async ({ event }) => void heard.push(`reaction ${event.reaction}`));
  app.message(/.*/, async ({ message, context }) => {
    heard.push(`message ${'text' in message ? message.text : ''}${context.retryNum ? ' again' : ''}`);
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = 'address' in server ? server.address() : null;
  rig.bot.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
});

beforeEach(async () => {
  await rig.workspace.idle();
  heard.length = 0;
});

afterAll(async () => {
  await app.stop();
  await rig.close();
});

it('shows the person what the bot answers to a command', async () => {
  expect(
    await rig.control('POST', 'command', { user: 'ana', channel: '#incidents', text: 'hello @ben' }),
  ).toMatchObject({
    ok: true,
    response: { response_type: 'ephemeral', text: 'you said hello <@UBEN|ben>' },
    view: null,
  });
});

it('shows what came by response_url while the command was under way', async () => {
  expect(await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'later' })).toMatchObject({
    response: { text: 'you said later' },
    ephemerals: [{ text: 'this came by response_url', only_visible_to: 'ana' }],
  });
});

it('tells the person of a bot that failed', async () => {
  expect(await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'fail' })).toMatchObject({
    ok: false,
    error: 'dispatch_failed',
  });
});

it('delivers the same command as often as asked', async () => {
  const seen = await rig.control('POST', 'command', {
    user: 'ana',
    channel: 'incidents',
    text: 'twice',
    delivery_times: 2,
    at_once: true,
  });
  expect(seen['answers']).toEqual([
    { ok: true, body: { text: 'you said twice' } },
    { ok: true, body: { text: 'you said twice' } },
  ]);
});

it('opens a modal, shows its errors, and closes it when the bot accepts', async () => {
  const opened = await rig.control('POST', 'command', { user: 'ben', channel: 'incidents', text: 'open' });
  expect(opened).toMatchObject({ ok: true, view: { callback_id: 'declare' } });
  const { views } = await rig.control('GET', 'views/ben');
  expect(views).toMatchObject([{ callback_id: 'declare' }]);
  const view_id = rig.workspace.state.modals.get('UBEN')?.[0]?.id;

  expect(await rig.control('POST', 'submit', { user: 'ben', view_id, values: {} })).toMatchObject({
    ok: false,
    errors: { title: 'Please complete this required field.' },
  });
  expect(await rig.control('POST', 'submit', { user: 'ben', view_id, values: { title: 'bad' } })).toMatchObject({
    ok: false,
    errors: { title: 'too vague' },
    view: { id: view_id },
  });
  expect(
    await rig.control('POST', 'submit', { user: 'ben', view_id, values: { title: 'fine', lead: 'chen' } }),
  ).toMatchObject({ ok: true, errors: null, view: null });
  expect(heard).toEqual(['lead null', 'lead UCHEN']);
});

it('presses a button, and lets the bot replace the message by its response_url', async () => {
  const { ts } = await rig.client.chat.postMessage({
    channel: 'CINCIDENTS',
    text: 'a card',
    blocks: [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'ack', text: { type: 'plain_text', text: 'Acknowledge' }, value: '1' }],
      },
    ],
  });
  expect(
    await rig.control('POST', 'action', { user: 'ana', channel: 'incidents', ts, action_id: 'ack' }),
  ).toMatchObject({ ok: true });
  await expect
    .poll(() => rig.workspace.state.channels.get('CINCIDENTS')?.messages.find((message) => message.ts === ts)?.text)
    .toBe('pressed');
});

it('tells the bot what is said and done where it is a member, and nowhere else', async () => {
  const there = await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'hi @apgms' });
  await rig.control('POST', 'message', { user: 'ana', channel: 'general', text: 'not for you' });
  await rig.control('POST', 'reaction', { user: 'ben', channel: 'incidents', ts: there['ts'], name: 'eyes' });
  await rig.workspace.idle();
  expect(heard.toSorted()).toEqual(['mention hi <@UAPGMSBOT>', 'message hi <@UAPGMSBOT>', 'reaction eyes']);
});

it('says dispatch_failed while the bot is down, and tries its events again on the clock', async () => {
  const { url } = rig.bot;
  rig.bot.url = null;
  expect(await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'x' })).toMatchObject({
    ok: false,
    error: 'dispatch_failed',
  });
  await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'anybody?' });
  rig.bot.url = url;
  await rig.control('POST', 'clock', { advance: '59s' });
  expect(heard).toEqual([]);
  await rig.control('POST', 'clock', { advance: '1s' });
  expect(heard).toEqual(['message anybody? again']);
});
