import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ear, lend } from './ear.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let ear: Ear;
beforeEach(async () => {
  rig = await startRig();
  ear = await lend(rig);
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
  await ear.forget();
});
afterEach(async () => {
  ear.close();
  await rig.close();
});

const say = async (text: string, more: object = {}) =>
  String((await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text, ...more }))['ts']);
const change = (op: string, more: object = {}) =>
  rig.control('POST', 'channel', { op, user: 'ana', channel: 'incidents', ...more });
const privately = async (name: string, users: string) => {
  const channel = (await rig.client.conversations.create({ name, is_private: true })).channel?.id ?? '';
  await rig.client.conversations.invite({ channel, users });
  await ear.forget();
  return channel;
};

describe('the app hears of messages', () => {
  it('in threads, with whose they are', async () => {
    const parent = await say('parent');
    await say('reply', { user: 'ben', thread_ts: parent });
    expect((await ear.events()).at(-1)).toMatchObject({
      type: 'message',
      user: 'UBEN',
      text: 'reply',
      thread_ts: parent,
      parent_user_id: 'UANA',
      channel: 'CINCIDENTS',
      channel_type: 'channel',
      client_msg_id: expect.any(String),
    });
  });

  it('shown in the channel too, with the one they answer', async () => {
    const parent = await say('parent');
    await say('all clear', { thread_ts: parent, reply_broadcast: true });
    expect((await ear.events()).at(-1)).toMatchObject({
      subtype: 'thread_broadcast',
      text: 'all clear',
      root: { ts: parent, reply_count: 1 },
    });
  });

  it('that were edited or deleted, with what they were', async () => {
    const ts = await say('helo');
    await rig.control('POST', 'message/edit', { user: 'ana', channel: 'incidents', ts, text: 'hello' });
    await rig.control('POST', 'message/delete', { user: 'ana', channel: 'incidents', ts });
    const [, edited, deleted] = await ear.events();
    expect(edited).toMatchObject({
      subtype: 'message_changed',
      hidden: true,
      channel: 'CINCIDENTS',
      message: { ts, text: 'hello', user: 'UANA', edited: { user: 'UANA' } },
      previous_message: { ts, text: 'helo' },
    });
    expect(deleted).toMatchObject({ subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'hello' } });
  });

  it('that were deleted though they had replies, as of a tombstone', async () => {
    const ts = await say('parent');
    await say('reply', { thread_ts: ts });
    await rig.control('POST', 'message/delete', { user: 'ana', channel: 'incidents', ts });
    expect((await ear.events()).at(-1)).toMatchObject({
      subtype: 'message_changed',
      message: { ts, subtype: 'tombstone', user: 'USLACKBOT' },
      previous_message: { ts, text: 'parent' },
    });
  });

  it('that name it, twice; in threads, and again when they are edited', async () => {
    const parent = await say('parent');
    const ts = await say('@APGMS status', { thread_ts: parent });
    await rig.control('POST', 'message/edit', { user: 'ana', channel: 'incidents', ts, text: '@apgms show' });
    const mentions = (await ear.events()).filter((event) => event['type'] === 'app_mention');
    expect(mentions).toMatchObject([
      { user: 'UANA', text: '<@UAPGMSBOT> status', ts, thread_ts: parent, channel: 'CINCIDENTS' },
      { user: 'UANA', text: '<@UAPGMSBOT> show', ts, thread_ts: parent, edited: { user: 'UANA' } },
    ]);
    expect(mentions[0]).not.toHaveProperty('channel_type');
    expect(mentions[0]).not.toHaveProperty('edited');
  });

  it('nowhere it is not a member', async () => {
    await rig.control('POST', 'message', { user: 'ana', channel: 'general', text: 'hi @apgms' });
    expect(await ear.events()).toEqual([]);
  });
});

it('hears of reactions, and of their end', async () => {
  const ts = await say('the pool is exhausted');
  const pin = (remove: boolean) =>
    rig.control('POST', 'reaction', { user: 'ben', channel: 'incidents', ts, name: 'pushpin', remove });
  await ear.forget();
  await pin(false);
  await pin(true);
  const item = { type: 'message', channel: 'CINCIDENTS', ts };
  const reaction = { user: 'UBEN', reaction: 'pushpin', item_user: 'UANA', item };
  expect(await ear.events()).toMatchObject([
    { type: 'reaction_added', ...reaction },
    { type: 'reaction_removed', ...reaction },
  ]);
});

it('hears of somebody who opens its home, with the view they had', async () => {
  const home = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  const opened = { type: 'app_home_opened', user: 'UANA', tab: 'home', channel: expect.stringMatching(/^D/) };
  await rig.control('POST', 'home/ana', {});
  expect(await ear.events()).toEqual([{ ...opened, event_ts: expect.any(String) }]);
  await rig.client.views.publish({ user_id: 'UANA', view: home });
  await rig.control('POST', 'home/ana', {});
  expect((await ear.events()).at(-1)).toMatchObject({ ...opened, view: { type: 'home', hash: expect.any(String) } });
});

