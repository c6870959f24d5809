import type { Role } from '#src/domain/incident/events/people.ts';
import { type Incident, isExposed } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Decision, events, most, refused, says, takenOn, unlessLiving } from './decision.ts';

/** Who has which part, and who may know of it. */
export type PeopleCommand =
  /** `stranger`: the person is known to be none who may do anything here. */
  | {
      readonly type: 'assign';
      readonly by: string;
      readonly role: Role;
      readonly person: string | null;
      readonly stranger: boolean;
    }
  | { readonly type: 'request-access'; readonly person: string; readonly why: Prose | null }
  | { readonly type: 'answer-access'; readonly person: string; readonly grant: boolean }
  /** `moved`: when they came into the channel, or left it (ms). */
  | { readonly type: 'add-member'; readonly person: string; readonly moved: number }
  | { readonly type: 'remove-member'; readonly person: string; readonly moved: number }
  /** Who is in the channel, which is private, as we saw at `moved` (ms). `before`: what was known of it until then. */
  | {
      readonly type: 'match-members';
      readonly people: readonly string[];
      readonly moved: number;
      readonly before: Pick<Incident, 'channel'>;
    };

export function decidePeople(state: Incident, command: PeopleCommand): Decision {
  const { number, members, restricted, requests } = state;
  if (command.type === 'match-members') return matchMembers(state, command);
  const { person } = command;
  switch (command.type) {
    case 'assign':
      return assign(state, command);
    case 'request-access':
      if (!restricted) return refused({ code: 'not-private', number });
      if (members.includes(command.person)) return refused({ code: 'already-member', number });
      return asksMore(requests, command)
        ? events({ type: 'access-requested', v: 1, data: { person: command.person, why: command.why } })
        : events();
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
      const inside = members.includes(command.person) || isExposed(state);
      if (command.type === 'add-member' && inside) return events();
      const data = { person: command.person, moved };
      return events({ type: command.type === 'add-member' ? 'member-added' : 'member-removed', v: 1, data });
    }
  }
}

/** Whether there is more to tell its members: not where somebody asked already and gives no other reason, nor where too many wait. */
function asksMore(
  requests: Incident['requests'],
  { person, why }: Extract<PeopleCommand, { type: 'request-access' }>,
): boolean {
  const asked = requests.find((one) => one.person === person);
  return asked ? says(why) && why?.body !== asked.why?.body : requests.length < most.requests;
}

/** Only who was seen in the channel before can have left it: others may not have come yet. What was told while we looked counts for more. */
function matchMembers(
  { restricted, members, moves, channel }: Incident,
  { people, moved, before }: Extract<PeopleCommand, { type: 'match-members' }>,
): Decision {
  const { exposed, turnedAt } = before.channel ?? {};
  if (!restricted || channel?.exposed !== exposed || channel?.turnedAt !== turnedAt) return events();
  const movedSince = (person: string) => (moves[person] ?? moved) > moved;
  const came = people.filter((person) => !members.includes(person) && !movedSince(person));
  const left = members.filter(
    (person) => !people.includes(person) && moves[person] !== undefined && !movedSince(person),
  );
  return events(
    ...came.map((person) => ({ type: 'member-added', v: 1, data: { person, moved } }) as const),
    ...left.map((person) => ({ type: 'member-removed', v: 1, data: { person, moved } }) as const),
    ...(isExposed({ channel }) ? [{ type: 'channel-hidden', v: 1, data: {} } as const] : []),
  );
}

/** In a restricted incident whoever gets a part may know of it: naming them is adding them. */
function assign(state: Incident, { by, role, person, stranger }: Extract<PeopleCommand, { type: 'assign' }>): Decision {
  const { number } = state;
  const over = unlessLiving(state);
  if (over) return over;
  if (person !== null && stranger) return refused({ code: 'not-a-responder', person });
  const outside = person !== null && state.restricted && !state.members.includes(person);
  if (state.roles[role] === person && !outside) return refused({ code: 'already-there', number });
  const assigned = { type: 'role-assigned', v: 2, data: { role, person, had: state.roles[role] } } as const;
  const taken = role === 'commander' && person === by ? takenOn(state, by) : [];
  return outside
    ? events({ type: 'member-added', v: 1, data: { person, moved: null } }, ...taken, assigned)
    : events(...taken, assigned);
}
