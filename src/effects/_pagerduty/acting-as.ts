import type { Attempt } from '#src/define.ts';
import { isInSlack } from '#src/domain/people.ts';
import type { Pager } from '#src/ports/pager.ts';
import { userOf } from './user-of.ts';

/** The PagerDuty user `by` acts as there, as they said or by e-mail; `null`: they have none there, and the bot acts for them. */
export async function actingAs(
  by: string | null,
  pager: Pager,
  { deps }: Pick<Attempt<unknown>, 'deps'>,
): Promise<string | null> {
  const person = by !== null && isInSlack(by) ? await deps.store.person(by) : null;
  const user = person?.email ? await userOf(person.email, pager, { deps }) : null;
  // What they do there is told by their id.
  if (user) await deps.store.keepPagerUser(user);
  return user?.email ?? null;
}
