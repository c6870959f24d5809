import { z } from 'zod';
import { type Turn, turnsBetween } from '#playground/fakes/pagerduty/on-call.ts';
import { invalid } from '#playground/fakes/pagerduty/refused.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';
import { wireTurn } from './account-wire.ts';
import { type Asked, fieldsOf, paged, shaped, type Told } from './asked.ts';

/** The longest time that may be looked at: three months. */
const longest = 92 * 86_400_000;

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const ids = z.array(z.string()).optional();
const queryShape = z.object({
  'escalation_policy_ids[]': ids,
  'schedule_ids[]': ids,
  'user_ids[]': ids,
  'include[]': z.array(z.enum(['escalation_policies', 'users', 'schedules'])).default([]),
  since: time.optional(),
  until: time.optional(),
  earliest: z.enum(['true', 'false']).default('false'),
});

/** Who is on call in a time span: now, unless another one is asked for. */
export function onCalls({ state, now }: World, { query }: Asked): Told {
  const wanted = shaped(queryShape, fieldsOf(query));
  const since = wanted.since ?? now();
  const until = wanted.until ?? Math.max(since, now());
  if (until < since) throw invalid('until is before since');
  if (until - since > longest) throw invalid('The time span is longer than three months');
  const turns = turnsBetween(state, since, until).filter(
    ({ policy, user, schedule }) =>
      isAmong(wanted['escalation_policy_ids[]'], policy) &&
      isAmong(wanted['user_ids[]'], user) &&
      isAmong(wanted['schedule_ids[]'], schedule?.id ?? 'null'),
  );
  const shown = wanted.earliest === 'true' ? earliestOf(turns) : turns;
  const withUser = wanted['include[]'].includes('users');
  return paged(
    'oncalls',
    shown.map((turn) => wireTurn(state, turn, withUser)),
    query,
  );
}

function isAmong(ids: readonly string[] | undefined, id: string): boolean {
  return ids === undefined || ids.includes(id);
}

/** The first turn of each user at each level of each policy; turns come in order. */
function earliestOf(turns: readonly Turn[]): readonly Turn[] {
  const first = new Map<string, Turn>();
  for (const turn of turns) {
    const key = `${turn.policy} ${turn.level} ${turn.user}`;
    if (!first.has(key)) first.set(key, turn);
  }
  return [...first.values()];
}
