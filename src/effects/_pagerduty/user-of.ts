import type { Deps } from '#src/ports/deps.ts';
import type { Pager, PagerUser } from '#src/ports/pager.ts';

/** Who somebody is in PagerDuty, by the e-mail they have in Slack: as they said themselves, else whoever has it there. `null`: nobody. */
export async function userOf(
  email: string,
  pager: Pager,
  { deps: { store } }: { readonly deps: Pick<Deps, 'store'> },
): Promise<PagerUser | null> {
  const [person] = await store.peopleWith([email]);
  const known = person ? await store.pagerOf(person.id) : null;
  const said = known?.said ? known.user.email : null;
  return pager.userByEmail(said ?? email);
}
