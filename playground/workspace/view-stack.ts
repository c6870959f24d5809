import { blockKitProblems } from './block-kit.ts';
import { isJson, nameBlocks } from './content.ts';
import { type ApiResult, refuse, refuseBecause } from './method.ts';
import { type Json, nextId, type State, type View } from './state.ts';
import type { World } from './world.ts';

/** Slack's ceiling for one view as JSON, bytes. */
const largestView = 250_000;
const tallestStack = 3;

/** A view as the app described it, checked and with every block named; it is not on anybody's screen yet. */
export function makeView(
  state: State,
  kind: 'modal' | 'home',
  user: string,
  payload: Json,
): { readonly ok: true; readonly view: View } | { readonly ok: false; readonly refusal: ApiResult } {
  if (JSON.stringify(payload).length > largestView) return { ok: false, refusal: refuse('view_too_large') };
  const problems = blockKitProblems(kind, payload);
  if (problems.length > 0) return { ok: false, refusal: refuseBecause('invalid_arguments', problems) };
  const externalId = payload['external_id'];
  const others = [...state.modals.values()].flat();
  if (externalId && others.some((other) => other.user !== user && other.payload['external_id'] === externalId)) {
    return { ok: false, refusal: refuse('duplicate_external_id') };
  }
  const blocks = Array.isArray(payload['blocks']) ? payload['blocks'].filter(isJson) : [];
  const id = nextId(state, 'V');
  const view: View = {
    id,
    user,
    hash: `${Date.now()}.${nextId(state, 'h')}`,
    payload: { ...payload, blocks: nameBlocks(state, blocks) },
    rootId: id,
    previousId: null,
  };
  return { ok: true, view };
}

/** Shows a modal alone: one that was open gives way. */
export function openRoot(world: World, view: View): View {
  return setStack(world, view.user, [view], view);
}

/** Shows a modal on top of what is open, or `null` when there is no room. */
export function pushView(world: World, view: View): View | null {
  const stack = world.state.modals.get(view.user) ?? [];
  const [root] = stack;
  if (stack.length >= tallestStack) return null;
  const pushed = { ...view, rootId: root?.rootId ?? view.id, previousId: stack.at(-1)?.id ?? null };
  return setStack(world, view.user, [...stack, pushed], pushed);
}

/** Puts new content in a view's place; it keeps its id. */
export function placeView(world: World, old: View, fresh: View): View {
  const placed = { ...fresh, id: old.id, rootId: old.rootId, previousId: old.previousId };
  if (world.state.homes.get(old.user)?.id === old.id) return publishHome(world, placed);
  const stack = world.state.modals.get(old.user) ?? [];
  return setStack(
    world,
    old.user,
    stack.map((view) => (view.id === old.id ? placed : view)),
    placed,
  );
}

export function publishHome(world: World, view: View): View {
  const old = world.state.homes.get(view.user);
  const home = old === undefined ? view : { ...view, id: old.id, rootId: old.rootId };
  world.state.homes.set(view.user, home);
  world.changed();
  return home;
}

/** Takes one view off the stack, with all above it; without an id, all of them. */
export function closeViews(world: World, user: string, id?: string): void {
  const stack = world.state.modals.get(user) ?? [];
  const at = id === undefined ? 0 : stack.findIndex((view) => view.id === id);
  if (at >= 0) setStack(world, user, stack.slice(0, at), null);
}

function setStack<T extends View | null>(world: World, user: string, stack: readonly View[], shown: T): T {
  if (stack.length === 0) world.state.modals.delete(user);
  else world.state.modals.set(user, stack);
  world.changed();
  return shown;
}
