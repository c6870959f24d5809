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
      const { person } = event.data;
      return { ...state, requests: [...state.requests, { request: state.seq, person }] };
    }
    case 'access-granted':
      return { ...joined(state, event.data.person), requests: unanswered(state, event.data.person) };
    case 'access-refused':
      return { ...state, requests: unanswered(state, event.data.person) };
    case 'member-added':
      return { ...joined(moved(state, event.data), event.data.person), requests: unanswered(state, event.data.person) };
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

function joined(state: Incident, person: string): Incident {
  return state.members.includes(person) ? state : { ...state, members: [...state.members, person] };
}

function unanswered({ requests }: Incident, person: string): Incident['requests'] {
  return requests.filter((one) => one.person !== person);
}
