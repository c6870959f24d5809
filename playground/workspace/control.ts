import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { CallLine } from '#playground/answer-call.ts';
import { faultSchema } from '#playground/faults.ts';
import { act, actionShape } from './acts/action.ts';
import { commandShape, typeCommand } from './acts/command.ts';
import { close, closeShape, submit, submitShape } from './acts/modal.ts';
import { shortcutShape, useShortcut } from './acts/shortcut.ts';
import { suggest, suggestShape } from './acts/suggest.ts';
import {
  changeChannel,
  channelShape,
  deleteShape,
  edit,
  editShape,
  erase,
  messageShape,
  reactAs,
  reactionShape,
  say,
} from './acts/talk.ts';
import type { Transport } from './deliver.ts';
import type { Events } from './events.ts';
import { showAnswer } from './gestures.ts';
import { originOf, readBody, readFields, sendJson } from './http.ts';
import { BadRequest, canSee, channelOf, personOf, showChannels, showMessages } from './looking.ts';
import type { Sockets } from './sockets.ts';
import { nextTs } from './state.ts';
import { wireView } from './wire.ts';
import type { World } from './world.ts';

export interface Shortcut {
  readonly kind: 'global' | 'message';
  readonly name: string;
  readonly callback_id: string;
}

/** `starting`: for the first time. `down`: it died and is coming back. */
export type BotStatus = 'starting' | 'up' | 'down';

export interface Control {
  readonly world: World;
  readonly transport: Transport;
  readonly events: Events;
  readonly sockets: Sockets;
  readonly line: CallLine;
  readonly shortcuts: readonly Shortcut[];
  readonly botStatus: () => BotStatus;
  advance(ms: number): Promise<void>;
  settle(): Promise<void>;
}

/** `input`: the JSON body. `subject`: what follows the route's name in the path. `as`: whose eyes, `null` = all-seeing. */
interface Asked {
  readonly input: unknown;
  readonly subject: string;
  readonly as: string | null;
  readonly origin: string;
}

type Route = (control: Control, asked: Asked) => unknown;

const routes: Readonly<Record<string, Route>> = {
  'POST command': gestured(commandShape, typeCommand),
  'POST submit': gestured(submitShape, submit),
  'POST close': gestured(closeShape, close),
  'POST action': gestured(actionShape, act),
  'POST shortcut': gestured(shortcutShape, useShortcut),
  'POST suggest': gestured(suggestShape, suggest),
  'POST message': told(messageShape, say),
  'POST message/edit': told(editShape, edit),
  'POST message/delete': told(deleteShape, erase),
  'POST reaction': told(reactionShape, reactAs),
  'POST channel': told(channelShape, changeChannel),
  'POST home': openHome,
  'POST clock': advanceClock,
  'POST settle': async (control) => {
    await control.settle();
    return { ok: true };
  },
  'POST faults': addFault,
  'DELETE faults': ({ line, sockets }) => {
    line.faults.clear();
    sockets.clearFaults();
    return { ok: true };
  },
  'GET faults': ({ line }) => ({ faults: line.faults.waiting() }),
  'GET log': ({ line }) => ({ calls: line.log.calls() }),
  'GET clock': ({ world }) => ({ now: world.now(), iso: new Date(world.now()).toISOString() }),
  'GET bot': ({ botStatus }) => ({ status: botStatus() }),
  'GET channels': ({ world: { state } }, { as }) => ({
    channels: showChannels(state, as === null ? null : personOf(state, as)),
  }),
  'GET messages': messages,
  'GET views': views,
  'GET home': home,
  'GET team': team,
};

/** Answers `/_workspace/<route>`; `false`: there is no such route. */
export async function answerControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const origin = originOf(request);
  const url = new URL(request.url ?? '/', origin);
  const path = url.pathname.slice('/_workspace/'.length);
  const [head = '', ...rest] = path.split('/').map(decodeURIComponent);
  const whole = routes[`${request.method} ${path}`];
  const route = whole ?? routes[`${request.method} ${head}`];
  if (route === undefined) return false;
  const body = await readBody(request);
  const input = body === null ? null : readFields(request, body);
  if (input === null) {
    sendJson(response, 400, { ok: false, error: 'the body is not a JSON object' });
    return true;
  }
  try {
    const subject = whole === undefined ? rest.join('/') : '';
    sendJson(response, 200, await route(control, { input, subject, as: url.searchParams.get('as'), origin }));
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    sendJson(response, 400, { ok: false, error: error.message });
  }
  return true;
}

