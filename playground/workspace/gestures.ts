import { readContent } from './content.ts';
import type { Answer, Delivery, Transport } from './deliver.ts';
import { ephemeralsOf, showMessage } from './looking.ts';
import { addMessage } from './messages.ts';
import type { Person } from './people.ts';
import { type Channel, type Json, nextId } from './state.ts';
import { wireView } from './wire.ts';
import type { World } from './world.ts';

/** Where a person's gestures start: the workspace, and the way to the app. */
export interface Desk {
  readonly world: World;
  readonly transport: Transport;
  /** `http://host:port` of the workspace, for addresses the app answers to. */
  readonly origin: string;
}

/** How often the same payload goes out: `delivery_times`, one after the other or (`at_once`) together. */
export interface Repeat {
  readonly delivery_times: number;
  readonly at_once: boolean;
}

/** What the person saw. `answers`: what the app answered, one for each delivery. */
export interface Seen {
  readonly ok: boolean;
  readonly response: Json | null;
  readonly ephemerals: readonly Json[];
  readonly view: Json | null;
  readonly answers: readonly Json[];
  readonly error?: string;
  readonly problems?: unknown;
}

/** The fields every payload about a person begins with; the trigger lives from now. */
export function payloadStart(world: World, person: Person): Json {
  const { team } = world.state;
  const id = `${nextId(world.state, 'tr')}.${team.id}.${crypto.randomUUID().slice(0, 8)}`;
  world.state.triggers.set(id, { user: person.id, at: Date.now(), used: false });
  return {
    token: 'playground',
    api_app_id: team.appId,
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId ?? team.id },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: id,
  };
}

async function deliverRepeatedly(
  transport: Transport,
  delivery: Delivery,
  { delivery_times, at_once }: Repeat,
): Promise<readonly Answer[]> {
  if (at_once) return Promise.all(Array.from({ length: delivery_times }, () => transport.deliver(delivery)));
  const answers: Answer[] = [];
  for (let copy = 0; copy < delivery_times; copy += 1) answers.push(await transport.deliver(delivery));
  return answers;
}

/**
 * Delivers a gesture and gathers what came to the person's screen while it was under way. `where`: the conversation it was made in, if any.
 * A command's ack may carry a message (`mayReply`); it is shown and is `response`.
 */
export async function gesture(
  desk: Desk,
  person: Person,
  where: Channel | null,
  delivery: Delivery,
  options: Repeat & { readonly mayReply: boolean },
): Promise<Seen & { readonly first: Answer }> {
  const { world } = desk;
  const seen = new Set(ephemeralsOf(world.state, person).map((message) => message.ts));
  const top = topView(world, person);
  const answers = await deliverRepeatedly(desk.transport, delivery, options);
  const first = answers[0] ?? { kind: 'unreachable' };
  const ephemerals = ephemeralsOf(world.state, person).filter((message) => !seen.has(message.ts));
  const replies =
    options.mayReply && where !== null ? answers.map((answer) => reply(world, person, where, answer)) : [];
  const view = topView(world, person);
  const error = errorOf(first) ?? replies.find((one) => one?.error)?.error;
  const problems = replies.find((one) => one?.problems)?.problems;
  return {
    ok: error === undefined,
    response: replies[0]?.message ?? null,
    ephemerals: ephemerals.map((message) => showMessage(world.state, message)),
    view: view !== undefined && view !== top ? wireView(world.state, view) : null,
    answers: answers.map(showAnswer),
    first,
    ...(error === undefined ? {} : { error }),
    ...(problems === undefined ? {} : { problems }),
  };
}

/** What Slack tells a person whose gesture the app did not take, or `undefined`. */
export function errorOf(answer: Answer): string | undefined {
  if (answer.kind === 'answered') return undefined;
  return answer.kind === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
}

/** A conversation as interactive payloads name it: private ones go without their name. */
export function channelField({ id, name, kind }: Channel): Json {
  const names = { public: name, private: 'privategroup', im: 'directmessage' };
  return { id, name: names[kind] };
}

export function showAnswer(answer: Answer): Json {
  const error = errorOf(answer);
  const body = answer.kind === 'answered' ? answer.body : null;
  return { ok: error === undefined, body, ...(error === undefined ? {} : { error }) };
}

function reply(world: World, person: Person, channel: Channel, answer: Answer) {
  if (answer.kind !== 'answered' || answer.body === '') return null;
  const { body } = answer;
  const args: Json = typeof body === 'object' && body !== null ? { ...body } : { text: String(body) };
  if (args['text'] === undefined && args['blocks'] === undefined) return null;
  const read = readContent(world.state, args);
  if (!read.ok) return { error: String(read.refusal['error']), problems: read.refusal['response_metadata'] };
  const shared = args['response_type'] === 'in_channel';
  const message = addMessage(world, channel, {
    ...read.content,
    user: world.state.team.botUserId,
    ...(shared ? {} : { onlyFor: person.id }),
  });
  const { text, blocks } = read.content;
  return {
    message: {
      ts: message.ts,
      response_type: shared ? 'in_channel' : 'ephemeral',
      text,
      ...(blocks === undefined ? {} : { blocks }),
    },
  };
}

function topView(world: World, person: Person) {
  return world.state.modals.get(person.id)?.at(-1);
}
