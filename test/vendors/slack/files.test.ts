import { describe, expect, it } from 'vitest';
import { IntegrationError } from '#src/errors.ts';
import { type Answer, stubSlack } from '#test/vendors/slack/stub-slack.ts';

const files = [
  { name: 'inc-42.md', title: 'Record', content: '# INC-42: “bank lines”\n' },
  { name: 'inc-42.json', title: 'Events', content: '[]' },
];
const shared = { channel: 'C1', title: 'INC-42 <!channel> & more', files };

const says =
  (status: number, body = ''): Answer =>
  (_, response) =>
    void response.writeHead(status).end(body);
const resets: Answer = (request) => request.socket.destroy();

function slackWith(answers: Readonly<Record<string, Answer>> = {}) {
  return stubSlack((url) => ({
    'files.getUploadURLExternal': { ok: true, upload_url: `${url}/upload`, file_id: 'F1' },
    '/upload': says(200, 'OK - 25'),
    'files.completeUploadExternal': { ok: true, files: [] },
    ...answers,
  }));
}

async function faultOf(call: Promise<unknown>) {
  const error = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof IntegrationError)) throw new Error('not an IntegrationError', { cause: error });
  const { code, retryable, ambiguous, call: of } = error;
  return { code, retryable, ambiguous, of };
}

describe('files to share', () => {
  it('go where Slack says, and are shared in one message that pings nobody', async () => {
    const { chat, calls, posted } = await slackWith();
    await chat.share(shared);
    expect(calls.map(({ method }) => method)).toEqual([
      'files.getUploadURLExternal',
      'files.getUploadURLExternal',
      'files.completeUploadExternal',
    ]);
    expect(calls[0]?.args).toMatchObject({ filename: 'inc-42.md', length: '27' });
    expect(posted.map(({ body }) => body).sort()).toEqual(files.map(({ content }) => content).sort());
    for (const { headers } of posted) expect(headers).not.toHaveProperty('authorization');
    expect(calls[2]?.args).toMatchObject({
      channel_id: 'C1',
      initial_comment: 'INC-42 &lt;!channel&gt; &amp; more',
      files: JSON.stringify([
        { id: 'F1', title: 'Record' },
        { id: 'F1', title: 'Events' },
      ]),
    });
  });

  it.each([
    [
      'Slack does not say where to',
      { 'files.getUploadURLExternal': says(500) },
      { code: 'http_500', retryable: true, of: 'files.getUploadURLExternal' },
    ],
    ['the upload fails', { '/upload': says(503) }, { code: 'http_503', retryable: true, of: 'upload' }],
    ['the upload is cut off', { '/upload': resets }, { code: 'reset', retryable: true, of: 'upload' }],
    ['the upload is refused', { '/upload': says(400) }, { code: 'http_400', retryable: false, of: 'upload' }],
  ] as const)('are not shared, without a doubt, when %s', async (_, answers, fault) => {
    const { chat, calls } = await slackWith(answers);
    expect(await faultOf(chat.share(shared))).toEqual({ ...fault, ambiguous: false });
    expect(calls.map(({ method }) => method)).not.toContain('files.completeUploadExternal');
  });

  it('are not shared where it turns out that they must not be, once they are uploaded', async () => {
    const { chat, calls, posted } = await slackWith();
    const ready = async () => {
      expect(posted).toHaveLength(files.length);
      throw new IntegrationError({ vendor: 'slack', code: 'not_now', retryable: false, ambiguous: false });
    };
    expect(await faultOf(chat.share({ ...shared, ready }))).toMatchObject({ code: 'not_now', ambiguous: false });
    expect(calls.map(({ method }) => method)).not.toContain('files.completeUploadExternal');
  });

  it('are in doubt when the answer of the last step is lost', async () => {
    const { chat } = await slackWith({ 'files.completeUploadExternal': resets });
    const of = 'files.completeUploadExternal';
    expect(await faultOf(chat.share(shared))).toEqual({ code: 'reset', retryable: true, ambiguous: true, of });
  });

  it.each(['https://example.com/upload', 'http://files.slack.com/upload', 'nowhere'])(
    'are sent to Slack only, not to %s',
    async (upload_url) => {
      const { chat, posted } = await slackWith({
        'files.getUploadURLExternal': { ok: true, upload_url, file_id: 'F1' },
      });
      const fault = { code: 'foreign_upload_url', retryable: false, ambiguous: false, of: 'upload' };
      expect(await faultOf(chat.share(shared))).toEqual(fault);
      expect(posted).toEqual([]);
    },
  );
});

describe('files that were shared', () => {
  const title = 'INC-42 <!channel> & more, see api.apgms.example and https://ops.example';
  const text =
    'INC-42 &lt;!channel&gt; &amp; more, see <http://api.apgms.example|api.apgms.example> and <https://ops.example>';
  const message = { ts: '1772445600.000100', user: 'UBOT', text, files: [{ id: 'F1', name: 'inc-42.md' }] };

  it.each([
    ['ours with that title', message, true],
    ['ours with another title', { ...message, text: 'INC-4' }, false],
    ['ours with no file', { ...message, files: [] }, false],
    ["somebody else's with that title", { ...message, user: 'U1' }, false],
  ])('are found by a message of %s: %#', async (_, found, expected) => {
    const { chat, calls } = await slackWith({ 'conversations.history': { ok: true, messages: [found] } });
    expect(await chat.findShared({ channel: 'C1', title, since: 1_772_445_600_000 })).toBe(expected);
    expect(calls.find(({ method }) => method === 'conversations.history')?.args).toMatchObject({
      oldest: '1772445600.000000',
      inclusive: 'true',
    });
  });
});
