import { z } from 'zod';
import { type Attempt, type Done, defineEffect, superseded } from '#src/define.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { emailsOfRung } from '#src/domain/on-call.ts';
import { pageKey, pageLink } from '#src/domain/paging/key.ts';
import { hears } from '#src/effects/_pagerduty/hears.ts';
import { createLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { pagedService } from '#src/effects/_pagerduty/target.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import { pageDetails, pageTitle } from '#views/documents/page.ts';

type Payload = { readonly rung: number };

/**
 * Has PagerDuty call people: whoever it says is on call for the service (rung 0), or a later rung of the escalation path where that is nobody (runbook
 * 003). Our key finds what a lost answer left behind; there is one page for an incident, whatever happens.
 */
export const page = defineEffect<Payload>({
  kind: 'pagerduty.page',
  vendor: 'pagerduty',
  class: 'searchable',
  settleMs,
  scopes: [],
  payload: z.object({ rung: z.int() }).parse,
  buckets: () => [createLimit],
  // What may stand already must be found, whatever became of the incident meanwhile.
  wanted: ({ deps, incident, work }) =>
    deps.pager !== null &&
    pagedService(incident, deps.policy) !== null &&
    (work.last === 'ambiguous' || isToBeCalled(incident)),
  async find(attempt) {
    const there = await standingThere(attempt);
    return there ? { kind: 'found', done: paged(attempt, there) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const { deps, incident, payload, signal } = attempt;
    const service = pagedService(incident, deps.policy);
    if (!deps.pager || !service || !isToBeCalled(incident)) return superseded;
    const users = await usersOfRung(attempt, deps.pager);
    if (payload.rung > 0 && users.length === 0) return unanswerable(attempt, 'no-account');
    signal.throwIfAborted();
    const { urgency, priority } = deps.policy.paging.severities[incident.severity];
    try {
      const opened = await deps.pager.page({
        ...{ service: service.id, key: keyOf(incident), urgency, priority, users, from: null },
        title: pageTitle(incident),
        details: pageDetails(incident, deps.policy),
      });
      return paged(attempt, opened);
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.ambiguous || error.retryable) throw error;
      if (error.code === 'nobody-on-call') return unanswerable(attempt, 'nobody-on-call');
      // PagerDuty refuses a second one under the same key, and does not say clearly that this is why.
      const there = await standingThere(attempt);
      if (there === null) throw error;
      return paged(attempt, there);
    }
  },
});

function keyOf({ stream, declaredAt }: Incident): string {
  return pageKey(stream, declaredAt);
}

function isToBeCalled({ status, page: known }: Incident): boolean {
  return isOpen({ status }) && (known === null || known.gone);
}

async function standingThere({ deps, incident }: Attempt<Payload>): Promise<SeenPage | null> {
  const service = pagedService(incident, deps.policy);
  if (!deps.pager || !service) return null;
  const there = await deps.pager.findPage(keyOf(incident), service.id);
  return there?.id === incident.page?.id ? null : there;
}

/** Ids of those on the rung who have an account there. */
async function usersOfRung({ deps, incident, payload, signal }: Attempt<Payload>, pager: Pager) {
  const ids: string[] = [];
  // Rung 0 is whoever the service calls by itself.
  if (payload.rung === 0) return ids;
  const onCall = await deps.store.onCall();
  for (const email of emailsOfRung(deps.policy, onCall, incident.services, payload.rung, deps.clock.now())) {
    signal.throwIfAborted();
    const user = await pager.userByEmail(email);
    if (user) ids.push(user.id);
  }
  return ids;
}

function paged(attempt: Attempt<Payload>, seen: SeenPage): Done {
  const { incident, payload } = attempt;
  const { id, number, url, service, status, urgency, priority, assignees, createdAt: at } = seen;
  return {
    ...hears(attempt, {
      type: 'hear-paged',
      paged: { page: id, number, url, service, status, urgency, priority, assignees, at, rung: payload.rung },
    }),
    links: [{ kind: pageLink, ours: `${incident.stream}.${id}`, theirs: id }],
  };
}

function unanswerable(attempt: Attempt<Payload>, why: 'nobody-on-call' | 'no-account'): Done {
  const { deps, incident, payload } = attempt;
  const { rungs } = deps.policy.escalation;
  const { rung } = payload;
  const name = rung === 0 ? (pagedService(incident, deps.policy)?.name ?? '') : (rungs[rung]?.name ?? '');
  const next = rung + 1 < rungs.length ? rung + 1 : null;
  return hears(attempt, { type: 'hear-unanswerable', unanswerable: { rung, name, why, next } });
}
