import type { PeopleEvent } from '#src/domain/incident/events/people.ts';
import type { Incident } from '#src/domain/incident/state.ts';

/** Roles, and who may know of a restricted incident. */
export function evolvePeople(state: Incident, event: PeopleEvent): Incident {
  switch (event.type) {
    case 'role-assigned':
      return { ...state, roles: { ...state.roles, [event.data.role]: event.data.person } };
    case 'security-found':
      return event.data.people.reduce(joined, state);
    case 'access-requested': {
      const { person, why } = event.data;
      const asked = state.requests.find((one) => one.person === person);
      const waits = { request: asked?.request ?? state.seq, person, why };
      return { ...state, requests: [...unanswered(state, person), waits] };
    }
    case 'access-granted':
      return { ...joined(state, event.data.person), requests: unanswered(state, event.data.person) };
    case 'access-refused':
      return { ...state, requests: unanswered(state, event.data.person) };
    case 'member-added':
      return { ...moved(joined(state, event.data.person), event.data), requests: unanswered(state, event.data.person) };
    case 'member-removed':
      return { ...moved(state, event.data), members: state.members.filter((one) => one !== event.data.person) };
  }
}

function moved(
  state: Incident,
  { person, moved: at }: { readonly person: string; readonly moved: number | null },
): Incident {
  return at === null ? state : { ...state, moves: { ...state.moves, [person]: at } };
}

/** Who may know of it again was not seen in its channel since. */
export function joined(state: Incident, person: string): Incident {
  if (state.members.includes(person)) return state;
  const { [person]: _left, ...moves } = state.moves;
  return { ...state, members: [...state.members, person], moves };
}

function unanswered({ requests }: Incident, person: string): Incident['requests'] {
  return requests.filter((one) => one.person !== person);
}
