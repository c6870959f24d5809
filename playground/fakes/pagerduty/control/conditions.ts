import { z } from 'zod';
import { turnsBetween } from '#playground/fakes/pagerduty/on-call.ts';
import { wireTurn } from '#playground/fakes/pagerduty/rest/account-wire.ts';
import { contactTypes } from '#playground/fakes/pagerduty/state.ts';
import { BadRequest } from '#playground/workspace/looking.ts';
import { parse } from '#playground/workspace/route.ts';
import type { ControlRoute } from './control-route.ts';
import { policyOf, userOf } from './naming.ts';

/** Who is on call, and what the account can do. */

export const showOnCalls: ControlRoute = ({ world: { state, now } }) => ({
  oncalls: turnsBetween(state, now(), now()).map((turn) => wireTurn(state, turn, true)),
});

const onCallShape = z.strictObject({ policy: z.string(), level: z.int().min(1), users: z.array(z.string()) });

/** From now on and for good they are called at that level; nobody is where there are none. */
export const setOnCall: ControlRoute = ({ world }, { input }) => {
  const given = parse(onCallShape, input);
  const policy = policyOf(world.state, given.policy);
  const users = given.users.map((user) => userOf(world.state, user).id);
  if (given.level > policy.levels.length + 1) throw new BadRequest(`there is no level ${given.level - 1} before it`);
  policy.levels = policy.levels.toSpliced(given.level - 1, 1, { schedule: null, turns: [users] });
  world.changed();
  return { ok: true };
};

const contactsShape = z.strictObject({ user: z.string(), types: z.array(z.enum(contactTypes)) });

export const setContacts: ControlRoute = ({ world: { state } }, { input }) => {
  const { user, types } = parse(contactsShape, input);
  userOf(state, user).contacts = types;
  return { ok: true };
};

export const setAbilities: ControlRoute = ({ world: { state } }, { input }) => {
  for (const [name, has] of Object.entries(parse(z.record(z.string(), z.boolean()), input)))
    state.abilities.set(name, has);
  return { ok: true, abilities: Object.fromEntries(state.abilities) };
};
