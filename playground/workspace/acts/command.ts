import { z } from 'zod';
import { channelField, type Desk, gesture, payloadStart, type Seen } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest, channelSeenBy } from '#playground/workspace/looking.ts';
import { newResponseUrl } from '#playground/workspace/response-urls.ts';
import { encodeCommand } from '#playground/workspace/typing.ts';
import * as shape from './shapes.ts';

export const commandShape = z.strictObject({
  user: shape.user,
  channel: shape.channel,
  text: z.string().default(''),
  command: z.string().startsWith('/').default('/apgms'),
  ...shape.repeat,
});

/** Somebody types a slash command; one the app does not have never reaches it, nor one of somebody from another workspace. */
export async function typeCommand(desk: Desk, input: z.output<typeof commandShape>): Promise<Seen> {
  const { world } = desk;
  const { state } = world;
  const person = actorOf(state, input.user);
  const channel = channelSeenBy(state, person, input.channel);
  const isThere = world.commands.has(input.command) && world.scopes.has('commands') && person.teamId === undefined;
  if (!isThere) throw new BadRequest(`${input.command} is not a valid command`);
  const { team: _team, user: _user, enterprise: _enterprise, ...start } = payloadStart(world, person);
  const payload = {
    ...start,
    team_id: state.team.id,
    team_domain: state.team.domain,
    channel_id: channel.id,
    channel_name: channelField(channel)['name'],
    user_id: person.id,
    user_name: person.name,
    command: input.command,
    text: encodeCommand(state, person, input.text.trim()),
    response_url: newResponseUrl(world, desk.origin, { user: person.id, channel: channel.id, ts: null }),
  };
  const { first: _, ...seen } = await gesture(
    desk,
    person,
    channel,
    { kind: 'slash_commands', payload },
    {
      ...input,
      mayReply: true,
    },
  );
  return seen;
}
