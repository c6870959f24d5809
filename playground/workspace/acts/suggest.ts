import { z } from 'zod';
import { optionProblems } from '#playground/workspace/block-kit.ts';
import { isJson } from '#playground/workspace/content.ts';
import { channelField, type Desk, errorOf, payloadStart } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest, channelSeenBy, interactive, messageSeenBy } from '#playground/workspace/looking.ts';
import type { Person } from '#playground/workspace/people.ts';
import { findView, type Json } from '#playground/workspace/state.ts';
import { wireMessage, wireView } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';
import * as shape from './shapes.ts';

export const suggestShape = z
  .strictObject({
    user: shape.user,
    channel: shape.channel.optional(),
    ts: shape.ts.optional(),
    view_id: z.string().optional(),
    action_id: z.string(),
    block_id: z.string().optional(),
    /** What is typed so far. */
    value: z.string().default(''),
  })
  .refine((input) => (input.view_id === undefined) !== (input.channel === undefined || input.ts === undefined), {
    message: 'say either view_id, or channel and ts',
  });

type Input = z.output<typeof suggestShape>;

/** Slack asks from this many characters on, where the menu does not say. */
const shortestQuery = 3;

/** Somebody opens an external select or types into it; the app offers options, which can then be picked. */
export async function suggest(desk: Desk, input: Input): Promise<Json> {
  const { world } = desk;
  const person = actorOf(world.state, input.user);
  const place = input.view_id === undefined ? inMessage(world, person, input) : inView(world, person, input.view_id);
  const { blockId } = menuIn(place.blocks, input);
  const { trigger_id: _, ...start } = payloadStart(world, person);
  const { action_id, value } = input;
  const payload = { type: 'block_suggestion', ...start, action_id, block_id: blockId, value, ...place.fields };
  const answer = await desk.transport.deliver({ kind: 'interactive', payload });
  const error = errorOf(answer);
  if (answer.kind !== 'answered') return { ok: false, error };
  const body = isJson(answer.body) ? answer.body : {};
  const problems = optionProblems(body);
  if (problems.length > 0) return { ok: false, error: 'invalid_options', problems: { messages: problems } };
  const groups = Array.isArray(body['option_groups']) ? body['option_groups'].filter(isJson) : [body];
  const options = groups.flatMap((group) => (Array.isArray(group['options']) ? group['options'].filter(isJson) : []));
  world.state.suggestions.set(action_id, options);
  return { ok: true, options };
}

function inMessage({ state }: World, person: Person, input: Input) {
  const channel = channelSeenBy(state, person, input.channel ?? '');
  const message = messageSeenBy(channel, person, input.ts ?? '');
  const isEphemeral = message.onlyFor !== undefined;
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  const container = { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: isEphemeral };
  const shown = isEphemeral ? {} : { message: wireMessage(state, channel, message, true) };
  return {
    blocks: message.blocks,
    fields: { container: { ...container, ...thread }, channel: channelField(channel), ...shown },
  };
}

function inView({ state }: World, person: Person, id: string) {
  const view = findView(state, id);
  if (view?.user !== person.id) throw new BadRequest(`${person.name} has no view ${id}`);
  const container = { type: 'view', view_id: view.id };
  return { blocks: view.payload['blocks'], fields: { container, view: wireView(state, view) } };
}

function menuIn(blocks: unknown, input: Input) {
  const menu = interactive(blocks).find(
    ({ blockId, element }) =>
      element['action_id'] === input.action_id && (input.block_id === undefined || blockId === input.block_id),
  );
  if (menu === undefined || !String(menu.element['type']).endsWith('external_select')) {
    throw new BadRequest(`there is no menu "${input.action_id}" here that asks the app`);
  }
  const shortest = menu.element['min_query_length'] ?? shortestQuery;
  if (input.value.length < Number(shortest)) throw new BadRequest(`Slack asks the app from ${shortest} characters on`);
  return menu;
}
