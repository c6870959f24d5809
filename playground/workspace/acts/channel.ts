import { z } from 'zod';
import type { Events } from '#playground/workspace/events.ts';
import { showAnswer } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest, channelSeenBy, personOf } from '#playground/workspace/looking.ts';
import { archive, convert, join, leave, nameProblem, rename, unarchive } from '#playground/workspace/membership.ts';
import type { Person } from '#playground/workspace/people.ts';
import { addChannel, type Channel, type Json, nextId } from '#playground/workspace/state.ts';
import type { World } from '#playground/workspace/world.ts';
import * as shape from './shapes.ts';

/** What people do to channels: coming, going, bringing others, closing and opening. */

const where = { user: shape.user, channel: shape.channel };

export const channelShape = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['archive', 'unarchive', 'join', 'leave', 'invite_bot', 'kick_bot']), ...where }),
  /** `who`: a person by name or id; the app too. */
  z.strictObject({ op: z.enum(['invite', 'kick']), who: z.string().min(1), ...where }),
  z.strictObject({ op: z.literal('rename'), name: z.string(), ...where }),
  z.strictObject({ op: z.literal('convert'), to: z.enum(['public', 'private']), ...where }),
  /** `channel`: the name it is to have. */
  z.strictObject({ op: z.literal('create'), private: z.boolean().default(false), ...where }),
]);

type Input = z.output<typeof channelShape>;

export async function changeChannel(world: World, events: Events, input: Input): Promise<Json> {
  const person = actorOf(world.state, input.user);
  if (input.op === 'create') return create(world, person, input.channel, input.private ? 'private' : 'public');
  const channel = channelSeenBy(world.state, person, input.channel);
  const change = changeOf(world, person, channel, input);
  if (channel.isArchived !== (input.op === 'unarchive')) {
    throw new BadRequest(`#${channel.name} is ${channel.isArchived ? '' : 'not '}archived`);
  }
  const answers = await events.repeating(1, change);
  return { ok: true, answers: answers.map(showAnswer) };
}

function create(world: World, { id: creator }: Person, name: string, kind: 'public' | 'private'): Json {
  const problem = nameProblem(world, name);
  if (problem !== null) throw new BadRequest(problem);
  const id = nextId(world.state, 'C');
  addChannel(world.state, { id, name, kind, creator, members: [creator], now: world.now() });
  world.changed();
  return { ok: true, channel: id };
}

/** What is to be done, after everything that speaks against it. */
function changeOf(world: World, person: Person, channel: Channel, input: Exclude<Input, { op: 'create' }>): () => void {
  const by = person.id;
  switch (input.op) {
    case 'archive':
      if (channel.name === 'general') throw new BadRequest('#general cannot be archived');
      return () => archive(world, channel, by);
    case 'unarchive':
      return () => unarchive(world, channel, by);
    case 'join':
      return coming(world, channel, person, null);
    case 'leave':
      return going(world, channel, person, by);
    case 'invite':
      return coming(world, channel, personOf(world.state, input.who), by);
    case 'invite_bot':
      return coming(world, channel, personOf(world.state, world.state.team.botUserId), by);
    case 'kick':
      return going(world, channel, personOf(world.state, input.who), by);
    case 'kick_bot':
      return going(world, channel, personOf(world.state, world.state.team.botUserId), by);
    case 'rename': {
      const problem = nameProblem(world, input.name);
      if (problem !== null) throw new BadRequest(problem);
      return () => rename(world, channel, by, input.name);
    }
    case 'convert':
      if (channel.name === 'general' || channel.kind === input.to) throw new BadRequest(`it cannot become ${input.to}`);
      return () => convert(world, channel, by, input.to);
  }
}

function coming(world: World, channel: Channel, who: Person, inviter: string | null): () => void {
  if (who.isDeleted) throw new BadRequest(`${who.name} is deactivated`);
  if (channel.members.has(who.id)) throw new BadRequest(`${who.name} is in #${channel.name} already`);
  return () => join(world, channel, [who.id], inviter);
}

function going(world: World, channel: Channel, who: Person, by: string): () => void {
  if (!channel.members.has(who.id)) throw new BadRequest(`${who.name} is not in #${channel.name}`);
  return () => leave(world, channel, who.id, by);
}
