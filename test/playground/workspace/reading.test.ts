import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Rig, refusal, startRig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

async function madeChannel(name: string, is_private = false): Promise<string> {
  const { channel } = await rig.client.conversations.create({ name, is_private });
  return channel?.id ?? '';
}

it('finds a thread by its first message, which leads whatever the range', async () => {
  const channel = await madeChannel('inc-1');
  const { client } = rig;
  const { ts: thread_ts = '' } = await client.chat.postMessage({ channel, text: 'parent' });
  const metadata = { event_type: 'effect', event_payload: { id: 'inc-1.9.update' } };
  const { ts: reply = '' } = await client.chat.postMessage({ channel, thread_ts, text: 'reply', metadata });
  await client.chat.postMessage({ channel, thread_ts, text: 'later' });
  const range = { latest: reply, oldest: reply, inclusive: true, include_all_metadata: true };
  const found = await client.conversations.replies({ channel, ts: thread_ts, ...range });
  expect(found.messages).toMatchObject([{ text: 'parent' }, { text: 'reply', metadata, parent_user_id: 'UAPGMSBOT' }]);
  expect((await client.conversations.replies({ channel, ts: reply })).messages).toMatchObject([{ text: 'reply' }]);
  expect(await refusal(client.conversations.replies({ channel, ts: '1.000000' }))).toBe('thread_not_found');
  expect(await refusal(client.conversations.history({ channel, latest: 'now' }))).toBe('invalid_ts_latest');
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: reply });
  expect(permalink).toContain(`/p${reply.replace('.', '')}?thread_ts=${thread_ts}&cid=${channel}`);
  expect(await refusal(client.chat.getPermalink({ channel, message_ts: '1.000000' }))).toBe('message_not_found');
});

it('lists one message with its reactions, files and edits', async () => {
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
  const files = [{ name: 'errors.log', title: 'Errors', content: '500' }];
  const said = await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'helo', files });
  const ts = String(said['ts']);
  const at = { channel: 'incidents', ts };
  for (const user of ['ben', 'chen']) await rig.control('POST', 'reaction', { ...at, user, name: 'pushpin' });
  await rig.control('POST', 'message/edit', { ...at, user: 'ana', text: 'hello' });
  await rig.control('POST', 'message', { user: 'ben', channel: 'incidents', text: 'later' });
  const one = { channel: 'CINCIDENTS', latest: ts, oldest: ts, inclusive: true, limit: 1 };
  expect((await rig.client.conversations.history(one)).messages).toMatchObject([
    {
      text: 'hello',
      reactions: [{ name: 'pushpin', users: ['UBEN', 'UCHEN'], count: 2 }],
      files: [{ id: expect.stringMatching(/^F/), name: 'errors.log', title: 'Errors' }],
      edited: { user: 'UANA' },
    },
  ]);
});

it('whispers to members only, and in a thread only where somebody has replied', async () => {
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
  const { ts: thread_ts = '' } = await rig.client.chat.postMessage({ channel: 'CINCIDENTS', text: 'parent' });
  const whisper = (user: string) =>
    refusal(rig.client.chat.postEphemeral({ channel: 'CINCIDENTS', user, thread_ts, text: 'psst' }));
  expect(await whisper('UGUS')).toBe('user_not_in_channel');
  expect(await whisper('UANA')).toBe('ok');
  const seen = async () => JSON.stringify(await rig.control('GET', 'messages/incidents?as=ana'));
  expect(await seen()).not.toContain('psst');
  await rig.control('POST', 'message', { user: 'ben', channel: 'incidents', text: 'reply', thread_ts });
  expect(await seen()).toContain('psst');
  const { messages } = await rig.client.conversations.replies({ channel: 'CINCIDENTS', ts: thread_ts });
  expect(messages).toMatchObject([{ text: 'parent', reply_count: 1 }, { text: 'reply' }]);
});

it('enters public channels, and no others', async () => {
  const channel = await madeChannel('inc-1', true);
  expect(await refusal(rig.client.conversations.join({ channel }))).toBe('method_not_supported_for_channel_type');
  await rig.client.conversations.join({ channel: 'CROOM' });
  expect((await rig.client.conversations.info({ channel: 'CROOM' })).channel).toMatchObject({
    name: 'incident-room',
    is_member: true,
    is_private: false,
    is_archived: false,
  });
  expect(await refusal(rig.client.conversations.info({ channel: 'CNOWHERE' }))).toBe('channel_not_found');
});

it('publishes a home tab, minding the hash', async () => {
  const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  const { client } = rig;
  const first = await client.views.publish({ user_id: 'UANA', view });
  const second = await client.views.publish({ user_id: 'UANA', view, hash: first.view?.hash ?? '' });
  expect(second.view).toMatchObject({ id: first.view?.id, type: 'home' });
  expect(await refusal(client.views.publish({ user_id: 'UANA', view, hash: first.view?.hash ?? '' }))).toBe(
    'hash_conflict',
  );
  expect(await refusal(client.views.publish({ user_id: 'UNOBODY', view }))).toBe('invalid_arguments');
  const homeless = await startRig({ hasHome: false });
  expect(await refusal(homeless.client.views.publish({ user_id: 'UANA', view }))).toBe('not_enabled');
  await homeless.close();
});
