import { z } from 'zod';
import { type AnyDone, defineSubjectEffect, notYet, type SubjectAttempt, superseded } from '#src/define.ts';
import type { Subject } from '#src/domain/change.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import type { RespondersPaged } from '#src/domain/paging/events.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { askedBy, isOwed, type Meant } from '#src/effects/_asked/asked.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { askToJoin, gone, isJoinable, usersOf, wereAsked } from '#src/effects/_pagerduty/joining.ts';
import { askLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { comingPage, standing } from '#src/effects/_pagerduty/standing.ts';
import { reconcilePage } from '#src/operations/paging/reconcile.ts';
import type { Pager } from '#src/ports/pager.ts';
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
  // Asks first who the one is who asks, and whether the page stands.
  settleMs: settleMs(3),
  scopes: [],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [askLimit],
  wanted: ({ deps, subject }) => deps.pager !== null && isToBeJoined(subject),
  async find(attempt) {
    const page = standing(attempt);
    const { pager } = attempt.deps;
    if (!page || !pager) return { kind: 'absent' };
    const { users, missing } = await calledBesides(attempt, await askedBy(attempt, attempt.payload.of), page, pager);
    return (await wereAsked(users, page.id, pager, attempt.work))
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
    const { users, missing } = await calledBesides(attempt, meant, page, deps.pager);
    if (users.length === 0) return paged(attempt, { people: [], missing });
    const from = await actingAs(await askerOf(attempt), deps.pager, attempt);
    signal.throwIfAborted();
    const message = joinRequest(subject, payload.of, meant);
    const joinable = await isJoinable(page.id, deps.pager);
    const unable = joinable ? await askToJoin({ page: page.id, message, users, from }, deps.pager) : gone;
    if (unable === gone) {
      // What became of it may call people anew, and that page they are to join.
      await reconcilePage(deps, deps.pager, page);
      return notYet;
    }
    return paged(attempt, { people: unable === null ? users : [], missing, unable });
  },
});

function isToBeJoined({ of, state }: Subject): boolean {
  return of === 'inc' ? isOpen(state) && !state.drill : state.unacknowledged !== null;
}

/** Who of them has an account there. Whom the page itself called need not be called once more for nobody has acknowledged it. */
async function calledBesides(
  attempt: SubjectAttempt<Payload>,
  { emails, missed }: Meant,
  { assignees }: Page,
  pager: Pager,
) {
  const { users, missing } = await usersOf(emails, pager, attempt);
  const called = missed !== null ? assignees.map(({ id }) => id) : [];
  return { users: users.filter(({ id }) => !called.includes(id)), missing };
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
