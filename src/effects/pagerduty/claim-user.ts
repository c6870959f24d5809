import { z } from 'zod';
import { type BotAttempt, defineBotEffect } from '#src/define.ts';
import { type Claim, type ClaimOutcome, showClaim, tellClaim } from '#src/domain/pager-claim.ts';
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
    const { outcome, onlyTheirWord } = await claimed(attempt, deps.pager);
    const told = [tellClaim(payload, outcome), ...(onlyTheirWord === null ? [] : [showClaim(payload, onlyTheirWord)])];
    await deps.queue.wake(await deps.store.setGoing(told));
    return {};
  },
});

interface Claimed {
  readonly outcome: ClaimOutcome;
  /** What PagerDuty calls them, where Slack does not say by the same e-mail that it is them. */
  readonly onlyTheirWord: string | null;
}

async function claimed({ deps, payload, signal }: BotAttempt<Claim>, pager: Pager): Promise<Claimed> {
  const { store, chat, clock, log } = deps;
  const { person, email } = payload;
  const user = await pager.userByEmail(email);
  const not = (outcome: ClaimOutcome) => ({ outcome, onlyTheirWord: null });
  if (user === null) return not('unknown');
  await store.keepPagerUser(user);
  signal.throwIfAborted();
  const theirs = await chat.personByEmail(email);
  if (theirs) await store.keepPerson({ ...theirs, seenAt: clock.now() });
  if (theirs && theirs.id !== person) return not('somebody-else');
  if (!(await store.claimPagerUser(user.id, person))) return not('taken');
  log.info({ person, user: user.id }, 'pagerduty user claimed');
  return { outcome: 'claimed', onlyTheirWord: theirs === null ? user.name : null };
}
