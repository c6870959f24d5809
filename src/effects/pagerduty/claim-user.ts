import { z } from 'zod';
import { type BotAttempt, defineBotEffect } from '#src/define.ts';
import { type Claim, type ClaimOutcome, tellClaim } from '#src/domain/pager-claim.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';
import type { Pager } from '#src/ports/pager.ts';

/** Keeps that somebody is a user of PagerDuty, where there is one with the e-mail they said, and nobody else is it. */
export const claimUser = defineBotEffect({
  kind: 'pagerduty.claim-user',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({ person: z.string(), email: z.string(), at: z.number() }).parse,
  buckets: () => [lookupLimit],
  wanted: ({ deps }) => deps.pager !== null,
  async perform(attempt) {
    const { deps, payload } = attempt;
    if (deps.pager === null) return {};
    const outcome = await claimed(attempt, deps.pager);
    await deps.queue.wake(await deps.store.setGoing([tellClaim(payload, outcome)]));
    return {};
  },
});

async function claimed({ deps, payload, signal }: BotAttempt<Claim>, pager: Pager): Promise<ClaimOutcome> {
  const { store, chat, clock, log } = deps;
  const { person, email } = payload;
  const user = await pager.userByEmail(email);
  if (user === null) return 'unknown';
  await store.keepPagerUser(user);
  signal.throwIfAborted();
  const theirs = await chat.personByEmail(email);
  if (theirs) await store.keepPerson({ ...theirs, seenAt: clock.now() });
  if (theirs && theirs.id !== person) return 'somebody-else';
  if (!(await store.claimPagerUser(user.id, person))) return 'taken';
  log.info({ person, user: user.id }, 'pagerduty user claimed');
  return 'claimed';
}
