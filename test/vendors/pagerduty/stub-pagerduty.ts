import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Pager } from '#src/ports/pager.ts';
import { createPager } from '#src/vendors/pagerduty/client.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface StubPagerDuty {
  readonly url: string;
  readonly pager: Pager;
  /** What was asked, in order. */
  readonly asked: readonly Asked[];
}

/** Our side of a PagerDuty at `apiUrl`, with little patience. */
export function pagerAt(apiUrl: string): Pager {
  return createPager({ token: 'a-token', apiUrl, fromEmail: 'bot@apgms.example', deadlineMs: 1_000 });
}

/** A PagerDuty that answers as the test says. It ends with the test. */
export async function stubPagerDuty(answer: (asked: Asked) => RequestListener): Promise<StubPagerDuty> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const url = new URL(request.url ?? '', 'http://stub');
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    asked.push(one);
    answer(one)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url, pager: pagerAt(url), asked };
}

export const says =
  (status: number, body: object | string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  };

/** An incident as PagerDuty writes one. */
export const anIncident = (changes: object = {}) => ({
  id: 'PGR0VU2',
  type: 'incident',
  incident_number: 1234,
  title: 'INC-42: bank-lines returns 500',
  status: 'triggered',
  incident_key: 'inc-42',
  service: { id: 'PSVC1', type: 'service_reference', summary: 'API Gateway' },
  urgency: 'high',
  html_url: 'https://apgms.pagerduty.com/incidents/PGR0VU2',
  created_at: '2026-11-18T16:00:00Z',
  assignments: [
    { at: '2026-11-18T16:00:00Z', assignee: { id: 'PANA', type: 'user_reference', summary: 'Ana Ferreira' } },
  ],
  ...changes,
});
