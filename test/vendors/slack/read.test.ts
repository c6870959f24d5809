import { describe, expect, it } from 'vitest';
import { type Answer, stubSlack } from '#test/vendors/slack/stub-slack.ts';

const message = {
  ts: '1772445600.000100',
  user: 'U1',
  text: 'disk &lt;full&gt; &amp; <@U2>',
  edited: { user: 'U1', ts: '1772445660.000000' },
  files: [{ name: 'graph.png' }, { mode: 'tombstone' }],
  reactions: [
    { name: 'eyes', users: ['U3'], count: 1 },
    { name: 'pushpin', users: ['U4'], count: 30 },
  ],
};
const parent = { ts: '1772445500.000100', user: 'U9', text: 'the first', thread_ts: '1772445500.000100' };
const place = { channel: 'C1', ts: message.ts, thread: null };
const permalink = 'https://apgms.slack.com/archives/C1/p1772445600000100';
const seen = {
  author: 'U1',
  text: 'disk <full> & <@U2>',
  files: ['graph.png'],
  editedAt: 1_772_445_660_000,
  pinnedBy: ['U4'],
  permalink,
};

const slackWith = (answers: Readonly<Record<string, Answer>>) =>
  stubSlack(() => ({
    'conversations.history': { ok: true, messages: [] },
    'conversations.replies': { ok: false, error: 'thread_not_found' },
    'chat.getPermalink': { ok: true, permalink },
    ...answers,
  }));

describe('a message', () => {
  it('is read as it stands, as it was typed', async () => {
    const { chat, calls } = await slackWith({ 'conversations.history': { ok: true, messages: [message] } });
    expect(await chat.read(place)).toEqual(seen);
    const { ts } = message;
    expect(calls.map(({ method }) => method)).toEqual(['conversations.history', 'chat.getPermalink']);
    expect(calls[0]?.args).toMatchObject({ channel: 'C1', latest: ts, oldest: ts, inclusive: 'true', limit: '1' });
  });

  it('in a thread is read there, although Slack lists the first message before it', async () => {
    const { chat, calls } = await slackWith({ 'conversations.replies': { ok: true, messages: [parent, message] } });
    expect(await chat.read({ ...place, thread: parent.ts })).toEqual(seen);
    expect(calls.map(({ method }) => method)).toEqual(['conversations.replies', 'chat.getPermalink']);
    expect(calls[0]?.args).toMatchObject({ ts: parent.ts, oldest: message.ts });
  });

  it('in a thread nobody spoke of is found by itself', async () => {
    const { chat, calls } = await slackWith({ 'conversations.replies': { ok: true, messages: [message] } });
    expect(await chat.read(place)).toEqual(seen);
    expect(calls.map(({ method, args }) => [method, args['ts']])).toEqual([
      ['conversations.history', undefined],
      ['conversations.replies', message.ts],
      ['chat.getPermalink', undefined],
    ]);
  });

  it.each([
    ['no longer there', {}],
    ['older than what Slack lists', { 'conversations.history': { ok: true, messages: [parent] } }],
    [
      'a stone over its thread',
      { 'conversations.history': { ok: true, messages: [{ ...message, subtype: 'tombstone' }] } },
    ],
    [
      'deleted just now',
      {
        'conversations.history': { ok: true, messages: [message] },
        'chat.getPermalink': { ok: false, error: 'message_not_found' },
      },
    ],
  ])('that is %s is gone', async (_, answers) => {
    const { chat } = await slackWith(answers);
    expect(await chat.read(place)).toBeNull();
  });

  it('of a bot without a user names the bot', async () => {
    const { user: _, ...unsigned } = { ...message, bot_id: 'B7', files: undefined, reactions: undefined };
    const { chat } = await slackWith({ 'conversations.history': { ok: true, messages: [unsigned] } });
    expect(await chat.read(place)).toMatchObject({ author: 'B7', files: [], pinnedBy: [] });
  });

  it('in a channel nobody knows is refused, not gone', async () => {
    const { chat } = await slackWith({ 'conversations.history': { ok: false, error: 'channel_not_found' } });
    await expect(chat.read(place)).rejects.toMatchObject({ code: 'channel_not_found', retryable: false });
  });
});
