import { type Role, roles } from '#src/domain/incident/events/people.ts';
import { incidentNumber } from './incident-number.ts';
import { keyword } from './keyword.ts';
import { nearest } from './nearest.ts';
import { personWord } from './person-word.ts';
import { tokens } from './tokens.ts';

const roleWords: Readonly<Record<string, Role>> = {
  commander: 'commander',
  ic: 'commander',
  lead: 'commander',
  im: 'commander',
  manager: 'commander',
  ...{
    communications: 'communications',
    communication: 'communications',
    comms: 'communications',
    comm: 'communications',
  },
  cl: 'communications',
  scribe: 'scribe',
  notes: 'scribe',
  recorder: 'scribe',
};

/** Words around them that say nothing more. */
const fillers = /^(?:as|is|to|for|the|role|role:|incident|=|->)$/i;

export interface AssignWords {
  readonly number: number | null;
  readonly role: Role | null;
  /** `undefined`: nobody was named; `null`: nobody is to have it. */
  readonly person: string | null | undefined;
  /** What the role was read from, where there is a slip in it. */
  readonly slip: string | null;
  readonly unread: string | null;
}

/** Reads `INC-7 commander @ana`, `me scribe`, `comms lead nobody`, in any order. `me`: who is typing. Total: never throws. */
export function parseAssign(text: string, me: string): AssignWords {
  const all = tokens(text).map((token) => token.text);
  let said: AssignWords = { number: null, role: null, person: undefined, slip: null, unread: null };
  const unread: string[] = [];
  for (let at = 0; at < all.length; ) {
    const word = all[at] ?? '';
    const number = said.number === null ? incidentNumber(all.slice(at, at + 2)) : null;
    const person = said.person === undefined ? personWord(word, me) : null;
    const role = person === null && number === null ? roleOf(word) : null;
    if (number !== null) said = { ...said, number: number.number };
    else if (person !== null) said = { ...said, person: person.person };
    // `communications lead`: the first of the two says which.
    else if (role !== null)
      said = { ...said, role: said.role === 'communications' ? said.role : role, slip: said.slip ?? slipOf(word) };
    else if (!fillers.test(word)) unread.push(word);
    at += number?.taken ?? 1;
  }
  return { ...said, unread: unread.length > 0 ? unread.join(' ') : null };
}

function roleOf(word: string): Role | null {
  const typed = keyword(word);
  const exact = roleWords[typed];
  if (exact !== undefined && Object.hasOwn(roleWords, typed)) return exact;
  return typed.length < 4 ? null : (roles.find((role) => role === nearest(typed, roles)) ?? null);
}

function slipOf(word: string): string | null {
  const typed = keyword(word);
  return Object.hasOwn(roleWords, typed) ? null : typed;
}
