import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { acknowledgeAlert } from '#src/operations/alert/acknowledge.ts';
import { attachAlert } from '#src/operations/alert/attach.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import { keepAlertPromise } from '#src/operations/alert/keep-promise.ts';
import { listAlerts } from '#src/operations/alert/list.ts';
import { retryAlert } from '#src/operations/alert/retry.ts';
import { showAlert } from '#src/operations/alert/show.ts';
import type { By } from '#src/operations/change-incident.ts';
import { requestAccess } from '#src/operations/incident/access.ts';
import { acknowledge } from '#src/operations/incident/acknowledge.ts';
import { setAffected } from '#src/operations/incident/affected.ts';
import { assignRole } from '#src/operations/incident/assign.ts';
import { cancel } from '#src/operations/incident/cancel.ts';
import { captureMessage } from '#src/operations/incident/capture.ts';
import { beginChecklist } from '#src/operations/incident/checklist.ts';
import { close } from '#src/operations/incident/close.ts';
import { declareIncident } from '#src/operations/incident/declare.ts';
import { exportTimeline } from '#src/operations/incident/export.ts';
import { findIncidents } from '#src/operations/incident/find.ts';
import { followUp } from '#src/operations/incident/follow-up.ts';
import { channelChanged } from '#src/operations/incident/hear-channel.ts';
import { messageDeleted, messageEdited } from '#src/operations/incident/hear-message.ts';
import { incidentHere } from '#src/operations/incident/here.ts';
import { keepPromises } from '#src/operations/incident/keep-promises.ts';
import { addLink } from '#src/operations/incident/link.ts';
import { listIncidents } from '#src/operations/incident/list.ts';
import { merge } from '#src/operations/incident/merge.ts';
import { mitigate } from '#src/operations/incident/mitigate.ts';
import { addNote } from '#src/operations/incident/note.ts';
import { ownIncident } from '#src/operations/incident/own.ts';
import { page } from '#src/operations/incident/page.ts';
import { reopen } from '#src/operations/incident/reopen.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { retryFailed } from '#src/operations/incident/retry.ts';
import { review } from '#src/operations/incident/review.ts';
import { setSeverity } from '#src/operations/incident/severity.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { snooze } from '#src/operations/incident/snooze.ts';
import { setStatus } from '#src/operations/incident/status.ts';
import { tickTask } from '#src/operations/incident/task.ts';
import { recallTimeline } from '#src/operations/incident/timeline.ts';
import { postUpdate } from '#src/operations/incident/update.ts';
import { claimPagerUser } from '#src/operations/me/claim-pager-user.ts';
import { readHome } from '#src/operations/me/home.ts';
import { releasePagerUser } from '#src/operations/me/release-pager-user.ts';
import { showMe } from '#src/operations/me/show.ts';
import { showOnCall } from '#src/operations/oncall/show.ts';
import { hearNote, hearPaged } from '#src/operations/paging/hear.ts';
import { hearDeleted } from '#src/operations/paging/reconcile.ts';
import { showReport } from '#src/operations/report/show.ts';
import { listServices } from '#src/operations/service/list.ts';
import { showService } from '#src/operations/service/show.ts';
import { captureRequested, channelOpened, person } from '#test/support/builders.ts';
import { policyWithLists } from '#test/support/checklists.ts';
import { silentLog } from '#test/support/log.ts';
import { aDeclaration, channelOf, type OperationBench, operationBench } from '#test/support/operation-bench.ts';
import { pagerAt } from '#test/vendors/pagerduty/stub-pagerduty.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const member = 'mia';

/** Who asks, and about what. */
const cases = {
  'a responder': { actor: person('rita'), restricted: false },
  'a guest': { actor: person('gus', []), restricted: false },
  'somebody unverified': { actor: person('una', ['unverified']), restricted: false },
  'somebody of security, who is no responder': { actor: person('sam', ['security']), restricted: false },
  'a stranger to a restricted one': { actor: person('rita'), restricted: true },
  'its member': { actor: person(member), restricted: true },
  security: { actor: person('sam', ['responder', 'security']), restricted: true },
  'its member, now a guest': { actor: person(member, []), restricted: true },
  'its member, unverified': { actor: person(member, ['unverified']), restricted: true },
} as const satisfies Record<string, { readonly actor: PersonActor; readonly restricted: boolean }>;

