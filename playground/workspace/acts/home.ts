import type { Events } from '#playground/workspace/events.ts';
import { showAnswer } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest } from '#playground/workspace/looking.ts';
import { directChannel, type Json, nextTs } from '#playground/workspace/state.ts';
import { wireView } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';

/** Somebody opens the app's home tab; the app hears of it, each time. */
export async function openHome(world: World, events: Events, user: string): Promise<Json> {
  const { state } = world;
  const person = actorOf(state, user);
  if (!world.hasHome || person.teamId !== undefined) throw new BadRequest(`${person.name} is shown no home tab`);
  const view = state.homes.get(person.id);
  const direct = directChannel(state, person.id, world.now());
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: direct.id,
    tab: 'home',
    ...(view === undefined ? {} : { view: wireView(state, view) }),
    event_ts: nextTs(direct, world.now()),
  };
  const answers = await events.repeating(1, () => world.publish(event, null));
  const current = state.homes.get(person.id);
  return { ok: true, view: current === undefined ? null : wireView(state, current), answers: answers.map(showAnswer) };
}
