import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ear, lend } from './ear.ts';
import { type Rig, refusal, startRig } from './rig.ts';

let rig: Rig;
let ear: Ear;
let channel: string;
beforeEach(async () => {
  rig = await startRig();
  ear = await lend(rig);
  channel = (await rig.client.conversations.create({ name: 'inc-1' })).channel?.id ?? '';
  await ear.forget();
});
afterEach(async () => {
  ear.close();
  await rig.close();
});

const text = 'INC-1 — fünf';

/** The first two steps: an address, and the bytes. */
async function uploaded(filename = 'inc-1.md', content: string | FormData = text, length = Buffer.byteLength(text)) {
  const { upload_url = '', file_id = '' } = await rig.client.files.getUploadURLExternal({ filename, length });
  const answer = await fetch(upload_url, { method: 'POST', body: content });
  return { id: file_id, url: upload_url, status: answer.status };
}

describe("the app's files", () => {
  it('come in three steps and stand in one message', async () => {
    const first = await uploaded();
    const form = new FormData();
    form.append('filename', new Blob(['{}']), 'inc-1.json');
    const second = await uploaded('inc-1.json', form, 2);
    const files: [{ id: string; title: string }, ...{ id: string; title: string }[]] = [
      { id: first.id, title: 'Timeline' },
      { id: second.id, title: 'Data' },
    ];
    const done = await rig.client.files.completeUploadExternal({
      files,
      channel_id: channel,
      initial_comment: 'INC-1',
    });
    expect(done.files).toEqual(files);
    const { messages } = await rig.client.conversations.history({ channel, limit: 1 });
    expect(messages).toMatchObject([
      {
        user: 'UAPGMSBOT',
        text: 'INC-1',
        files: [
          {
            id: first.id,
            name: 'inc-1.md',
            title: 'Timeline',
            mimetype: 'text/markdown',
            size: Buffer.byteLength(text),
          },
          { id: second.id, name: 'inc-1.json', title: 'Data' },
        ],
      },
    ]);
    expect(await ear.events()).toMatchObject([{ type: 'message', subtype: 'file_share', upload: true, text: 'INC-1' }]);
    expect(await rig.control('GET', `files/${first.id}?as=ana`)).toMatchObject({ file: { content: text } });
  });

  it('stand in a thread where that is asked for', async () => {
    const { ts: thread_ts = '' } = await rig.client.chat.postMessage({ channel, text: 'parent' });
    const { id } = await uploaded();
    await rig.client.apiCall('files.completeUploadExternal', { files: [{ id }], channel_id: channel, thread_ts });
    const { messages } = await rig.client.conversations.replies({ channel, ts: thread_ts });
    expect(messages?.[1]).toMatchObject({ thread_ts, files: [{ title: 'inc-1.md' }] });
  });

  it('are seen by nobody before they are completed, and only by whoever sees the message', async () => {
    const hidden = (await rig.client.conversations.create({ name: 'inc-2', is_private: true })).channel?.id ?? '';
    const { id } = await uploaded();
    const unseen = { ok: false, error: `there is no file "${id}" to be seen` };
    expect(await rig.control('GET', `files/${id}`)).toEqual(unseen);
    await rig.client.files.completeUploadExternal({ files: [{ id }], channel_id: hidden });
    expect(await rig.control('GET', `files/${id}?as=ana`)).toEqual(unseen);
    await rig.client.conversations.invite({ channel: hidden, users: 'UANA' });
    expect(await rig.control('GET', `files/${id}?as=ana`)).toMatchObject({ file: { id } });
  });

  it('must come as long as announced, to an address that is known, and before they are completed', async () => {
    expect((await uploaded('x.md', 'short', 99)).status).toBe(400);
    const awaited = await rig.client.files.getUploadURLExternal({ filename: 'x.md', length: 3 });
    expect((await fetch(`${rig.url}/upload/v1/guessed`, { method: 'POST', body: 'abc' })).status).toBe(404);
    const complete = (id: string, where: string) =>
      refusal(rig.client.files.completeUploadExternal({ files: [{ id }], channel_id: where }));
    expect(await complete(awaited.file_id ?? '', channel)).toBe('file_not_found');
    expect(await complete('F0', channel)).toBe('file_not_found');
    const { id, url } = await uploaded();
    expect(await complete(id, 'CNOWHERE')).toBe('channel_not_found');
    expect(await complete(id, 'CINCIDENTS')).toBe('not_in_channel');
    expect(await complete(id, channel)).toBe('ok');
    expect(await complete(id, channel)).toBe('file_not_found');
    expect((await fetch(url, { method: 'POST', body: text })).status).toBe(404);
    expect(await refusal(rig.client.files.getUploadURLExternal({ filename: 'x', length: 0 }))).toBe('missing_argument');
  });

  it('are in the log of calls, and can meet faults on their way', async () => {
    await rig.control('POST', 'faults', { vendor: 'slack', method: 'upload_url', fault: 'error_before' });
    expect((await uploaded()).status).toBe(500);
    expect((await uploaded()).status).toBe(200);
    const calls = rig.workspace.log.calls().filter((one) => one.method === 'upload_url');
    expect(calls).toMatchObject([{ outcome: 'http_500' }, { outcome: 'ok', args: { name: 'inc-1.md' } }]);
  });
});

describe("people's files", () => {
  it('stand in the message they were dropped into, and the app hears of them', async () => {
    const files = [{ name: 'errors.log', content: 'ERROR 500' }];
    const { ts } = await rig.control('POST', 'message', { user: 'ana', channel: 'inc-1', text: 'look', files });
    const shared = (await ear.events()).filter((event) => event['subtype'] === 'file_share');
    expect(shared).toMatchObject([
      { user: 'UANA', text: 'look', ts, files: [{ name: 'errors.log', title: 'errors.log' }] },
    ]);
    const { messages } = await rig.control('GET', 'messages/inc-1?as=ben');
    expect(messages).toContainEqual(
      expect.objectContaining({ text: 'look', files: [expect.objectContaining({ name: 'errors.log' })] }),
    );
    const { messages: history } = await rig.client.conversations.history({ channel, limit: 1 });
    expect(history?.[0]).not.toHaveProperty('subtype');
  });

  it('need no words, but a message needs one of both', async () => {
    const say = (more: object) => rig.control('POST', 'message', { user: 'ana', channel: 'inc-1', ...more });
    expect(await say({ files: [{ name: 'a.txt', content: 'a' }] })).toMatchObject({ ok: true });
    expect((await say({})).error).toContain('a message needs text or files');
  });
});
