import { z } from 'zod';
import { type AnyDone, defineSubjectEffect, notYet, type SubjectAttempt, superseded } from '#src/define.ts';
import type { Subject } from '#src/domain/change.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import type { RespondersPaged } from '#src/domain/paging/events.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { askedBy, isOwed, type Meant } from '#src/effects/_asked/asked.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { askToJoin, gone, joinable, usersOf, wereAsked } from '#src/effects/_pagerduty/joining.ts';
import { askLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { comingPage, standing } from '#src/effects/_pagerduty/standing.ts';
import { reconcilePage } from '#src/operations/paging/reconcile.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import { joinRequest } from '#views/documents/page.ts';

interface Payload {
  readonly of: number;
}

/**
 * Has PagerDuty call more people for the page that stands: whom somebody asked for, or the next rung while nobody acknowledges (runbook 003). Waits for a
 * page that is still to come, also in the place of one that was deleted there. Slack tells them besides, so where none comes, or in an account that cannot do it, that is said and nothing else is tried.
 */
export const ask = defineSubjectEffect<Payload>({
  kind: 'pagerduty.ask',
  vendor: 'pagerduty',
  class: 'searchable',
  // Asks first who the one is who asks, and whether the page stands, also where that is refused.
  settleMs: settleMs(4),
  scopes: [],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [askLimit],
  wanted: ({ deps, subject }) => deps.pager !== null && isToBeJoined(subject),
  async find(attempt) {
    const page = standing(attempt);
    const { pager } = attempt.deps;
    const seen = page && pager && (await joinable(page.id, pager));
    if (!seen || !pager) return { kind: 'absent' };
    const { users, missing } = await meantBesides(attempt, await askedBy(attempt, attempt.payload.of), seen, pager);
    return wereAsked(users, seen, attempt.work)
      ? { kind: 'found', done: paged(attempt, { people: users, missing }) }
      : { kind: 'absent' };
  },
  async perform(attempt) {
    const { deps, subject, payload, signal } = attempt;
    const meant = await askedBy(attempt, payload.of);
    if (!deps.pager || (meant.missed !== null && !isOwed(subject, meant.missed, deps.policy))) return superseded;
    const page = await comingPage(attempt);
    if (page === notYet) return notYet;
    if (!page || page.status === 'resolved') return paged(attempt, { people: [], missing: [], unable: 'no-page' });
    const seen = await joinable(page.id, deps.pager);
    if (seen === null) return heardFirst(attempt, page, deps.pager);
    const { users, missing, called } = await meantBesides(attempt, meant, seen, deps.pager);
    if (users.length === 0) return called && missing.length === 0 ? {} : paged(attempt, { people: [], missing });
    const from = await actingAs(await askerOf(attempt), deps.pager, attempt);
    signal.throwIfAborted();
    const message = joinRequest(subject, payload.of, meant);
    const unable = await askToJoin({ page: page.id, message, users, from }, deps.pager);
    if (unable === gone) return heardFirst(attempt, page, deps.pager);
    return paged(attempt, { people: unable === null ? users : [], missing, unable });
  },
});

/** What became of the page may call people anew: that page they are to join. Where nothing is heard of it, there is none. */
async function heardFirst(
  attempt: SubjectAttempt<Payload>,
  page: Page,
  pager: Pager,
): Promise<AnyDone | typeof notYet> {
  await reconcilePage(attempt.deps, pager, page);
  const now = await comingPage(attempt);
  const same = now !== notYet && now?.id === page.id && now.status !== 'resolved';
  return same ? paged(attempt, { people: [], missing: [], unable: 'no-page' }) : notYet;
}

function isToBeJoined({ of, state }: Subject): boolean {
  return of === 'inc' ? isOpen(state) && !state.drill : state.unacknowledged !== null;
}

/** Who of them has an account there. Whom the page itself calls (`called`) need not be called once more because nobody has acknowledged it. */
async function meantBesides(
  attempt: SubjectAttempt<Payload>,
  { emails, missed }: Meant,
  { assignees }: SeenPage,
  pager: Pager,
) {
  const { users, missing } = await usersOf(emails, pager, attempt);
  const called = missed === null ? [] : assignees.map(({ id }) => id);
  const others = users.filter(({ id }) => !called.includes(id));
  return { users: others, missing, called: others.length < users.length };
}

/** By Slack id; `null`: nobody did, it was missed. */
async function askerOf({ deps: { store }, subject, payload }: SubjectAttempt<Payload>): Promise<string | null> {
  const recorded = subject.of === 'inc' ? await store.event(subject.state.stream, payload.of) : null;
  return recorded?.actor.kind === 'person' ? recorded.actor.person : null;
}

function paged(
  { payload: { of } }: SubjectAttempt<Payload>,
  data: Omit<RespondersPaged, 'of' | 'unable'> & Partial<Pick<RespondersPaged, 'unable'>>,
): AnyDone {
  const event = { type: 'responders-paged', v: 2, data: { of, unable: null, ...data } } as const;
  return { happened: (fresh) => ({ ...fresh, events: [event] }) };
}
