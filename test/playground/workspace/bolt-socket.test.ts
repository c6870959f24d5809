import { App, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type Rig, silent, startRig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ socket: true });
});
afterEach(() => rig.close());

const opened = z.object({ ok: z.literal(true), url: z.string() });
const frame = z.looseObject({ type: z.string(), envelope_id: z.string().optional(), payload: z.unknown().optional() });

async function connectionsOpen(token = rig.workspace.appToken): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${rig.url}/api/apps.connections.open`, { method: 'POST', headers })).json();
}

/** A raw client that answers each envelope with `answer`. */
async function connect(answer: (payload: unknown) => unknown) {
  const { url } = opened.parse(await connectionsOpen());
  const socket = new WebSocket(url);
  const frames: z.infer<typeof frame>[] = [];
  const hello = Promise.withResolvers<void>();
  socket.on('error', hello.reject);
  socket.on('message', (data) => {
    const received = frame.parse(JSON.parse(String(data)));
    frames.push(received);
    if (received.type === 'hello') hello.resolve();
    const { envelope_id, payload } = received;
    if (envelope_id !== undefined) socket.send(JSON.stringify({ envelope_id, payload: answer(payload) }));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await hello.promise;
  return { socket, frames, closed };
}

it('carries a command over the socket and its answer back', async () => {
  const { frames } = await connect(() => ({ text: 'over the wire' }));
  expect(await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'hi' })).toMatchObject({
    ok: true,
    response: { text: 'over the wire' },
  });
  expect(frames).toMatchObject([
    { type: 'hello', num_connections: 1, connection_info: { app_id: 'AAPGMSOPS' } },
    { type: 'slash_commands', accepts_response_payload: true, payload: { command: '/apgms', text: 'hi' } },
  ]);
});

it('says dispatch_failed when no socket is open', async () => {
  expect(await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'hi' })).toMatchObject({
    error: 'dispatch_failed',
  });
});

it('uses each ticket once, and wants the app token for it', async () => {
  const { url } = opened.parse(await connectionsOpen());
  const first = new WebSocket(url);
  await new Promise((resolve) => first.once('open', resolve));
  const second = new WebSocket(url);
  const status = await new Promise((resolve) => {
    second.once('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
  expect(status).toBe(403);
  expect(await connectionsOpen(rig.workspace.botToken)).toMatchObject({ ok: false, error: 'not_allowed_token_type' });
});

it('drops, refuses and warns sockets on command', async () => {
  const { closed, frames } = await connect(() => undefined);
  await rig.control('POST', 'faults', { vendor: 'slack', socket: 'warn' });
  await rig.control('POST', 'faults', { vendor: 'slack', socket: 'invalid_auth' });
  expect(await connectionsOpen()).toMatchObject({ ok: false, error: 'invalid_auth' });
  await rig.control('POST', 'faults', { vendor: 'slack', socket: 'refuse' });
  await expect(connect(() => undefined)).rejects.toThrow('503');
  await rig.control('POST', 'faults', { vendor: 'slack', socket: 'drop' });
  await closed;
  expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'warning' });
});

it('serves a Bolt app in Socket Mode', async () => {
  const clientOptions = { slackApiUrl: `${rig.url}/api/` };
  const { appToken, botToken } = rig.workspace;
  const receiver = new SocketModeReceiver({ appToken, logger: silent, installerOptions: { clientOptions } });
  const app = new App({ token: botToken, receiver, logger: silent, convoStore: false, clientOptions });
  app.command('/apgms', async ({ ack, command }) => ack(`socket says ${command.text}`));
  const heard = Promise.withResolvers<string>();
  app.event('reaction_added', async ({ event }) => heard.resolve(event.reaction));
  await app.start();

  expect(await rig.control('POST', 'command', { user: 'ben', channel: 'incidents', text: 'hello' })).toMatchObject({
    response: { text: 'socket says hello' },
  });
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
  const { ts } = await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text: 'x' });
  await rig.control('POST', 'reaction', { user: 'ben', channel: 'incidents', ts, name: ':pushpin:' });
  expect(await heard.promise).toBe('pushpin');
  await receiver.client.disconnect();
});