type Case = keyof typeof cases;
type Outcome = 'done' | Refusal['code'];

interface Row {
  /** What must have happened before. */
  readonly after?: (subject: Incident) => Promise<void>;
  readonly attempt: (subject: Incident, actor: PersonActor) => Promise<Outcome>;
  readonly outcomes: Readonly<Record<Case, Outcome>>;
}

/** What all need who are to work on an incident. */
const forResponders: Row['outcomes'] = {
  'a responder': 'done',
  'a guest': 'not-allowed',
  'somebody unverified': 'not-verified',
  'somebody of security, who is no responder': 'not-allowed',
  'a stranger to a restricted one': 'no-such-incident',
  'its member': 'done',
  security: 'done',
  'its member, now a guest': 'not-allowed',
  'its member, unverified': 'not-verified',
};

/** What all need for what has nothing to do with an incident. */
const ofNoIncident: Row['outcomes'] = { ...forResponders, 'a stranger to a restricted one': 'done' };

const forEverybody: Row['outcomes'] = {
  'a responder': 'done',
  'a guest': 'done',
  'somebody unverified': 'done',
  'somebody of security, who is no responder': 'done',
  'a stranger to a restricted one': 'done',
  'its member': 'done',
  security: 'done',
  'its member, now a guest': 'done',
  'its member, unverified': 'done',
};

/** A change that responders may make of what they may know of. */
function change(verb: string, attempt: (subject: Incident, by: By) => Promise<Result>): Row {
  return {
    attempt: async (subject, actor) => outcomeOf(verb, await attempt(subject, by(actor))),
    outcomes: forResponders,
  };
}

/** How many alerts there are, which is the number of the newest. */
let alerts = 1_000;
async function fireAlert(): Promise<void> {
  alerts += 1;
  await bench.alerts.fire(alerts);
}

const twins = new Map<number, number>();

