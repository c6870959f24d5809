import type { Called } from '#src/domain/duty.ts';
import type { Policy } from '#src/domain/policy.ts';

/** What somebody is called who may be called: as PagerDuty or the policy names them, else their e-mail. */
export function nameOf({ name, email, pager }: Called, { people }: Pick<Policy, 'people'>): string {
  const listed = people.find((one) => one.email.toLowerCase() === email?.toLowerCase());
  return listed?.name ?? name ?? email ?? pager ?? '';
}
