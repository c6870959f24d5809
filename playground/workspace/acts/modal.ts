import { z } from 'zod';
import { isJson } from '#playground/workspace/content.ts';
import { clientErrors, stateValues } from '#playground/workspace/forms.ts';
import { type Desk, gesture, payloadStart, type Seen } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest, interactive } from '#playground/workspace/looking.ts';
import type { Person } from '#playground/workspace/people.ts';
import { newResponseUrl } from '#playground/workspace/response-urls.ts';
import { findView, type Json, type View } from '#playground/workspace/state.ts';
import { closeViews, makeView, placeView, pushView } from '#playground/workspace/view-stack.ts';
import { wireView } from '#playground/workspace/wire.ts';
import * as shape from './shapes.ts';

export const submitShape = z.strictObject({
  user: shape.user,
  view_id: z.string(),
  values: shape.values,
  ...shape.repeat,
});

/** `errors`: by block id, under the fields. `view`: what is on the screen now, `null` when the modal went away. */
export interface Submitted extends Seen {
  readonly errors: Json | null;
}

/** Somebody presses a modal's submit button with these values in it. */
export async function submit(desk: Desk, input: z.output<typeof submitShape>): Promise<Submitted> {
  const { world } = desk;
  const person = actorOf(world.state, input.user);
  const view = openModal(desk, person, input.view_id);
  const { blocks } = view.payload;
  const filled = stateValues(world.state, blocks, input.values);
  const early = clientErrors(blocks, filled);
  const shown = wireView(world.state, view, filled);
  if (Object.keys(early).length > 0) {
    return { ok: false, response: null, ephemerals: [], view: shown, answers: [], errors: early };
  }
  const payload = {
    type: 'view_submission',
    ...payloadStart(world, person),
    view: shown,
    response_urls: responseUrls(desk, person, blocks, filled),
  };
  const { first, ...seen } = await gesture(
    desk,
    person,
    null,
    { kind: 'interactive', payload },
    {
      ...input,
      mayReply: false,
    },
  );
  if (first.kind !== 'answered') return { ...seen, view: shown, errors: null };
  const { problem, errors } = obey(desk, view, first.body);
  const top = world.state.modals.get(person.id)?.at(-1);
  return {
    ...seen,
    ok: problem === null && errors === null,
    view: top === undefined ? null : wireView(world.state, top),
    errors,
    ...(problem === null ? {} : problem),
  };
}

interface Obeyed {
  readonly problem: { readonly error: string; readonly problems?: unknown } | null;
  readonly errors: Json | null;
}

/** Does with the modal what the app's answer says. */
function obey({ world }: Desk, view: View, body: unknown): Obeyed {
  const fine = { problem: null, errors: null };
  const answer: Json = isJson(body) ? body : {};
  switch (answer['response_action']) {
    case undefined:
      closeSubmitted(world, view);
      return fine;
    case 'clear':
      closeViews(world, view.user);
      return fine;
    case 'errors':
      return errorsOf(view, answer['errors']);
    case 'update':
    case 'push': {
      if (!isJson(answer['view'])) return { problem: { error: 'invalid_arguments' }, errors: null };
      const made = makeView(world.state, 'modal', view.user, answer['view']);
      if (!made.ok) {
        const { error, response_metadata: problems } = made.refusal;
        return { problem: { error: String(error), problems }, errors: null };
      }
      const placed =
        answer['response_action'] === 'update' ? placeView(world, view, made.view) : pushView(world, made.view);
      return placed === null ? { problem: { error: 'push_limit_reached' }, errors: null } : fine;
    }
    default:
      return { problem: { error: 'invalid_response_action' }, errors: null };
  }
}

/** An accepted modal goes away; one that the app replaced meanwhile stays. */
function closeSubmitted(world: Desk['world'], view: View): void {
  const current = findView(world.state, view.id);
  if (current !== undefined && current.hash === view.hash) closeViews(world, view.user, view.id);
}

function errorsOf(view: View, errors: unknown): Obeyed {
  const { blocks } = view.payload;
  const inputs = Array.isArray(blocks) ? blocks.filter(isJson).filter((block) => block['type'] === 'input') : [];
  const known = isJson(errors) && Object.keys(errors).length > 0;
  if (!known || Object.keys(errors).some((id) => !inputs.some((block) => block['block_id'] === id))) {
    return { problem: { error: 'invalid_errors' }, errors: null };
  }
  return { problem: null, errors };
}

/** Addresses for the conversations picked where `response_url_enabled` says so. */
function responseUrls(desk: Desk, person: Person, blocks: unknown, filled: Record<string, Record<string, Json>>) {
  return interactive(blocks).flatMap(({ blockId, element }) => {
    const action = String(element['action_id']);
    const picked = filled[blockId]?.[action] ?? {};
    const channel = picked['selected_conversation'] ?? picked['selected_channel'];
    if (element['response_url_enabled'] !== true || typeof channel !== 'string') return [];
    const url = newResponseUrl(desk.world, desk.origin, { user: person.id, channel, ts: null });
    return [{ block_id: blockId, action_id: action, channel_id: channel, response_url: url }];
  });
}

export const closeShape = z.strictObject({
  user: shape.user,
  view_id: z.string(),
  /** All modals at once, by the cross in the corner. */
  clear: z.boolean().default(false),
  ...shape.repeat,
});

/** Somebody closes a modal without submitting it; the app hears of it only where the view says `notify_on_close`. */
export async function close(desk: Desk, input: z.output<typeof closeShape>): Promise<Seen> {
  const { world } = desk;
  const person = actorOf(world.state, input.user);
  const view = openModal(desk, person, input.view_id);
  const all = input.clear || view.payload['clear_on_close'] === true;
  const payload = {
    type: 'view_closed',
    ...payloadStart(world, person),
    view: wireView(world.state, view),
    is_cleared: all,
  };
  closeViews(world, person.id, all ? undefined : view.id);
  if (view.payload['notify_on_close'] !== true) {
    return { ok: true, response: null, ephemerals: [], view: null, answers: [] };
  }
  const delivery = { kind: 'interactive', payload } as const;
  const { first: _, ...seen } = await gesture(desk, person, null, delivery, { ...input, mayReply: false });
  return seen;
}

function openModal({ world }: Desk, person: Person, id: string): View {
  const stack = world.state.modals.get(person.id) ?? [];
  const view = stack.find((candidate) => candidate.id === id);
  if (view === undefined) throw new BadRequest(`${person.name} has no open modal ${id}`);
  if (stack.at(-1) !== view) throw new BadRequest(`the modal ${id} is under another one`);
  return view;
}
