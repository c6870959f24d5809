import { changeOf } from '#src/domain/alert/change.ts';
import { type AlertReport, decide, firesAnew } from '#src/domain/alert/decide.ts';
import { turnsCritical } from '#src/domain/alert/effects.ts';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import type { VendorActor } from '#src/domain/people.ts';
import { findService } from '#src/domain/policy.ts';
import type { By } from '#src/domain/recording.ts';
import { maxTries, pause } from '#src/operations/answer-once.ts';
import { goesOnAs, leaving, passedOn } from '#src/operations/attaching.ts';
import { type Changing, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import { commitDeclared, declaredAs } from '#src/operations/declared-by-alert.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Commit, Committed } from '#src/ports/store.ts';

type Hearing = Changing & Pick<Deps, 'ids'>;

/**
 * What a source says of an alert by now. Where nothing of it is new, nothing is written: so it may say so as often, and as late, as it likes. Growing,
 * firing again and being over is told in the open incident it is attached to. A critical one may declare an incident by itself, as the policy has it, once
 * for all of its service while that is open. Throws where it could not be stored, so that it is said again.
 */
export async function hearAlert(deps: Hearing, said: AlertInWords, actor: VendorActor): Promise<void> {
  const report = reportOf(deps, said);
  for (let tries = 0; tries < maxTries; tries += 1) {
    const committed = await hear(deps, report, actor);
    if (committed === null) return;
    if (committed.kind === 'stored') return void deps.queue.wake(committed.wakes);
    await pause(tries);
  }
  throw new Error('an alert was not stored, others were quicker every time');
}

/** `null`: nothing is new. */
async function hear(deps: Hearing, report: AlertReport, actor: VendorActor): Promise<Committed | null> {
  const { store, policy } = deps;
  const by: By = { actor, at: deps.clock.now(), policy };
  const context = { policy, now: by.at };
  const newest = await store.newestAlert(report.source, report.key);
  const attached = newest && (await goesOnAs(deps, newest.incident));
  const before = newest && !firesAnew(newest, report, { ...context, incident: attached }) ? newest : null;
  const incident = before && attached && isOpen(attached) ? attached : null;
  const left = attached !== null && incident === null;

  function eventsFor(number: number): readonly AlertEvent[] {
    const command = before
      ? ({ type: 'hear', report, left } as const)
      : ({ type: 'fire', number, report, before: newest } as const);
    const decision = decide(before, command, context);
    if (!decision.ok) throw new Error(`what a source tells is not refused: ${decision.refusal.code}`);
    return decision.events;
  }

  const rehearsed = eventsFor(0);
  if (rehearsed.length === 0) return null;
  const { after } = changeOf(before, rehearsed, by);
  const leaves = rehearsed.some(({ type }) => type === 'alert-detached');
  const besides = {
    changes: before && leaves ? await leaving(deps, before, by) : [],
    ...(!before && { newest: { source: report.source, key: report.key, number: newest?.number ?? null } }),
  };
  const calls = turnsCritical(leaves ? null : before, after) && incident === null;
  const severity = calls ? declaredAs(after, policy) : null;
  if (severity !== null) return commitDeclared(deps, { before, besides, eventsFor, after, severity }, by);
  const commit = (number: number): Commit => {
    const change = changeOf(before, eventsFor(number), by);
    return { ...besides, changes: [...besides.changes, change, ...(incident ? passedOn(incident, change, by) : [])] };
  };
  return before ? store.commit(commit(before.number)) : store.commitNumbered('alert', null, commit);
}

/** Its texts under ids of their own, its service as the policy knows it. */
function reportOf(deps: Hearing, said: AlertInWords): AlertReport {
  const { source, key, name, service, title, description, links, told, truncated, page } = said;
  return {
    ...{ source, key, name, truncated, page },
    service: service === null ? null : (findService(deps.policy, service)?.id ?? null),
    title: proseOf(deps, title),
    description: proseOrNull(deps, description),
    links: {
      runbook: proseOrNull(deps, links.runbook),
      dashboard: proseOrNull(deps, links.dashboard),
      source: proseOrNull(deps, links.source),
    },
    told: told.map(({ what, ...one }) => ({ ...one, what: proseOrNull(deps, what) })),
  };
}
