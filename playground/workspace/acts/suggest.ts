import { z } from 'zod';
import { isJson } from '#playground/workspace/content.ts';
import { type Desk, errorOf, payloadStart } from '#playground/workspace/gestures.ts';
import { BadRequest, channelSeenBy, interactive, messageSeenBy, personOf } from '#playground/workspace/looking.ts';
import { findView, type Json } from '#playground/workspace/state.ts';
import { wireView } from '#playground/workspace/wire.ts';
import * as shape from './shapes.ts';

export const suggestShape = z.strictObject({
  user: shape.user,
  channel: shape.channel.optional(),
  ts: shape.ts.optional(),
  view_id: z.string().optional(),
  action_id: z.string(),
  value: z.string().default(''),
});

/** Somebody types into an external select; the app offers options, which can then be picked. */
export async function suggest(desk: Desk, input: z.output<typeof suggestShape>): Promise<Json> {
  const { world } = desk;
  const { state } = world;
  const person = personOf(state, input.user);
  const view = input.view_id === undefined ? undefined : findView(state, input.view_id);
  const channel = view === undefined ? channelSeenBy(state, person, input.channel ?? '') : null;
  const message = channel === null ? null : messageSeenBy(channel, person, input.ts ?? '');
  const blocks = view?.payload['blocks'] ?? message?.blocks;
  const found = interactive(blocks).find(({ element }) => element['action_id'] === input.action_id);
  if (found === undefined) throw new BadRequest(`there is no menu "${input.action_id}" here`);
  const { trigger_id: _, ...start } = payloadStart(world, person);
  const payload = {
    type: 'block_suggestion',
    ...start,
    action_id: input.action_id,
    block_id: found.blockId,
    value: input.value,
    container: view === undefined ? { type: 'message', message_ts: input.ts } : { type: 'view', view_id: view.id },
    ...(view === undefined ? {} : { view: wireView(state, view) }),
  };
  const answer = await desk.transport.deliver({ kind: 'interactive', payload });
  const error = errorOf(answer);
  if (answer.kind !== 'answered') return { ok: false, error };
  const body = isJson(answer.body) ? answer.body : {};
  const groups = Array.isArray(body['option_groups']) ? body['option_groups'].filter(isJson) : [body];
  const options = groups.flatMap((group) => (Array.isArray(group['options']) ? group['options'].filter(isJson) : []));
  if (options.length > 100) return { ok: false, error: 'too_many_options' };
  state.suggestions.set(input.action_id, options);
  return { ok: true, options };
}
