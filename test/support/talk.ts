import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { PlaygroundBench } from './playground-bench.ts';
import { eventsOf, rungsTold } from './promise-record.ts';

const said = z.looseObject({ channel: z.string(), ts: z.string() });
const file = z.looseObject({ name: z.string(), title: z.string(), content: z.string().nullable() });
const standing = z.looseObject({
  ts: z.string(),
  text: z.string(),
  files: z.array(z.looseObject({ id: z.string(), name: z.string() })).default([]),
});

/** What people do in Slack beside talking to the bot: they write, mend, react, and read files. Throws when the workspace refuses. */
export function talkIn(url: string) {
  async function ask<T>(schema: z.ZodType<T>, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/_workspace/${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  }

  return {
    /** Returns the `ts` of what was written. */
    say: async (user: string, channel: string, text: string, extra: object = {}): Promise<string> =>
      (await ask(said, 'message', { user, channel, text, ...extra })).ts,
    edit: (user: string, channel: string, ts: string, text: string) =>
      ask(z.unknown(), 'message/edit', { user, channel, ts, text }),
    erase: (user: string, channel: string, ts: string) =>
      ask(z.unknown(), 'message/delete', { user, channel, ts, as_admin: true }),
    pin: (user: string, channel: string, ts: string, extra: object = {}) =>
      ask(z.unknown(), 'reaction', { user, channel, ts, name: 'pushpin', ...extra }),
    unpin: (user: string, channel: string, ts: string) =>
      ask(z.unknown(), 'reaction', { user, channel, ts, name: 'pushpin', remove: true }),
    react: (user: string, channel: string, ts: string, name: string) =>
      ask(z.unknown(), 'reaction', { user, channel, ts, name }),
    shortcutOn: (user: string, channel: string, ts: string, callbackId: string) =>
      ask(
        z.looseObject({
          response: z.looseObject({ text: z.string() }).nullable(),
          ephemerals: z.array(z.looseObject({ text: z.string().optional() })),
          view: z.looseObject({ id: z.string() }).nullable(),
        }),
        'shortcut',
        { user, channel, ts, callback_id: callbackId },
      ),
    /** What a menu offers that asks the bot for its choices: their values. */
    choices: async (user: string, view: string, menu: string): Promise<readonly string[]> => {
      const options = z.looseObject({ options: z.array(z.looseObject({ value: z.string() })) });
      const asked = await ask(options, 'suggest', { user, view_id: view, action_id: menu });
      return asked.options.map(({ value }) => value);
    },
    /** Files that stand in a channel, oldest first. */
    async files(channel: string): Promise<readonly z.infer<typeof file>[]> {
      const { messages } = await ask(z.looseObject({ messages: z.array(standing) }), `messages/${channel}`);
      const ids = messages.flatMap((message) => message.files.map(({ id }) => id));
      return Promise.all(ids.map(async (id) => (await ask(z.looseObject({ file }), `files/${id}`)).file));
    },
  };
}

export type Talk = ReturnType<typeof talkIn>;

/** Hands the bot an event as Slack would, in an order of our own. `secret`: what it is signed with. Returns the status it was answered with. */
export async function deliverEvent(
  bot: string,
  secret: string,
  event: object,
  { id, at }: { readonly id: string; readonly at: number },
): Promise<number> {
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: 'TAPGMS',
    event_id: id,
    event,
    authorizations: [{ team_id: 'TAPGMS', user_id: 'UAPGMSBOT', is_bot: true }],
  });
  const timestamp = String(Math.floor(at / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(`${bot}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  });
  await response.text();
  return response.status;
}

/** A moment as Slack shows it to everybody in their own time. */
export function stamp(moment: number): string {
  return `<!date^${Math.floor(moment / 1_000)}^`;
}

/** An incident somebody declared. */
export interface Told {
  readonly name: string;
  readonly stream: string;
  /** Its channel, by id. */
  readonly channel: string;
  /** When it was declared. */
  readonly at: number;
}

/** What people do about incidents and see of them, in a playground whose time is moved. */
export function incidentsIn({
  playground,
  slack,
  databaseUrl,
}: Pick<PlaygroundBench, 'playground' | 'slack' | 'databaseUrl'>) {
  async function now(): Promise<number> {
    const clock = await fetch(`${playground.url}/_workspace/clock`);
    return z.object({ now: z.number() }).parse(await clock.json()).now;
  }

  return {
    now,
    /** Ana declares one; settled, it has its channel and its messages. */
    async declare(words: string): Promise<Told> {
      const { response } = await slack.command('ana', 'incidents', `incident declare anyway ${words}`);
      await slack.settle();
      const name = /INC-\d+/.exec(response?.text ?? '')?.[0];
      if (!name) throw new Error(`not declared: ${response?.text ?? 'no answer'}`);
      const stream = name.toLowerCase();
      const channel = (await slack.channels()).find((one) => one.name === stream || one.name.startsWith(`${stream}-`));
      const [declared] = await eventsOf(databaseUrl, stream, 'declared', z.unknown());
      return { name, stream, channel: channel?.id ?? '', at: declared?.at ?? Number.NaN };
    },
    /** Types commands in the channel of an incident: what the last answer says, once all is done that they asked for. */
    async type(who: string, { channel }: Told, ...lines: readonly string[]): Promise<string> {
      let answer = '';
      for (const words of lines) {
        answer = JSON.stringify((await slack.command(who, channel, `incident ${words}`)).response);
      }
      await slack.settle();
      return answer;
    },
    /** The events of one type in its record, oldest first. */
    events: <Data extends z.ZodType>({ stream }: Told, type: string, data: Data) =>
      eventsOf(databaseUrl, stream, type, data),
    /** The moment of the newest event of that type. */
    last: async ({ stream }: Told, type: string): Promise<number> =>
      (await eventsOf(databaseUrl, stream, type, z.unknown())).at(-1)?.at ?? Number.NaN,
    /** Which rungs were told of missed promises of one kind, in minutes since the declaration or another moment. */
    missed: ({ stream, at }: Told, kind: string, since = at) => rungsTold(databaseUrl, stream, kind, since),
    /** What stands of an incident, in words and blocks, in a room, a channel, or the direct messages of somebody (`@ben`). Whom the bot never wrote to has none with it. */
    async told(where: string, { name }: Told, about = ''): Promise<readonly string[]> {
      const posts = (await slack.posts(where).catch(() => [])).filter(({ text }) =>
        new RegExp(`\\b${name}\\b`).test(text),
      );
      return posts.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`).filter((all) => all.includes(about));
    },
    /** Time goes by until then, and everything happens when it is due. */
    async moveTo(moment: number): Promise<void> {
      await playground.advance(moment - (await now()));
      await slack.settle();
    },
    /** Time goes by until then without the bot: what it finds when it is back it records with its true time all the same. */
    async sleepUntil(moment: number): Promise<void> {
      await playground.downFor(moment - (await now()));
      await slack.settle();
    },
  };
}
