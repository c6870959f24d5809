import { findService, type Policy, type RotaShift } from './policy.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Who is on call for these services at `at` (ms), by e-mail: of the teams that own them, else of those that help out, else of the first team with a
 * rota. Where the policy names a person in the place of a team, that person. `null` where there is no rota at all.
 */
export function onCallFor(
  policy: Policy,
  services: readonly string[],
  list: 'primary' | 'secondary',
  at: number,
): string | null {
  const affected = services.map((id) => findService(policy, id)).filter((service) => service !== null);
  const teams = [...affected.map(({ owner }) => owner), ...affected.map(({ backup }) => backup)];
  const turn = (shift: RotaShift | undefined) => shift && turnOf(shift, list, at);
  const named = teams.map((team) =>
    team.includes('@') ? team : turn(policy.rota.find((shift) => shift.team === team)),
  );
  return named.find((email) => email !== undefined) ?? turn(policy.rota[0]) ?? null;
}

/** Whose turn it is on a list at `at` (ms), by e-mail. */
export function onTurn(shift: RotaShift, list: 'primary' | 'secondary', at: number): string | null {
  return turnOf(shift, list, at) ?? null;
}

/** Each list moves on by one person every so many days. Before the first shift it stands at its beginning. */
function turnOf(shift: RotaShift, list: 'primary' | 'secondary', at: number): string | undefined {
  const passed = Math.max(0, Math.floor((at - Date.parse(shift.since)) / (shift.everyDays * dayMs)));
  return shift[list][passed % shift[list].length];
}
