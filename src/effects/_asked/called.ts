import { isOpenThere, type Page } from '#src/domain/paging/page.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Whom PagerDuty calls now, by Slack id, as far as Slack knows them: they are asked to acknowledge it, and not somebody whose phone is silent.
 * Empty: nobody is called by now, or nobody knows who that is here.
 */
export async function calledNow(page: Page | null, { store }: Pick<Deps, 'store'>): Promise<readonly string[]> {
  if (!isOpenThere(page) || page.status !== 'triggered') return [];
  const people = await Promise.all(page.assignees.map(({ id }) => store.personInPager(id)));
  return people.flatMap((person) => (person && !person.outsider ? [person.id] : []));
}
