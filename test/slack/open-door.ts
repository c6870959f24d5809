import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Command, Listener } from '#src/define.ts';
import { createHttpServer } from '#src/http/server.ts';
import type { Chat, ChatPerson } from '#src/ports/chat.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Log } from '#src/ports/log.ts';
import type { KnownPerson } from '#src/ports/store.ts';
import { createSlack, type SlackTransport } from '#src/slack/slack.ts';
import { slackAddresses } from '#src/vendors/slack/addresses.ts';
import { paragraph } from '#views/blocks.ts';
import { doorWords } from '#views/door.ts';
import { manualTime } from './manual-time.ts';

export const signingSecret = 'not-a-secret';

/** What the door asked Slack for, in order: `[method, ...arguments]`. */
export type Asked = readonly [method: string, ...args: unknown[]];

/**
 * The real door behind the real server, with the given commands and listeners. Of the ports only what the door itself uses is there: a chat that notes what it is
 * asked, and a store of people.
 */
export async function openDoor(options: {
  readonly commands?: readonly Command[];
  readonly listeners?: readonly Listener[];
  readonly transport?: SlackTransport;
  /** Default: the real one's. */
  readonly apiUrl?: string;
  /** May throw what the chat adapter would. */
  readonly asking?: (...asked: Asked) => void;
  readonly person?: (id: string) => Promise<ChatPerson | null>;
  readonly identity?: { readonly botId: string; readonly botUserId: string };
  /** In the place of the chat that only notes. */
  readonly chat?: Chat;
  /** Where time stands. */
  readonly now?: number;
}) {
  const time = manualTime(options.now ?? Date.parse('2026-03-02T10:00:00Z'));
  const asked: Asked[] = [];
  const watchers = new Set<() => void>();
  const lines: { readonly level: string; readonly fields: object; readonly message: string }[] = [];
  const people = new Map<string, KnownPerson>();
  const counted: string[] = [];

  const changed = () => {
    for (const look of watchers) look();
  };
  const until = (test: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!test()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  const count = (what: string) => {
    counted.push(what);
    changed();
  };
  const chat = async (...one: Asked): Promise<void> => {
    asked.push(one);
    changed();
    options.asking?.(...one);
  };
  const logWith = (context: object): Log => {
    const at = (level: string) => (fields: object, message: string) => {
      lines.push({ level, fields: { ...context, ...fields }, message });
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (fields) => logWith({ ...context, ...fields }),
    };
  };
  // The ports are wider than the door: what is absent here fails loudly when it is called.
  const deps = z.custom<Deps>().parse({
    store: {
      person: async (id: string) => people.get(id) ?? null,
      keepPerson: async (person: KnownPerson) => void people.set(person.id, person),
    },
    chat: options.chat ?? {
      openModal: (...args: unknown[]) => chat('openModal', ...args),
      updateModal: (...args: unknown[]) => chat('updateModal', ...args),
      respond: (url: string, message: unknown, thread: unknown) =>
        chat('respond', url, message, ...(thread ? [thread] : [])),
      whisper: (...args: unknown[]) => chat('whisper', ...args),
      identity: async () => options.identity,
      tell: (...args: unknown[]) => chat('tell', ...args),
      person:
        options.person ??
        (async (id: string) => ({ id, name: id, email: `${id}@apgms.example`, guest: false, outsider: false })),
    },
    clock: time.wall,
    wall: time.wall,
    ids: { next: () => randomUUID().slice(0, 8) },
    policy: { groups: { 'deploy-approver': ['U1@APGMS.example'] } },
    log: logWith({}),
  });

  const slack = createSlack({
    config: options.transport ?? { transport: 'http', signingSecret },
    commands: options.commands ?? [],
    listeners: options.listeners ?? [],
    deps,
    explain: (text) => paragraph(text === '' ? 'Help.' : `Not understood: ${text}`),
    words: doorWords,
    telemetry: {
      delivered: (type, outcome) => count(`${type} ${outcome}`),
      unknownPayload: () => count('unknown'),
      refusedRequest: (reason) => count(`refused ${reason}`),
      rateLimited: () => count('rate limited'),
      socketOpened: () => count('socket opened'),
    },
    identity: () => options.identity ?? null,
    isSlack: slackAddresses(options.apiUrl ?? 'https://slack.com/api/'),
    delay: time.delay,
  });
  const { receive } = slack;
  const server = createHttpServer({
    routes: receive ? [{ method: 'POST', path: '/slack/events', handle: receive }] : [],
    log: deps.log,
    ids: deps.ids,
  });
  await server.listen(0, '127.0.0.1');

  /** Posts bytes as Slack would, signed for now unless told otherwise. */
  async function post(
    body: string,
    { type = 'application/x-www-form-urlencoded', at = time.wall.now(), secret = signingSecret, headers = {} } = {},
  ) {
    const timestamp = String(Math.floor(at / 1_000));
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const response = await fetch(`${server.url()}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
        ...headers,
      },
      body,
    });
    const text = await response.text();
    return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : null };
  }

  return {
    slack,
    time,
    asked,
    lines,
    counted,
    people,
    url: server.url(),
    post,
    command: (text: string, fields: Readonly<Record<string, string>> = {}) =>
      post(new URLSearchParams({ ...commandFields(text), ...fields }).toString()),
    interact: (payload: object) => post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()),
    event: (payload: object, headers = {}) => post(JSON.stringify(payload), { type: 'application/json', headers }),
    /** Resolves once the chat was asked so many times. */
    askedTimes: (times: number) => until(() => asked.length >= times),
    /** Resolves once so many things were counted. */
    countedTimes: (times: number) => until(() => counted.length >= times),
    async close() {
      slack.stop();
      await server.close();
      await slack.idle();
    },
  };
}

export function commandFields(text: string) {
  return {
    command: '/apgms',
    text,
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    trigger_id: 'trigger.1',
    response_url: 'https://hooks.slack.com/1',
  };
}

export function buttonPayload(action: object, fields: object = {}) {
  return {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1' },
    channel: { id: 'C1' },
    container: { type: 'message', channel_id: 'C1' },
    trigger_id: 'trigger.2',
    response_url: 'https://hooks.slack.com/2',
    actions: [{ type: 'button', block_id: 'b', ...action }],
    ...fields,
  };
}

export function eventOf(event: object, eventId = 'Ev1') {
  return {
    type: 'event_callback',
    team_id: 'T1',
    event_id: eventId,
    event,
    authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }],
  };
}

export function submissionOf(callbackId: string, values: object = {}) {
  return {
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1' },
    trigger_id: 'trigger.3',
    view: {
      id: 'V1',
      type: 'modal',
      hash: 'h1',
      callback_id: callbackId,
      private_metadata: 'a note',
      state: { values },
    },
  };
}
