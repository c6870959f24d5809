import { emailsOfRung } from '#src/domain/on-call.ts';
import type { Paged, Unanswerable } from '#src/domain/paging/events.ts';
import type { Page, PageUrgency } from '#src/domain/paging/page.ts';
import { reconcilePages } from '#src/domain/paging/reconciling.ts';
import { IntegrationError } from '#src/errors.ts';
import { toldIn } from '#src/operations/paging/hear-foreign.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import type { Work } from '#src/ports/store.ts';
import { skewMs, usersOf } from './joining.ts';

/** Who is to be called, and for what. */
export interface Call {
  /** PagerDuty's id of the service, `null` where the policy names none, and what we call it. */
  readonly service: { readonly id: string | null; readonly name: string };
  readonly key: string;
  readonly title: string;
  readonly details: string;
  readonly urgency: PageUrgency;
  readonly priority: string | null;
  /** Services of ours: the rota may name somebody for them. */
  readonly services: readonly string[];
  /** Of the escalation path; 0: whoever PagerDuty calls for the service. */
  readonly rung: number;
  /** Whether the next rung is called where nobody can be. */
  readonly climbs: boolean;
  /** A page there was before: another one is wanted. */
  readonly before: Page | null;
}

export type Called =
  | { readonly kind: 'paged'; readonly paged: Paged }
  | { readonly kind: 'unanswerable'; readonly unanswerable: Unanswerable };

interface Calling {
  readonly deps: Pick<Deps, 'store' | 'queue' | 'policy' | 'clock'>;
  readonly work: Pick<Work, 'stream' | 'createdAt'>;
  readonly signal: AbortSignal;
}

/** Has PagerDuty call people. Throws `IntegrationError` where that failed; that nobody can be called is an answer. */
export async function callPeople(call: Call, pager: Pager, calling: Calling): Promise<Called> {
  const { key, title, details, urgency, priority, rung } = call;
  const { deps, signal } = calling;
  const { id: service } = call.service;
  if (service === null) return unanswerable({ ...call, climbs: false }, 'no-service', deps);
  const users = rung === 0 ? [] : await usersOfRung(call, pager, calling);
  if (rung > 0 && users.length === 0) return unanswerable(call, 'no-account', deps);
  signal.throwIfAborted();
  try {
    const request = { service, key, title, details, urgency, priority, users, from: null };
    return asPaged(call, await pager.page(request));
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.ambiguous || error.retryable) throw error;
    if (error.code === 'nobody-on-call') return unanswerable(call, 'nobody-on-call', deps);
    // PagerDuty refuses a second one under the same key, and does not say clearly that this is why.
    const there = await findCalled(call, pager, calling);
    if (there === null) throw error;
    return there;
  }
}

/**
 * What a call whose answer was lost left behind; `null`: nothing. What an earlier call left, and is over, calls nobody. Throws where what stands is
 * another's, which is about to be ended: then there is room for ours.
 */
export async function findCalled(call: Call, pager: Pager, { deps, work }: Calling): Promise<Called | null> {
  const { id: service } = call.service;
  const there = service === null ? null : await pager.findPage(call.key, service);
  if (there === null || (there.id === call.before?.id && there.status === 'resolved')) return null;
  if (there.status === 'resolved' && there.createdAt < work.createdAt - skewMs) return null;
  const owner = await deps.store.incidentOfPage(there.id);
  if (owner === null || owner.stream === work.stream) return asFound(call, there, deps);
  throw new IntegrationError({ vendor: 'pagerduty', code: 'page-taken', retryable: true, ambiguous: false });
}

/** As it was opened: who took it on, or opened it again, while nobody was told, PagerDuty is asked for at once. */
async function asFound(call: Call, seen: SeenPage, { store, queue }: Calling['deps']): Promise<Called> {
  if (seen.status !== 'acknowledged' && seen.id !== call.before?.id) return asPaged(call, seen);
  void queue.wake(await store.setGoing([reconcilePages]));
  return asPaged(call, { ...seen, status: 'triggered' });
}

function asPaged({ rung }: Call, seen: SeenPage): Called {
  return { kind: 'paged', paged: { ...toldIn(seen).paged, rung } };
}

function unanswerable({ service, rung, climbs }: Call, why: Unanswerable['why'], { policy }: Calling['deps']): Called {
  const { rungs } = policy.escalation;
  const name = rung === 0 ? service.name : (rungs[rung]?.name ?? '');
  return {
    kind: 'unanswerable',
    unanswerable: { rung, name, why, next: climbs && rung + 1 < rungs.length ? rung + 1 : null },
  };
}

/** Ids of those on the rung who have an account there. */
async function usersOfRung({ services, rung }: Call, pager: Pager, calling: Calling): Promise<readonly string[]> {
  const { store, policy, clock } = calling.deps;
  const emails = emailsOfRung(policy, await store.onCall(), services, rung, clock.now());
  const { users } = await usersOf(emails, pager, calling);
  return users.map(({ id }) => id);
}
