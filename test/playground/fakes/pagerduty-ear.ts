import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const delivered = z.object({
  event: z.object({
    id: z.string(),
    event_type: z.string(),
    resource_type: z.string(),
    occurred_at: z.string(),
    agent: z.looseObject({ id: z.string(), type: z.string() }).nullable(),
    client: z.looseObject({}).nullable(),
    data: z.looseObject({ type: z.string() }),
  }),
});

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly event: z.infer<typeof delivered>['event'];
}

/** A bot that hears webhooks and answers as it is told. */
export interface Ear {
  /** Where it is; `null`: it is down. */
  url: string | null;
  /** What it answers from now on; `hang`: nothing. */
  answer: number | 'hang';
  /** What came, in order. */
  readonly heard: readonly Heard[];
  /** The types of the events that came, in order. */
  types(): readonly string[];
  forget(): void;
}

/** It ends with the test. */
export async function openEar(): Promise<Ear> {
  let heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const raw = await buffer(request);
    const isOurs = request.method === 'POST' && request.url === '/webhooks/pagerduty';
    if (isOurs) {
      const { event } = delivered.parse(JSON.parse(raw.toString()));
      heard.push({ headers: request.headers, raw, event });
    }
    if (ear.answer !== 'hang') response.writeHead(isOurs ? ear.answer : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: string | AddressInfo | null = server.address();
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const ear: Ear = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    answer: 202,
    get heard() {
      return heard;
    },
    types: () => heard.map(({ event }) => event.event_type),
    forget() {
      heard = [];
    },
  };
  return ear;
}
