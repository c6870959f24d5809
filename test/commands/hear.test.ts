import { afterEach, describe, expect, it } from 'vitest';
import { listeners } from '#commands/index.ts';
import { eventOf, openDoor } from '#test/slack/open-door.ts';

const identity = { botId: 'B1', botUserId: 'UBOT' };
const place = { type: 'message', channel: 'C1', channel_type: 'channel' };
const pin = {
  type: 'reaction_added',
  user: 'U1',
  reaction: 'pushpin',
  item: { type: 'message', channel: 'C1', ts: '1.1' },
  event_ts: '1.5',
};

/** There is no database behind this door: whoever asks it for anything fails, and the event is not acknowledged. */
describe('without a database', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  const changed = (message: object, previous: object) => ({
    ...place,
    subtype: 'message_changed',
    message: { ts: '1.1', user: 'U1', ...message },
    previous_message: { ts: '1.1', user: 'U1', ...previous },
    event_ts: '1.5',
  });

  it.each([
    ['an ordinary message', { ...place, user: 'U1', ts: '1.1', text: 'hello' }],
    ['a reply', { ...place, user: 'U1', ts: '1.2', thread_ts: '1.1', text: 'hello' }],
    ['a message with files', { ...place, subtype: 'file_share', user: 'U1', ts: '1.1', text: '', files: [] }],
    ['a message of a bot', { ...place, subtype: 'bot_message', bot_id: 'B7', ts: '1.1', text: 'alert' }],
    ['a coming', { ...place, subtype: 'channel_join', user: 'U1', ts: '1.1', text: 'U1 has joined' }],
    ['a link that was unfolded', changed({ text: 'see it', attachments: [{}] }, { text: 'see it' })],
    ['a message of ours that we renewed', changed({ user: 'UBOT', bot_id: 'B1', text: 'two' }, { text: 'one' })],
    ['another reaction', { ...pin, reaction: 'eyes' }],
    ['a reaction to a file', { ...pin, item: { type: 'file', file: 'F1' } }],
    ['another reaction taken back', { ...pin, type: 'reaction_removed', reaction: 'eyes' }],
  ])('%s is no business of ours', async (_, event) => {
    door = await openDoor({ listeners, identity });
    expect((await door.event(eventOf(event))).status).toBe(200);
    expect(door.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['a pin', pin],
    ['a pin that came off', { ...pin, type: 'reaction_removed' }],
    ['an edit', changed({ text: 'two' }, { text: 'one' })],
    ['a deletion', { ...place, subtype: 'message_deleted', deleted_ts: '1.1' }],
    ['a stone over a thread', changed({ subtype: 'tombstone', user: 'USLACKBOT', text: 'gone' }, { text: 'one' })],
    ['a channel’s new name', { type: 'channel_rename', channel: { id: 'C1', name: 'new' } }],
    ['a private channel’s new name', { type: 'group_rename', channel: { id: 'C1', name: 'new' } }],
    ['a channel’s end', { type: 'channel_archive', channel: 'C1', user: 'U1', event_ts: '1.1' }],
    ['a private channel’s return', { type: 'group_unarchive', channel: 'C1', actor_id: 'U1', event_ts: '1.1' }],
    ['somebody’s coming', { type: 'member_joined_channel', channel: 'C1', user: 'U1', inviter: 'U2' }],
    ['our own coming', { type: 'member_joined_channel', channel: 'C1', user: 'UBOT' }],
    ['somebody’s going', { type: 'member_left_channel', channel: 'C1', user: 'U1' }],
  ])('%s is asked for again', async (_, event) => {
    door = await openDoor({ listeners, identity });
    expect((await door.event(eventOf(event))).status).toBe(500);
  });
});
