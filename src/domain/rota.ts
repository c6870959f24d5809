import { findService, type Policy, type RotaShift } from './policy.ts';

const dayMs = 24 * 60 * 60_000;

type List = 'primary' | 'secondary';

/** Whose turn it is by the rota, and whose it is next: e-mails. */
export interface RotaTurn {
  readonly email: string;
  /** When somebody else takes over (ms), and who; `null`: nobody does. */
  readonly next: { readonly at: number; readonly email: string } | null;
}

/**
 * Who is on call for these services at `at` (ms), by e-mail: of the teams that own them, else of those that help out, else of the first team with a
 * rota. Where the policy names a person in the place of a team, that person. `null` where there is no rota at all.
 */
export function onCallFor(policy: Policy, services: readonly string[], list: List, at: number): string | null {
  return rotaTurn(policy, services, list, at)?.email ?? null;
}

/** The same, with who is next. */
export function rotaTurn(policy: Policy, services: readonly string[], list: List, at: number): RotaTurn | null {
  const affected = services.map((id) => findService(policy, id)).filter((service) => service !== null);
  const teams = [...affected.map(({ owner }) => owner), ...affected.map(({ backup }) => backup)];
  const named = teams.map((team) => (team.includes('@') ? { email: team, next: null } : turnOfTeam(team)));
  return named.find((turn) => turn !== null) ?? turnOf(policy.rota[0]);

  function turnOfTeam(team: string): RotaTurn | null {
    return turnOf(policy.rota.find((shift) => shift.team === team));
  }

  function turnOf(shift: RotaShift | undefined): RotaTurn | null {
    return shift ? turnOnList(shift, list, at) : null;
  }
}

/** Whose turn it is on a list at `at` (ms), and whose it is next. */
export function turnOnList(shift: RotaShift, list: List, at: number): RotaTurn | null {
  const names = shift[list];
  const passed = passedBy(shift, at);
  const email = names[passed % names.length];
  if (email === undefined) return null;
  const turns = names.map((_, step) => ({ step, email: names[(passed + step) % names.length] ?? email }));
  // Nobody takes over from themselves.
  const next = turns.find((turn) => turn.email !== email);
  if (next === undefined) return { email, next: null };
  const begins = Date.parse(shift.since) + (passed + next.step) * shift.everyDays * dayMs;
  return { email, next: { at: begins, email: next.email } };
}

/** How many turns are over. Each list moves on by one person every so many days; before the first shift it stands at its beginning. */
function passedBy({ since, everyDays }: RotaShift, at: number): number {
  return Math.max(0, Math.floor((at - Date.parse(since)) / (everyDays * dayMs)));
}
