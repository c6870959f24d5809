import type { PagerPerson } from '#src/domain/paging/page.ts';
import type { PersonActor, VendorActor } from '#src/domain/people.ts';
import { groupsOf } from '#src/domain/policy.ts';
import type { Deps } from '#src/ports/deps.ts';

/** Somebody in PagerDuty, as Slack and the policy know them; else as PagerDuty names them. */
export async function whoIs(
  { store, policy }: Pick<Deps, 'store' | 'policy'>,
  by: PagerPerson | null,
): Promise<PersonActor | VendorActor> {
  const person = by && (await store.personInPager(by.id));
  if (!person || person.outsider) return { kind: 'vendor', vendor: 'pagerduty', user: by };
  return { kind: 'person', person: person.id, groups: groupsOf(policy, person), via: 'pagerduty' };
}
