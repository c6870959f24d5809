import { z } from 'zod';
import type { Events } from '#playground/workspace/events.ts';
import { dropFile } from '#playground/workspace/files.ts';
import { showAnswer } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest, channelSeenBy, messageSeenBy } from '#playground/workspace/looking.ts';
import { join } from '#playground/workspace/membership.ts';
import { addMessage, changeMessage, removeMessage } from '#playground/workspace/messages.ts';
import type { Person } from '#playground/workspace/people.ts';
import { react } from '#playground/workspace/reacting.ts';
import { type Channel, directChannel, type Json, nextTs, type State } from '#playground/workspace/state.ts';
import { encodeTyped } from '#playground/workspace/typing.ts';
import type { World } from '#playground/workspace/world.ts';
import * as shape from './shapes.ts';

/** What people do that the app hears of as events: writing, mending and reacting. */

export const messageShape = z
  .strictObject({
    user: shape.user,
    channel: shape.channel,
    text: z.string().default(''),
    thread_ts: shape.ts.optional(),
    /** A reply that is shown in the channel too. */
    reply_broadcast: z.boolean().default(false),
    files: z
      .array(z.strictObject({ name: z.string().min(1), title: z.string().optional(), content: z.string().min(1) }))
      .max(10)
      .default([]),
    ...shape.repeat,
  })
  .refine(({ text, files }) => text !== '' || files.length > 0, { message: 'a message needs text or files' })
  .refine(({ thread_ts, reply_broadcast }) => !reply_broadcast || thread_ts !== undefined, {
    message: 'only a reply can be shown in the channel too',
  });

export async function say(world: World, events: Events, input: z.output<typeof messageShape>): Promise<Json> {
  const { state } = world;
  const person = actorOf(state, input.user);
  const channel = channelToWriteTo(world, person, input.channel);
  const parent = input.thread_ts === undefined ? undefined : messageSeenBy(channel, person, input.thread_ts);
  const threadTs = parent?.threadTs ?? parent?.ts;
  let ts = '';
  const answers = await events.repeating(input.delivery_times, () => {
    if (!channel.members.has(person.id)) join(world, channel, [person.id], null);
    const thread = threadTs === undefined ? {} : { threadTs, broadcast: input.reply_broadcast };
    const files = input.files.map((file) => dropFile(world, person.id, file).id);
    const text = encodeTyped(state, person, input.text);
    ts = addMessage(world, channel, { user: person.id, text, ...thread, ...(files.length > 0 && { files }) }).ts;
  });
  return { ok: true, channel: channel.id, ts, answers: answers.map(showAnswer) };
}

/** Direct messages begin when somebody writes the first one, so `@apgms` is a place to write to. */
function channelToWriteTo(world: World, person: Person, given: string): Channel {
  const { state } = world;
  const bot = state.people.get(state.team.botUserId);
  const channel =
    given === `@${bot?.name}` || given === bot?.id
      ? directChannel(state, person.id, world.now())
      : openChannel(state, person, given);
  if (channel.kind === 'im' && !world.takesMessages) throw new BadRequest('the app takes no messages');
  return channel;
}

function openChannel(state: State, person: Person, given: string): Channel {
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
  if (channel.isArchived) throw new BadRequest(`#${channel.name} is archived`);
  const answers = await events.repeating(input.delivery_times, () => {
    const edited = { user: person.id, ts: nextTs(channel, world.now()) };
    changeMessage(world, channel, message, { ...message, text: encodeTyped(world.state, person, input.text), edited });
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
  const person = actorOf(state, input.user);
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
  const person = actorOf(world.state, input.user);
  const channel = openChannel(world.state, person, input.channel);
  const message = messageSeenBy(channel, person, input.ts);
  if (message.onlyFor !== undefined) throw new BadRequest(`nobody can react to ${input.ts}`);
  const reaction = { user: person.id, name: input.name, remove: input.remove };
  let changed = false;
  const answers = await events.repeating(input.delivery_times, () => {
    changed = react(world, channel, message, reaction);
  });
  return { ok: true, changed, answers: answers.map(showAnswer) };
}