/** One row for each file of `src/operations`. Decide who may, then write it down. */
const table: Readonly<Record<string, Row>> = {
  'alert/list': {
    attempt: async (_, actor) =>
      outcomeOf('alert.list', await listAlerts(bench.deps, { filter: {}, page: { limit: 1, offset: 0 } }, { actor })),
    outcomes: ofNoIncident,
  },
  'alert/show': {
    after: fireAlert,
    attempt: async (_, actor) => outcomeOf('alert.show', await showAlert(bench.deps, { number: alerts }, { actor })),
    outcomes: ofNoIncident,
  },
  'alert/acknowledge': {
    after: fireAlert,
    attempt: async (_, actor) =>
      outcomeOf('alert.ack', await acknowledgeAlert(bench.deps, { number: alerts }, by(actor))),
    outcomes: ofNoIncident,
  },
  'alert/retry': {
    after: fireAlert,
    attempt: async (_, actor) => outcomeOf('alert.retry', await retryAlert(bench.deps, { number: alerts }, by(actor))),
    outcomes: {
      ...forResponders,
      'a responder': 'alert-nothing-to-retry',
      'a stranger to a restricted one': 'alert-nothing-to-retry',
      'its member': 'alert-nothing-to-retry',
      security: 'alert-nothing-to-retry',
    },
  },
  'alert/attach': {
    after: fireAlert,
    attempt: async ({ number: incident }, actor) =>
      outcomeOf('alert.attach', await attachAlert(bench.deps, { number: alerts, incident }, by(actor))),
    outcomes: { ...forResponders, 'its member': 'alert-to-private', security: 'alert-to-private' },
  },
  // Alertmanager tells of it: nobody asks.
  'alert/hear': {
    async attempt() {
      const said = { title: 'errors', description: null, links: { runbook: null, dashboard: null, source: null } };
      const told = [{ id: 'a', startedAt: 0, endedAt: null, severity: 'info', what: null }] as const;
      const about = { source: 'alertmanager', key: crypto.randomUUID(), name: 'Errors', service: null } as const;
      const actor = { kind: 'vendor', vendor: 'alertmanager', user: null } as const;
      await hearAlert(bench.deps, { ...about, ...said, told, truncated: 0, page: null }, actor);
      return 'done';
    },
    outcomes: forEverybody,
  },
  'incident/declare': {
    attempt: async (subject, actor) =>
      outcomeOf(
        'declare',
        await declareIncident(bench.deps, { ...aDeclaration, restricted: subject.restricted }, by(actor)),
      ),
    outcomes: {
      ...forResponders,
      'somebody unverified': 'done',
      'a stranger to a restricted one': 'done',
      'its member, unverified': 'done',
    },
  },
  'incident/show': {
    async attempt({ number }, actor) {
      const shown = await showIncident(bench.deps, { number }, { actor });
      if (shown.ok) expect(shown.incident.number).toBe(number);
      return outcomeOf('show', shown);
    },
    outcomes: forResponders,
  },
  'incident/list': {
    async attempt({ number }, actor) {
      const listed = await listIncidents(bench.deps, { filter: {}, page: { limit: 1_000, offset: 0 } }, { actor });
      if (!listed.ok) return outcomeOf('list', listed);
      expect(listed.total).toBe(listed.incidents.length);
      return listed.incidents.some((one) => one.number === number) ? 'done' : 'no-such-incident';
    },
    outcomes: forResponders,
  },
  'incident/find': {
    async attempt({ number }, actor) {
      const found = await findIncidents(bench.deps, { typed: String(number) }, { actor });
      if (!found.ok) return outcomeOf('list', found);
      return found.incidents[0]?.number === number ? 'done' : 'no-such-incident';
    },
    outcomes: forResponders,
  },
  'me/home': {
    async attempt({ number }, actor) {
      const read = await readHome({ ...bench.deps, pager: null }, { page: 1 }, { actor });
      if (!read.ok) return outcomeOf('list', read);
      return read.open.incidents.some((one) => one.number === number) ? 'done' : 'no-such-incident';
    },
    outcomes: forResponders,
  },
  // Whoever may do nothing must be able to see why; of incidents they hear nothing.
  'me/show': {
    async attempt(_, actor) {
      const taken = await showMe({ ...bench.deps, pager: null }, { actor });
      const responds = actor.groups.some((group) => group === 'responder');
      expect([taken.own === null, taken.duties === null]).toEqual([!responds, !responds]);
      return 'done';
    },
    outcomes: forEverybody,
  },
  'me/claim-pager-user': {
    attempt: async (_, actor) =>
      outcomeOf(
        'me.pagerduty',
        await claimPagerUser(
          { ...bench.deps, pager: pagerAt('http://x.example') },
          { email: 'me@x.example' },
          { actor },
        ),
      ),
    outcomes: { ...forResponders, 'a stranger to a restricted one': 'done' },
  },
  'me/release-pager-user': {
    attempt: async (_, actor) =>
      outcomeOf('me.pagerduty', await releasePagerUser({ ...bench.deps, log: silentLog }, { actor })),
    outcomes: { ...forResponders, 'a stranger to a restricted one': 'done' },
  },
  'report/show': {
    async attempt({ number }, actor) {
      const read = await showReport(bench.deps, { since: 0 }, { actor });
      if (!read.ok) return outcomeOf('report.show', read);
      const { real, drills } = read.report;
      const known = await bench.store.incidentCount({}, actor);
      expect(real.all.count + real.void + drills.all.count + drills.void).toBe(known.total);
      return (await bench.store.incident(number, actor)) ? 'done' : 'no-such-incident';
    },
    outcomes: forResponders,
  },
  'service/list': {
    attempt: async (_, actor) => outcomeOf('service.list', await listServices(bench.deps, { actor })),
    outcomes: { ...forResponders, 'a stranger to a restricted one': 'done' },
  },
  'service/show': {
    async attempt({ number }, actor) {
      const shown = await showService({ ...bench.deps, pager: null }, { named: 'api-gateway' }, { actor });
      if (!shown.ok) return outcomeOf('service.list', shown);
      return shown.incidents.some((one) => one.number === number) ? 'done' : 'no-such-incident';
    },
    outcomes: forResponders,
  },
  'oncall/show': {
    attempt: async (_, actor) =>
      outcomeOf('oncall.show', await showOnCall({ ...bench.deps, pager: null }, { named: null }, { actor })),
    outcomes: { ...forResponders, 'a stranger to a restricted one': 'done' },
  },
  'incident/resolve': {
    attempt: async ({ number }, actor) =>
      outcomeOf('resolve', await requestResolve(bench.deps, { number, reason: null }, by(actor))),
    outcomes: forResponders,
  },
  'incident/retry': {
    attempt: async ({ number }, actor) => outcomeOf('retry', await retryFailed(bench.deps, { number }, by(actor))),
    outcomes: forResponders,
  },
  'incident/update': change('update', ({ number }, by) =>
    postUpdate(
      bench.deps,
      { number, audience: 'internal', know: 'we know', next: null, impact: null, nextAt: null },
      by,
    ),
  ),
  'incident/status': change('status', ({ number }, by) =>
    setStatus(bench.deps, { number, status: 'monitoring', why: null }, by),
  ),
  'incident/severity': change('severity', ({ number }, by) =>
    setSeverity(bench.deps, { number, severity: 'sev1', why: null }, by),
  ),
  'incident/acknowledge': change('ack', ({ number }, by) => acknowledge(bench.deps, { number }, by)),
  'incident/page': change('page', ({ number }, by) =>
    page(bench.deps, { number, asked: { kind: 'person', person: 'UOTHER' }, why: null }, by),
  ),
  'incident/assign': change('assign', ({ number }, by) =>
    assignRole(bench.deps, { number, role: 'scribe', person: by.actor.person }, by),
  ),
  'incident/note': change('note', ({ number }, by) => addNote(bench.deps, { number, text: 'seen', at: null }, by)),
  'incident/export': {
    after: ({ number }) => bench.happens(number, channelOpened(channelOf(number))),
    ...change('timeline', ({ number }, by) => exportTimeline(bench.deps, { number }, by)),
  },
  'incident/mitigate': change('mitigation', ({ number }, by) =>
    mitigate(bench.deps, { number, done: 'applied', what: 'scaled up' }, by),
  ),
  'incident/affected': change('affected', ({ number }, by) =>
    setAffected(bench.deps, { number, parts: [{ kind: 'endpoint', values: ['/bank-lines'] }], remove: false }, by),
  ),
  'incident/link': change('link', ({ number }, by) =>
    addLink(bench.deps, { number, url: 'https://grafana.example/d/1', title: null }, by),
  ),
  'incident/cancel': change('cancel', ({ number }, by) => cancel(bench.deps, { number, why: 'a false alarm' }, by)),
  'incident/reopen': {
    after: ({ number }) => bench.happens(number, { type: 'resolved', v: 1, data: { health: [] } }),
    ...change('reopen', ({ number }, by) => reopen(bench.deps, { number, why: 'it is back' }, by)),
  },
  'incident/close': {
    after: ({ number }) => bench.happens(number, { type: 'resolved', v: 1, data: { health: [] } }),
    ...change('close', ({ number }, by) => close(bench.deps, { number, why: 'it is an exercise' }, by)),
  },
  'incident/checklist': change('checklist', ({ number }, by) =>
    beginChecklist({ ...bench.deps, policy: policyWithLists }, { number, list: 'smoke' }, by),
  ),
  'incident/task': change('task', ({ number }, by) =>
    tickTask({ ...bench.deps, policy: policyWithLists }, { number, does: 'done', task: 1, evidence: null }, by),
  ),
  'incident/review': {
    after: ({ number }) => bench.happens(number, { type: 'resolved', v: 1, data: { health: [] } }),
    ...change('review', ({ number }, by) =>
      review(bench.deps, { number, done: 'held', cause: 'a full disk', actions: null, lessons: null }, by),
    ),
  },
  'incident/follow-up': change('follow-up', ({ number }, by) =>
    followUp(bench.deps, { number, done: 'added', what: 'alert on a full disk', owner: null, due: null }, by),
  ),
  'incident/snooze': change('snooze', ({ number }, by) =>
    snooze(bench.deps, { number, kind: 'internal-update', span: 60_000, why: 'we roll back' }, by),
  ),
  'incident/capture': change('capture', ({ number }, by) => {
    const message = { channel: channelOf(number), ts: '1.2', thread: null };
    return captureMessage(bench.deps, { number, message, pinned: 1, said: null }, by);
  }),
  'incident/merge': {
    // Into one that everybody who may know of the first may know of too.
    after: async ({ number, restricted }) => {
      twins.set(number, (await bench.failing({ restricted, reporter: person(member).person })).number);
    },
    ...change('merge', ({ number }, by) => merge(bench.deps, { number, into: twins.get(number) ?? 0 }, by)),
  },
  'incident/access': {
    ...change('access', ({ number }, by) => requestAccess(bench.deps, { number, why: null }, by)),
    // Whoever may not know of it gets the answer of whoever asks for one that is not there.
    outcomes: {
      ...forResponders,
      'a responder': 'not-private',
      'a stranger to a restricted one': 'done',
      'its member': 'already-member',
      security: 'done',
    },
  },
  'incident/timeline': {
    attempt: async ({ number }, actor) =>
      outcomeOf('timeline', await recallTimeline(bench.deps, { number }, { actor })),
    outcomes: forResponders,
  },
  // Nobody asks for these: Slack tells them. The record names who did it, and whoever may do it in Slack did it.
  'incident/hear-message': {
    after: ({ number }) => bench.happens(number, captureRequested({ channel: channelOf(number) })),
    attempt: async ({ number }, actor) => {
      const message = { channel: channelOf(number), ts: '1.2' };
      const edited = await messageEdited(bench.deps, { message, text: 'edited', at: 1 }, by(actor));
      const deleted = await messageDeleted(bench.deps, message, by(actor));
      return edited && deleted ? 'done' : 'no-such-incident';
    },
    outcomes: forEverybody,
  },
  'incident/hear-channel': {
    attempt: async ({ number }, actor) => {
      const news = { channel: channelOf(number), news: { what: 'renamed', name: 'other' } } as const;
      return (await channelChanged(bench.deps, news, by(actor))) ? 'done' : 'no-such-incident';
    },
    outcomes: forEverybody,
  },
  // PagerDuty tells it of a page that stands for nothing here, whoever may know of the incident.
  'paging/hear': {
    async attempt({ number }) {
      const before = await bench.types(number);
      const note = { page: 'Q1', note: { id: 'P1', at: 1, by: { id: 'PRITA', name: 'Rita' }, content: 'x' } };
      const answer = await hearNote(bench.deps, note, `pagerduty.${number}`);
      expect(answer).toEqual({ ok: false, refusal: { code: 'not-ours' } });
      expect(await bench.types(number)).toEqual(before);
      return 'done';
    },
    outcomes: forEverybody,
  },
  // PagerDuty tells of an incident of its own, whoever may know of ours.
  'paging/hear-foreign': {
    async attempt() {
      const service = { id: 'PELSEWHERE', name: 'Elsewhere' };
      const seen = { status: 'triggered', urgency: 'high', priority: null, assignees: [] } as const;
      const paged = { page: 'Q2', number: 2, url: 'https://apgms.pagerduty.com/incidents/Q2', service, at: 1, ...seen };
      const answer = await hearPaged(
        bench.deps,
        { key: null, told: { paged, title: 'errors' }, late: true },
        crypto.randomUUID(),
      );
      expect(answer).toEqual({ ok: false, refusal: { code: 'not-ours' } });
      return 'done';
    },
    outcomes: forEverybody,
  },
  // Asked of PagerDuty by the clock.
  'paging/reconcile': {
    async attempt({ number }) {
      const before = await bench.types(number);
      await hearDeleted(bench.deps, { id: 'Q1' });
      expect(await bench.types(number)).toEqual(before);
      return 'done';
    },
    outcomes: forEverybody,
  },
  // The clock asks for it, whoever may know of it.
  'alert/keep-promise': {
    async attempt() {
      await keepAlertPromise(bench.deps, 'alert-1');
      return 'done';
    },
    outcomes: forEverybody,
  },
  'incident/keep-promises': {
    async attempt({ number, stream }) {
      const before = await bench.types(number);
      await keepPromises(bench.deps, stream);
      expect(await bench.types(number)).toEqual(before);
      return 'done';
    },
    outcomes: forEverybody,
  },
  'incident/own': {
    async attempt(subject, actor) {
      const own = await ownIncident(bench.deps, subject, { actor });
      return own?.number === subject.number ? 'done' : 'no-such-incident';
    },
    // Whoever declared it hears of it, whatever they may do by now; nobody else does by this way.
    outcomes: {
      'a responder': 'no-such-incident',
      'a guest': 'no-such-incident',
      'somebody unverified': 'no-such-incident',
      'somebody of security, who is no responder': 'no-such-incident',
      'a stranger to a restricted one': 'no-such-incident',
      'its member': 'done',
      security: 'no-such-incident',
      'its member, now a guest': 'done',
      'its member, unverified': 'done',
    },
  },
  'incident/here': {
    async attempt({ number }, actor) {
      const here = await incidentHere(bench.deps, channelOf(number), { actor });
      return here?.number === number ? 'done' : 'no-such-incident';
    },
    // It only says which incident a channel is about; what is done with the number asks again.
    outcomes: {
      'a responder': 'done',
      'a guest': 'done',
      'somebody unverified': 'done',
      'somebody of security, who is no responder': 'done',
      'a stranger to a restricted one': 'no-such-incident',
      'its member': 'done',
      security: 'done',
      'its member, now a guest': 'done',
      'its member, unverified': 'done',
    },
  },
};

