import { z } from 'zod';
import type { Events } from '#playground/workspace/events.ts';
import { showAnswer } from '#playground/workspace/gestures.ts';
import { BadRequest, channelOf, channelSeenBy, messageSeenBy, personOf } from '#playground/workspace/looking.ts';
import { archive, join, leave, nameProblem, rename } from '#playground/workspace/membership.ts';
import { addMessage, changeMessage, removeMessage } from '#playground/workspace/messages.ts';
import { react } from '#playground/workspace/reacting.ts';
import {
  type Channel,
  directChannel,
  type Json,
  nextTs,
  type Person,
  type State,
} from '#playground/workspace/state.ts';
import { encodeTyped } from '#playground/workspace/typing.ts';
import type { World } from '#playground/workspace/world.ts';
import * as shape from './shapes.ts';

/** What people do that the app hears of as events: writing, reacting, coming and going. */

export const messageShape = z.strictObject({
  user: shape.user,
  channel: shape.channel,
  text: z.string().min(1),
  thread_ts: shape.ts.optional(),
  ...shape.repeat,
});

export async function say(world: World, events: Events, input: z.output<typeof messageShape>): Promise<Json> {
  const { state } = world;
  const person = personOf(state, input.user);
  const channel = channelToWriteTo(world, person, input.channel);
  const parent = input.thread_ts === undefined ? undefined : messageSeenBy(channel, person, input.thread_ts);
  const threadTs = parent?.threadTs ?? parent?.ts;
  let ts = '';
  const answers = await events.repeating(input.delivery_times, () => {
    if (!channel.members.has(person.id)) join(world, channel, [person.id], null);
    const thread = threadTs === undefined ? {} : { threadTs };
    ts = addMessage(world, channel, { user: person.id, text: encodeTyped(state, input.text), ...thread }).ts;
  });
  return { ok: true, channel: channel.id, ts, answers: answers.map(showAnswer) };
}

/** Direct messages begin when somebody writes the first one, so `@apgms` is a place to write to. */
function channelToWriteTo(world: World, person: Person, given: string): Channel {
  const { state } = world;
  const bot = state.people.get(state.team.botUserId);
  if (given === `@${bot?.name}` || given === bot?.id) return directChannel(state, person.id, world.now());
  const channel = channelSeenBy(state, person, given);
  if (channel.isArchived) throw new BadRequest(`#${channel.name} is archived`);
  return channel;
}

export const editShape = z.strictObject({
  user: shape.user,
  channel: shape.channel,
  ts: shape.ts,
  text: z.string().min(1),
  ...shape.repeat,
});

export async function edit(world: World, events: Events, input: z.output<typeof editShape>): Promise<Json> {
  const { person, channel, message } = ownMessage(world.state, input);
  const answers = await events.repeating(input.delivery_times, () => {
    const edited = { user: person.id, ts: nextTs(channel, world.now()) };
    changeMessage(world, channel, message, { ...message, text: encodeTyped(world.state, input.text), edited });
  });
  return { ok: true, answers: answers.map(showAnswer) };
}

export const deleteShape = editShape.omit({ text: true }).extend({
  /** Workspace admins may delete anybody's. */
  as_admin: z.boolean().default(false),
});

export async function erase(world: World, events: Events, input: z.output<typeof deleteShape>): Promise<Json> {
  const { channel, message } = ownMessage(world.state, input, input.as_admin);
  const answers = await events.repeating(input.delivery_times, () => removeMessage(world, channel, message));
  return { ok: true, answers: answers.map(showAnswer) };
}

function ownMessage(state: State, input: { user: string; channel: string; ts: string }, anyAuthor = false) {
  const person = personOf(state, input.user);
  const channel = channelSeenBy(state, person, input.channel);
  const message = messageSeenBy(channel, person, input.ts);
  if (message.user !== person.id && message.onlyFor !== person.id && !anyAuthor) {
    throw new BadRequest(`${person.name} did not write ${input.ts}`);
  }
  return { person, channel, message };
}

export const reactionShape = z.strictObject({
  user: shape.user,
  channel: shape.channel,
  ts: shape.ts,
  name: z.string().transform((name) => name.replaceAll(':', '')),
  remove: z.boolean().default(false),
  ...shape.repeat,
});

export async function reactAs(world: World, events: Events, input: z.output<typeof reactionShape>): Promise<Json> {
  const person = personOf(world.state, input.user);
  const channel = channelSeenBy(world.state, person, input.channel);
  const message = messageSeenBy(channel, person, input.ts);
  const reaction = { user: person.id, name: input.name, remove: input.remove };
  let changed = false;
  const answers = await events.repeating(input.delivery_times, () => {
    changed = react(world, channel, message, reaction);
  });
  return { ok: true, changed, answers: answers.map(showAnswer) };
}

export const channelShape = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['archive', 'join', 'leave']), user: shape.user, channel: shape.channel }),
  z.strictObject({ op: z.enum(['invite_bot', 'kick_bot']), user: shape.user, channel: shape.channel }),
  z.strictObject({ op: z.literal('rename'), user: shape.user, channel: shape.channel, name: z.string() }),
]);

export async function changeChannel(world: World, events: Events, input: z.output<typeof channelShape>): Promise<Json> {
  const person = personOf(world.state, input.user);
  const channel = channelOf(world.state, input.channel);
  const problem = input.op === 'rename' ? nameProblem(world, input.name) : null;
  if (problem !== null) throw new BadRequest(problem);
  const bot = world.state.team.botUserId;
  const answers = await events.repeating(1, () => {
    if (input.op === 'archive') archive(world, channel, person.id);
    else if (input.op === 'rename') rename(world, channel, person.id, input.name);
    else if (input.op === 'join') join(world, channel, [person.id], null);
    else if (input.op === 'leave') leave(world, channel, person.id);
    else if (input.op === 'invite_bot') join(world, channel, [bot], person.id);
    else leave(world, channel, bot);
  });
  return { ok: true, answers: answers.map(showAnswer) };
}
