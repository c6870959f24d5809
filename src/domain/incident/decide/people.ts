import type { Role } from '#src/domain/incident/events/people.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Decision, events, most, refused, unlessLiving } from './decision.ts';

/** Who has which part, and who may know of it. */
export type PeopleCommand =
  | { readonly type: 'assign'; readonly role: Role; readonly person: string | null }
  | { readonly type: 'request-access'; readonly person: string; readonly why: Prose | null }
  | { readonly type: 'answer-access'; readonly person: string; readonly grant: boolean }
  /** `moved`: when they came into the channel, or left it (ms). */
  | { readonly type: 'add-member'; readonly person: string; readonly moved: number }
  | { readonly type: 'remove-member'; readonly person: string; readonly moved: number }
  /** Who is in the channel, as Slack says at `moved` (ms). */
  | { readonly type: 'match-members'; readonly people: readonly string[]; readonly moved: number };

export function decidePeople(state: Incident, command: PeopleCommand): Decision {
  const { number, members, restricted, requests } = state;
  if (command.type === 'match-members') return matchMembers(state, command);
  const { person } = command;
  switch (command.type) {
    case 'assign':
      return assign(state, command.role, person);
    case 'request-access':
      if (!restricted) return refused({ code: 'not-private', number });
      if (members.includes(command.person)) return refused({ code: 'already-member', number });
      // Asked already, or too many wait: nothing more to tell its members.
      if (requests.some((one) => one.person === person) || requests.length >= most.requests) return events();
      return events({ type: 'access-requested', v: 1, data: { person: command.person, why: command.why } });
    case 'answer-access': {
      const asked = requests.find((one) => one.person === person);
      if (!asked) return refused({ code: 'nobody-asks', number });
      const data = { person: asked.person, request: asked.request };
      return events({ type: command.grant ? 'access-granted' : 'access-refused', v: 1, data });
    }
    case 'add-member':
    case 'remove-member': {
      const { moved } = command;
      const known = state.moves[command.person];
      // Slack tells late what it could not tell in time.
      if (!restricted || (known !== undefined && moved <= known)) return events();
      // Into a channel that was made public everybody can come.
      const inside = members.includes(command.person) || state.channel?.exposed === true;
      if (command.type === 'add-member' && inside) return events();
      const data = { person: command.person, moved };
      return events({ type: command.type === 'add-member' ? 'member-added' : 'member-removed', v: 1, data });
    }
  }
}

/** Only who was seen in the channel before can have left it: others may not have come yet. */
function matchMembers(
  { restricted, members, moves, channel }: Incident,
  { people, moved }: Extract<PeopleCommand, { type: 'match-members' }>,
): Decision {
  if (!restricted || channel?.exposed) return events();
  const came = people.filter((person) => !members.includes(person));
  const left = members.filter((person) => !people.includes(person) && moves[person] !== undefined);
  return events(
    ...came.map((person) => ({ type: 'member-added', v: 1, data: { person, moved } }) as const),
    ...left.map((person) => ({ type: 'member-removed', v: 1, data: { person, moved } }) as const),
  );
}

/** In a restricted incident whoever gets a part may know of it: naming them is adding them. */
function assign(state: Incident, role: Role, person: string | null): Decision {
  const { number } = state;
  const over = unlessLiving(state);
  if (over) return over;
  const outside = person !== null && state.restricted && !state.members.includes(person);
  if (state.roles[role] === person && !outside) return refused({ code: 'already-there', number });
  const assigned = { type: 'role-assigned', v: 1, data: { role, person } } as const;
  return outside ? events({ type: 'member-added', v: 1, data: { person, moved: null } }, assigned) : events(assigned);
}