let deliveries = 0;
function by(actor: PersonActor) {
  deliveries += 1;
  return { actor, delivery: `delivery-${deliveries}` };
}

type Result = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Whoever may not is told of the very thing they tried. */
function outcomeOf(verb: string, result: Result): Outcome {
  if (result.ok) return 'done';
  if (result.refusal.code === 'not-allowed')
    expect(result.refusal.action).toBe(verb.includes('.') ? verb : `incident.${verb}`);
  return result.refusal.code;
}

const rows = Object.entries(table).flatMap(([operation, { after, attempt, outcomes }]) =>
  Object.entries(cases).map(([name, one]) => {
    const outcome = Object.entries(outcomes).find(([key]) => key === name)?.[1];
    return [operation, name, outcome, { ...one, after, attempt }] as const;
  }),
);

describe('every operation', () => {
  it('says who may', () => {
    const folder = fileURLToPath(import.meta.resolve('#src/operations/answer-once.ts')).replace('answer-once.ts', '');
    const operations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('/') && path.endsWith('.ts'))
      .map((path) => path.replace('.ts', ''));
    expect(Object.keys(table).toSorted()).toEqual(operations.toSorted());
    expect(operations).not.toEqual([]);
  });

  it.each(rows)('%s by %s: %s', async (_operation, _name, outcome, { actor, restricted, after, attempt }) => {
    const subject = await bench.failing({ restricted, reporter: person(member).person });
    await after?.(subject);
    const before = await everything();
    expect(await attempt(subject, actor)).toBe(outcome);
    if (outcome !== 'done') expect(await everything()).toEqual(before);
  });
});

/** All that was ever recorded, and how often somebody was woken. */
async function everything() {
  return { events: await bench.recorded(), woken: bench.woken.length };
}
