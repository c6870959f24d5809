import { z } from 'zod';
import { flag, handler, limit, page, refuse } from '#playground/workspace/method.ts';
import { wirePerson } from '#playground/workspace/wire.ts';

/** `users.*` and `usergroups.*`. */

export const userInfo = handler(z.object({ user: z.string() }), ({ state, scopes }, args) => {
  const person = state.people.get(args.user);
  if (person === undefined) return refuse('user_not_found');
  return { ok: true, user: wirePerson(state, person, scopes.has('users:read.email')) };
});

export const listUsers = handler(z.object({ limit, cursor: z.string().optional() }), ({ state, scopes, now }, args) => {
  const found = page([...state.people.values()], args.limit, args.cursor);
  if (found === null) return refuse('invalid_cursor');
  return {
    ok: true,
    members: found.items.map((person) => wirePerson(state, person, scopes.has('users:read.email'))),
    cache_ts: Math.floor(now() / 1000),
    response_metadata: { next_cursor: found.next },
  };
});

/** Finds neither who was deactivated nor people of other workspaces. */
export const lookupByEmail = handler(z.object({ email: z.string() }), ({ state }, args) => {
  const email = args.email.toLowerCase();
  const ours = [...state.people.values()].filter(({ isDeleted, teamId }) => !isDeleted && teamId === undefined);
  const person = ours.find((candidate) => candidate.email === email);
  return person === undefined ? refuse('users_not_found') : { ok: true, user: wirePerson(state, person, true) };
});

export const listUserGroups = handler(z.object({ include_users: flag }), ({ state }, args) => ({
  ok: true,
  usergroups: state.userGroups.map(({ users, ...group }) => ({
    ...group,
    team_id: state.team.id,
    is_usergroup: true,
    date_delete: 0,
    user_count: users.length,
    ...(args.include_users ? { users } : {}),
  })),
}));

export const listUserGroupUsers = handler(z.object({ usergroup: z.string() }), ({ state }, args) => {
  const group = state.userGroups.find((candidate) => candidate.id === args.usergroup);
  return group === undefined ? refuse('no_such_subteam') : { ok: true, users: group.users };
});
