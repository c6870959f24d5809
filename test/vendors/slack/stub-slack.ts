import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Chat } from '#src/ports/chat.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { silentLog } from '#test/support/log.ts';

export type Answer = object | ((request: IncomingMessage, response: ServerResponse) => void);

export interface StubSlack {
  readonly url: string;
  readonly chat: Chat;
  /** What was asked, in order: the method, and its arguments as they came. */
  readonly calls: readonly { readonly method: string; readonly args: Readonly<Record<string, string>> }[];
  /** Bodies of everything that is no call of the Web API. */
  readonly posted: readonly { readonly path: string; readonly headers: object; readonly body: string }[];
}

const we = { ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1' };

/** A Slack that answers each method with what the test says. It ends with the test. */
export async function stubSlack(answers: (url: string) => Readonly<Record<string, Answer>>): Promise<StubSlack> {
  const calls: StubSlack['calls'][number][] = [];
  const posted: StubSlack['posted'][number][] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const path = request.url ?? '';
    const method = path.replace('/api/', '');
    if (path.startsWith('/api/')) calls.push({ method, args: Object.fromEntries(new URLSearchParams(body)) });
    else posted.push({ path, headers: request.headers, body });
    const answer = known[path.startsWith('/api/') ? method : path] ?? { ok: false, error: 'unknown_method' };
    if (typeof answer === 'function') answer(request, response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const known: Readonly<Record<string, Answer>> = { 'auth.test': we, ...answers(url) };
  return { url, chat: createChat({ token: 'xoxb-test', apiUrl: `${url}/api/`, log: silentLog }), calls, posted };
}
