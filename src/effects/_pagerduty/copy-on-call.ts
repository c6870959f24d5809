import type { BotAttempt } from '#src/define.ts';
import { aheadMs, behindMs, knowPeople, type Turn } from '#src/domain/on-call.ts';
import type { OnCallTurn, Pager } from '#src/ports/pager.ts';

/** Keeps who is on call, now, in the days to come and since the day before, for every service the policy names: a copy that is there when PagerDuty is not. */
export async function copyOnCall(
  pager: Pager,
  { deps, signal }: Pick<BotAttempt<unknown>, 'deps' | 'signal'>,
): Promise<void> {
  const { store, queue, policy, clock } = deps;
  const ours = [...policy.services.map(({ pagerDuty }) => pagerDuty), policy.paging.otherwise, policy.paging.security];
  const services = (await pager.services()).filter(({ id }) => ours.includes(id));
  signal.throwIfAborted();
  const at = clock.now();
  const turns = await turnsOf(pager, [...new Set(services.map((one) => one.policy))], at);
  await store.keepOnCall({
    at,
    policies: Object.fromEntries(services.map((one) => [one.id, one.policy])),
    turns: turns.map(turnFrom),
  });
  for (const { user } of turns) await store.keepPagerUser(user);
  await queue.wake(await store.setGoing([knowPeople]));
}

/** To ask for no policy would be to ask for all of them. */
async function turnsOf(pager: Pager, policies: readonly string[], at: number): Promise<readonly OnCallTurn[]> {
  return policies.length === 0 ? [] : pager.onCall(policies, at - behindMs, at + aheadMs);
}

function turnFrom({ policy, level, user, from, until }: OnCallTurn): Turn {
  return { policy: policy.id, level, person: user, from, until };
}
