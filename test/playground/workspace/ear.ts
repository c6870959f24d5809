import { createServer } from 'node:http';
import { z } from 'zod';
import type { Rig } from './rig.ts';

const shape = z.record(z.string(), z.unknown());
type Fields = z.output<typeof shape>;

/** A bot that does nothing but hear, and answer as it is told. */
export interface Ear {
  /** The inner events that came, once none is on its way any more. */
  events(): Promise<readonly Fields[]>;
  /** The last interactive payload. */
  readonly payload: Fields;
  /** The last whole delivery of an event. */
  readonly envelope: Fields;
  /** The last form that came, such as a command's. */
  readonly form: Fields;
  /** What it says from now on. */
  says(answer: object): void;
  forget(): Promise<void>;
  close(): void;
}

/** Has the rig's workspace deliver to a new ear. */
export async function lend(rig: Rig): Promise<Ear> {
  let answer = '';
  const heard: { envelope: Fields; payload: Fields; form: Fields; events: Fields[] } = {
    envelope: {},
    payload: {},
    form: {},
    events: [],
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (request.headers['content-type'] === 'application/json') {
      heard.envelope = shape.parse(JSON.parse(body));
      heard.events.push(shape.parse(heard.envelope['event']));
    } else {
      heard.form = Object.fromEntries(new URLSearchParams(body));
      heard.payload = shape.parse(JSON.parse(String(heard.form['payload'] ?? '{}')));
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  rig.bot.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    async events() {
      await rig.workspace.idle();
      return heard.events;
    },
    get payload() {
      return heard.payload;
    },
    get envelope() {
      return heard.envelope;
    },
    get form() {
      return heard.form;
    },
    says(words) {
      answer = JSON.stringify(words);
    },
    async forget() {
      await rig.workspace.idle();
      heard.events = [];
    },
    close: () => void server.close(),
  };
}