function gestured<Schema extends z.ZodType>(
  schema: Schema,
  run: (desk: { world: World; transport: Transport; origin: string }, input: z.output<Schema>) => unknown,
): Route {
  return ({ world, transport }, { input, origin }) => run({ world, transport, origin }, parse(schema, input));
}

function told<Schema extends z.ZodType>(
  schema: Schema,
  run: (world: World, events: Events, input: z.output<Schema>) => unknown,
): Route {
  return ({ world, events }, { input }) => run(world, events, parse(schema, input));
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const clockShape = z.strictObject({
  /** `90s`, `15m`, `2h`, `1d`, or milliseconds. */
  advance: z.union([z.int().nonnegative(), z.templateLiteral([z.int().nonnegative(), z.enum(['s', 'm', 'h', 'd'])])]),
});

async function advanceClock(control: Control, { input }: Asked): Promise<unknown> {
  const { advance } = parse(clockShape, input);
  await control.advance(typeof advance === 'number' ? advance : durationOf(advance));
  return { ok: true, now: control.world.now(), iso: new Date(control.world.now()).toISOString() };
}

function durationOf(text: string): number {
  const unit = z.enum(['s', 'm', 'h', 'd']).parse(text.slice(-1));
  return Number(text.slice(0, -1)) * units[unit];
}

const socketFaultShape = z.strictObject({
  vendor: z.literal('slack'),
  socket: z.enum(['drop', 'refuse', 'invalid_auth', 'warn']),
  count: z.int().positive().default(1),
});

function addFault({ line, sockets }: Control, { input }: Asked): unknown {
  const asksSocket = typeof input === 'object' && input !== null && 'socket' in input;
  if (!asksSocket) {
    line.faults.add(parse(faultSchema, input));
    return { ok: true };
  }
  const { socket, count } = parse(socketFaultShape, input);
  sockets.fail(socket, count);
  return { ok: true };
}

function messages({ world: { state } }: Control, { subject, as }: Asked): unknown {
  const channel = channelOf(state, subject);
  const person = as === null ? null : personOf(state, as);
  if (person !== null && !canSee(channel, person)) throw new BadRequest(`${person.name} cannot see "${subject}"`);
  return { channel: { id: channel.id, name: channel.name }, messages: showMessages(state, channel, person) };
}

function views({ world: { state } }: Control, { subject }: Asked): unknown {
  const stack = state.modals.get(personOf(state, subject).id) ?? [];
  return { views: stack.map((view) => wireView(state, view)) };
}

function home({ world: { state } }: Control, { subject }: Asked): unknown {
  const view = state.homes.get(personOf(state, subject).id);
  return { view: view === undefined ? null : wireView(state, view) };
}

/** Somebody opens the app's home tab; the app hears of it. */
async function openHome({ world, events }: Control, asked: Asked): Promise<unknown> {
  const { state } = world;
  const person = personOf(state, asked.subject);
  const view = state.homes.get(person.id);
  const direct = [...state.channels.values()].find((channel) => channel.withUser === person.id);
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: direct?.id ?? '',
    tab: 'home',
    ...(view === undefined ? {} : { view: wireView(state, view) }),
    event_ts: direct === undefined ? (world.now() / 1000).toFixed(6) : nextTs(direct, world.now()),
  };
  const answers = await events.repeating(1, () => world.publish(event, null));
  const current = state.homes.get(person.id);
  return { ok: true, view: current === undefined ? null : wireView(state, current), answers: answers.map(showAnswer) };
}

function team({ world: { state }, shortcuts }: Control): unknown {
  return {
    team: state.team,
    people: [...state.people.values()].map(({ id, name, realName, title, isBot, isGuest }) => ({
      id,
      name,
      real_name: realName,
      title,
      is_bot: isBot,
      is_guest: isGuest,
    })),
    user_groups: state.userGroups,
    shortcuts,
  };
}
