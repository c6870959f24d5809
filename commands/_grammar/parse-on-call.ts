import { scopeNamed, teamsOf } from '#src/domain/duty.ts';
import type { Policy } from '#src/domain/policy.ts';
import { oneLine } from '#src/domain/text.ts';
import { begunBy } from './begun-by.ts';
import { nearest } from './nearest.ts';
import { spoken } from './spoken.ts';
import { unquoted } from './tokens.ts';

export interface OnCallWords {
  /** The id or the name of a service, or the name of a team, or what was typed where it is neither; `null`: nothing was. */
  readonly named: string | null;
  /** What it was read from, where it was not typed as it stands in the policy. */
  readonly slip: string | null;
}

/** Reads all of `text` as a service or a team, with slips of the finger in it, or as the beginning of a word of only one: `plat`. Total: never throws. */
export function parseOnCall(text: string, policy: Policy): OnCallWords {
  const asked = oneLine(spoken(text)).replace(/^(?:for|of|is)\s+(?=\S)/i, '');
  const typed = unquoted(asked.replace(/\s*\?+$/, ''));
  if (/^(?:all|everybody|everything|list|show|now|today)?$/i.test(typed)) return { named: null, slip: null };
  if (scopeNamed(policy, typed)) return { named: typed, slip: null };
  const known = [
    ...policy.services.map(({ id, name }) => ({ thing: id, names: [id, name] })),
    ...teamsOf(policy).map((team) => ({ thing: team, names: [team] })),
  ];
  const names = known.flatMap((one) => one.names);
  const named = begunBy(typed, known) ?? nearest(typed, names);
  return named === null ? { named: typed, slip: null } : { named, slip: typed };
}
