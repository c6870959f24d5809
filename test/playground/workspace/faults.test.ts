import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Rig, refusal, startRig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const post = (text = 'x', channel = 'CINCIDENTS') => rig.client.chat.postMessage({ channel, text });
const fault = (given: object) =>
  rig.control('POST', 'faults', { vendor: 'slack', method: 'chat.postMessage', ...given });
const posted = () => rig.workspace.state.channels.get('CINCIDENTS')?.messages.length;

it.each([
  ['error_before', 0, 0],
  ['error_after', 1, 0],
  ['reset_before', 0, 0],
  ['reset_after', 1, 0],
  ['kill_before', 0, 1],
  ['kill_after_applying', 1, 1],
])(
  'loses an answer by %s, with the message posted %i times and the bot killed %i times',
  async (kind, applied, kills) => {
    await fault({ fault: kind });
    await expect(post()).rejects.toThrow();
    expect(posted()).toBe(applied);
    expect(rig.kills.count).toBe(kills);
    expect(await post()).toMatchObject({ ok: true });
  },
);

it('kills the bot only after it has the answer', async () => {
  await fault({ fault: 'kill_after_answering' });
  expect(await post()).toMatchObject({ ok: true });
  await expect.poll(() => rig.kills.count).toBe(1);
});

it('refuses with the code it was given, and says when to come back', async () => {
  await fault({ fault: 'refuse', error: 'restricted_action' });
  expect(await refusal(post())).toBe('restricted_action');
  await fault({ fault: 'rate_limit', retry_after: 30 });
  await expect(post()).rejects.toMatchObject({ retryAfter: 30 });
});

it('waits for the right call: by channel, by what is said, after some that pass', async () => {
  await fault({ fault: 'refuse', error: 'a', channel: '#incident-room' });
  await fault({ fault: 'refuse', error: 'b', match: 'secret', skip: 1 });
  expect(await refusal(post('plain'))).toBe('ok');
  expect(await refusal(post('secret'))).toBe('ok');
  expect(await refusal(post('secret'))).toBe('b');
  expect(await refusal(post('plain', 'CROOM'))).toBe('a');
  expect(await rig.control('GET', 'faults')).toEqual({ faults: [] });
});

it('stays down until it is lifted', async () => {
  await rig.control('POST', 'faults', { vendor: 'slack', fault: 'error_before', times: 'forever' });
  await expect(post()).rejects.toThrow();
  await expect(rig.client.auth.test()).rejects.toThrow();
  await rig.control('DELETE', 'faults');
  expect(await post()).toMatchObject({ ok: true });
});

it('writes every call down in order, without the token', async () => {
  await fault({ fault: 'error_after' });
  await expect(post('lost answer')).rejects.toThrow();
  await refusal(post('nowhere', 'CNOWHERE'));
  const log = await rig.control('GET', 'log');
  expect(log['calls']).toMatchObject([
    {
      seq: 1,
      vendor: 'slack',
      method: 'chat.postMessage',
      args: { text: 'lost answer' },
      outcome: 'http_500',
      fault: 'error_after',
    },
    { seq: 2, method: 'chat.postMessage', args: { text: 'nowhere' }, outcome: 'channel_not_found' },
  ]);
  expect(JSON.stringify(log)).not.toContain(rig.workspace.botToken);
});

it('says what is wrong with a fault it does not know', async () => {
  expect(await fault({ fault: 'meteor' })).toMatchObject({ ok: false });
});

it('takes none for a vendor that has no fake: it would never come', async () => {
  const answer = await rig.control('POST', 'faults', { vendor: 'pagerdty', fault: 'error_before' });
  expect(answer.ok).not.toBe(true);
  expect(JSON.stringify(answer)).toContain('pagerduty');
});