describe('the app hears of channels', () => {
  it('and who comes and goes', async () => {
    await change('leave', { user: 'emil' });
    await change('invite', { who: 'emil' });
    await change('kick', { who: 'emil' });
    const moves = (await ear.events()).filter((event) => String(event['type']).startsWith('member_'));
    const where = { user: 'UEMIL', channel: 'CINCIDENTS', channel_type: 'C', team: 'TAPGMS' };
    expect(moves).toMatchObject([
      { type: 'member_left_channel', ...where },
      { type: 'member_joined_channel', ...where, inviter: 'UANA' },
      { type: 'member_left_channel', ...where },
    ]);
  });

  it.each([
    ['public', 'channel', { user: 'UANA' }],
    ['private', 'group', { actor_id: 'UANA' }],
  ] as const)('that are %s by names of their own', async (kind, family, reopener) => {
    const channel = await privately('inc-7', 'UANA,UBEN');
    if (kind === 'public') await change('convert', { channel: 'inc-7', to: 'public' });
    await ear.forget();
    await change('rename', { channel: 'inc-7', name: 'inc-8' });
    await change('archive', { channel: 'inc-8' });
    const told = async () => (await ear.events()).filter((event) => event['type'] !== 'message');
    expect(await told()).toMatchObject([
      { type: `${family}_rename`, channel: { id: channel, name: 'inc-8', created: expect.any(Number) } },
      { type: `${family}_archive`, channel, user: 'UANA' },
    ]);
    await ear.forget();
    await change('unarchive', { channel: 'inc-8' });
    // Archiving puts the app out, and private channels are told of to members only.
    expect(await told()).toMatchObject(kind === 'public' ? [{ type: 'channel_unarchive', channel, ...reopener }] : []);
    await change('invite_bot', { channel: 'inc-8' });
    expect((await told()).at(-1)).toMatchObject({ type: 'member_joined_channel', user: 'UAPGMSBOT', inviter: 'UANA' });
  });

  it('that it is put out of, and nothing more of them', async () => {
    const channel = await privately('inc-7', 'UANA');
    await change('kick_bot');
    await change('kick_bot', { channel: 'inc-7' });
    await say('behind your back');
    expect((await ear.events()).filter((event) => event['type'] !== 'message')).toMatchObject([
      { type: 'channel_left', channel: 'CINCIDENTS', actor_id: 'UANA' },
      { type: 'group_left', channel, actor_id: 'UANA' },
    ]);
    expect(JSON.stringify(await ear.events())).not.toContain('behind your back');
  });

  it('that become private by a line in them only', async () => {
    const channel = await privately('inc-7', 'UANA');
    await change('convert', { channel: 'inc-7', to: 'public' });
    await change('convert', { channel: 'inc-7', to: 'private' });
    expect(await ear.events()).toMatchObject([
      { type: 'message', subtype: 'channel_convert_to_public', channel, channel_type: 'channel' },
      { type: 'message', subtype: 'channel_convert_to_private', channel, channel_type: 'group' },
    ]);
    expect((await rig.client.conversations.info({ channel })).channel).toMatchObject({ is_private: true });
  });
});

describe('what is not subscribed to', () => {
  it('is not told', async () => {
    const deaf = await startRig({ events: [] });
    const other = await lend(deaf);
    await deaf.client.conversations.join({ channel: 'CINCIDENTS' });
    await deaf.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'hi @apgms' });
    await deaf.control('POST', 'home/ana', {});
    expect(await other.events()).toEqual([]);
    other.close();
    await deaf.close();
  });
});

describe('people', () => {
  it.each([
    ['archive', { channel: 'general' }, '#general cannot be archived'],
    ['unarchive', {}, '#incidents is not archived'],
    ['join', { user: 'ana' }, 'ana is in #incidents already'],
    ['leave', { channel: 'general', user: 'gus' }, undefined],
    ['join', { user: 'gus' }, 'gus cannot see "incidents"'],
    ['invite', { who: 'ole' }, 'ole is deactivated'],
    ['invite', { who: 'ben' }, 'ben is in #incidents already'],
    ['kick', { who: 'gus' }, 'gus is not in #incidents'],
    ['rename', { name: 'general' }, 'name_taken'],
    ['convert', { channel: 'general', to: 'private' }, 'it cannot become private'],
  ])('%s %j: %s', async (op, more, error) => {
    expect((await change(op, more)).error).toBe(error);
  });

  it('can do nothing in what is archived but open it again', async () => {
    const ts = await say('x');
    await change('archive');
    const at = { user: 'ana', channel: 'incidents', ts };
    const error = '#incidents is archived';
    expect(await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'x' })).toMatchObject({
      error,
    });
    expect(await rig.control('POST', 'message/edit', { ...at, text: 'y' })).toMatchObject({ error });
    expect(await rig.control('POST', 'reaction', { ...at, name: 'eyes' })).toMatchObject({ error });
    expect(await change('leave')).toMatchObject({ error });
    expect(await change('unarchive')).toMatchObject({ ok: true });
    expect(await say('y')).toMatch(/^\d/);
  });
});
