import type { Level, State } from './state.ts';

const week = 7 * 86_400_000;

/** Somebody is on call at a level of a policy (1 is called first). `start`, `end`: ms; `null`: for good. */
export interface Turn {
  readonly policy: string;
  readonly level: number;
  readonly user: string;
  readonly schedule: Level['schedule'];
  readonly start: number | null;
  readonly end: number | null;
}

/** Whoever is on call at that level at that moment: ids. */
export function onCallAt(state: State, policy: string, level: number, at: number): readonly string[] {
  return turnsBetween(state, at, at)
    .filter((turn) => turn.policy === policy && turn.level === level)
    .map(({ user }) => user);
}

/** The first level of a policy at which somebody is on call, and who; `null`: nobody is at any. */
export function firstOnCall(state: State, policy: string, at: number) {
  const levels = state.policies.get(policy)?.levels ?? [];
  const found = levels.map((_, index) => ({ level: index + 1, users: onCallAt(state, policy, index + 1, at) }));
  return found.find(({ users }) => users.length > 0) ?? null;
}

/** Every turn that overlaps that time, ends included: by policy, level and time. */
export function turnsBetween(state: State, since: number, until: number): readonly Turn[] {
  return [...state.policies.values()].flatMap(({ id, levels }) =>
    levels.flatMap((level, index) => turnsOf(state, level, since, until).map(placed(id, index + 1, level))),
  );
}

interface Stretch {
  readonly user: string;
  readonly start: number | null;
  readonly end: number | null;
}

function placed(policy: string, level: number, { schedule }: Level) {
  return (stretch: Stretch): Turn => ({ policy, level, schedule, ...stretch });
}

function turnsOf({ turnsSince }: State, { turns }: Level, since: number, until: number): readonly Stretch[] {
  const [only = []] = turns;
  if (turns.length <= 1) return only.map((user) => ({ user, start: null, end: null }));
  const first = Math.floor((since - turnsSince) / week);
  const last = Math.floor((until - turnsSince) / week);
  return Array.from({ length: last - first + 1 }, (_, step) => first + step).flatMap((turn) => {
    const start = turnsSince + turn * week;
    // Turns before the first one went round likewise.
    const users = turns[((turn % turns.length) + turns.length) % turns.length] ?? [];
    return users.map((user) => ({ user, start, end: start + week }));
  });
}
