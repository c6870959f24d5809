import { may } from '#src/domain/access.ts';
import { claimUser } from '#src/domain/pager-claim.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

/** `ok`: PagerDuty is being asked, and they are told what comes of it. */
export type Claimed = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** `actor` says that in PagerDuty they are whoever has this e-mail. Refuses the e-mail of somebody else in Slack. */
export async function claimPagerUser(
  { store, queue, pager, clock }: Pick<Deps, 'store' | 'queue' | 'pager' | 'clock'>,
  { email }: { readonly email: string },
  { actor }: { readonly actor: PersonActor },
): Promise<Claimed> {
  const permission = may(actor, 'me.pagerduty');
  if (!permission.ok) return permission;
  if (pager === null) return { ok: false, refusal: { code: 'no-pager' } };
  const theirs = await store.peopleWith([email]);
  if (theirs.some(({ id }) => id !== actor.person)) return { ok: false, refusal: { code: 'email-of-another', email } };
  const claim = { person: actor.person, email, at: clock.now() };
  void queue.wake(await store.setGoing([claimUser(claim)]));
  return { ok: true };
}
