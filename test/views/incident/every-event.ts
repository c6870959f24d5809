import { verdicts } from '#src/domain/health.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { termsOf } from '#src/domain/incident/promises/terms.ts';
import { pageHappenings } from '#src/domain/paging/page.ts';
import { obligationKinds } from '#src/domain/promises/obligation.ts';
import type { Prose } from '#src/domain/prose.ts';
import { aPolicy, declared, wednesday } from '#test/support/builders.ts';

/** An incident to which everything happens, with `text` wherever people write. */
export function everyEvent(text: string): readonly IncidentEvent[] {
  let texts = 0;
  const prose = () => {
    texts += 1;
    return { prose: `every-${texts}`, body: text };
  };
  const health = verdicts.map((verdict) => ({
    service: verdict === 'pass' ? 'api-gateway' : text.slice(0, 50),
    verdict,
  }));
  const touched = prose();
  const message = { channel: 'C42', ts: `${wednesday / 1_000}.000100`, thread: null };
  const said = { author: 'UCHEN', text: prose(), files: [prose(), prose()] };
  return [
    declared({
      title: prose(),
      affected: prose(),
      restricted: true,
      drill: true,
      beganAt: 1,
      detectedAt: 2,
      endedAt: 3,
    }),
    ...everyAlert(text, prose),
    { type: 'channel-opened', v: 1, data: { channel: 'C42', name: text } },
    { type: 'channel-adopted', v: 1, data: { channel: 'C42', name: text } },
    { type: 'channel-not-adopted', v: 1, data: { channel: 'C42' } },
    { type: 'channel-renamed', v: 1, data: { name: text } },
    { type: 'channel-archived', v: 1, data: {} },
    { type: 'channel-unarchived', v: 1, data: {} },
    { type: 'channel-archived', v: 2, data: { at: wednesday } },
    { type: 'channel-unarchived', v: 2, data: { at: wednesday } },
    { type: 'effect-failed', v: 1, data: { effect: 'inc-42.card.show', kind: 'slack.show', code: text } },
    { type: 'effect-failed', v: 1, data: { effect: 'inc-42.1.slack.x', kind: 'slack.read-message', code: text } },
    { type: 'effect-failed', v: 1, data: { effect: 'inc-42.1.x', kind: 'nobody.knows', code: text } },
    { type: 'effect-failed', v: 1, data: { effect: 'inc-42.1.y', kind: 'pagerduty.page', code: text } },
    { type: 'effect-retried', v: 1, data: { effects: ['inc-42.1.slack.x'] } },
    { type: 'resolve-requested', v: 1, data: { override: prose() } },
    { type: 'resolve-requested', v: 1, data: { override: null } },
    { type: 'resolve-refused', v: 1, data: { health } },
    { type: 'resolve-refused', v: 2, data: { health, firing: [] } },
    { type: 'resolve-refused', v: 2, data: { health, firing: Array.from({ length: 100 }, (_, index) => index + 1) } },
    { type: 'resolve-refused', v: 2, data: { health: [], firing: [7] } },
    { type: 'resolved', v: 1, data: { health: [] } },
    {
      type: 'updated',
      v: 1,
      data: { audience: 'internal', know: prose(), next: prose(), impact: prose(), nextAt: wednesday },
    },
    { type: 'updated', v: 1, data: { audience: 'customers', know: prose(), next: null, impact: null, nextAt: null } },
    { type: 'status-changed', v: 1, data: { status: 'identified', why: prose() } },
    { type: 'severity-changed', v: 1, data: { from: 'sev3', to: 'sev2', why: prose() } },
    { type: 'severity-changed', v: 1, data: { from: 'sev2', to: 'sev4', why: null } },
    { type: 'acknowledged', v: 1, data: { person: 'UBEN' } },
    { type: 'role-assigned', v: 1, data: { role: 'commander', person: 'UBEN' } },
    { type: 'role-assigned', v: 1, data: { role: 'scribe', person: null } },
    { type: 'mitigation-applied', v: 1, data: { mitigation: 1, what: prose() } },
    { type: 'mitigation-removed', v: 1, data: { mitigation: 1, how: prose() } },
    { type: 'scope-added', v: 1, data: { kind: 'endpoint', values: [touched, prose()] } },
    { type: 'scope-removed', v: 1, data: { values: [touched.prose] } },
    { type: 'scope-removed', v: 1, data: { values: ['nobody wrote it'] } },
    { type: 'link-added', v: 1, data: { url: prose(), title: prose() } },
    { type: 'related', v: 1, data: { incident: 8 } },
    { type: 'unrelated', v: 1, data: { incident: 8 } },
    { type: 'merge-received', v: 1, data: { incident: 9, people: ['UBEN'] } },
    { type: 'merge-undone', v: 1, data: { incident: 9 } },
    { type: 'merged', v: 1, data: { into: 10, from: 'identified' } },
    { type: 'unmerged', v: 1, data: { into: 10 } },
    { type: 'reopened', v: 1, data: { why: prose() } },
    { type: 'cancelled', v: 1, data: { why: prose() } },
    { type: 'closed', v: 1, data: {} },
    { type: 'closed', v: 2, data: { why: prose(), missing: { review: true, mitigations: [1, 2], followUps: [3] } } },
    { type: 'closed', v: 2, data: { why: null, missing: { review: false, mitigations: [], followUps: [] } } },
    { type: 'follow-up-added', v: 1, data: { followUp: 1, what: prose(), owner: 'UBEN', due: '2026-12-01' } },
    { type: 'follow-up-added', v: 1, data: { followUp: 2, what: prose(), owner: null, due: null } },
    { type: 'follow-up-changed', v: 1, data: { followUp: 1, owner: 'UCHEN', due: '2026-12-02' } },
    { type: 'follow-up-done', v: 1, data: { followUp: 1 } },
    { type: 'follow-up-dropped', v: 1, data: { followUp: 2, why: prose() } },
    { type: 'export-requested', v: 1, data: {} },
    { type: 'access-requested', v: 1, data: { person: 'UBEN', why: prose() } },
    { type: 'access-granted', v: 1, data: { person: 'UBEN', request: 1 } },
    { type: 'access-refused', v: 1, data: { person: 'UBEN', request: 1 } },
    { type: 'channel-entered', v: 1, data: {} },
    { type: 'channel-entered', v: 2, data: { at: 6 } },
    { type: 'channel-exposed', v: 1, data: {} },
    { type: 'channel-exposed', v: 2, data: { at: 7 } },
    { type: 'channel-hidden', v: 1, data: {} },
    { type: 'security-found', v: 1, data: { people: ['UBEN'] } },
    { type: 'member-added', v: 1, data: { moved: null, person: 'UBEN' } },
    { type: 'member-removed', v: 1, data: { moved: null, person: 'UBEN' } },
    { type: 'noted', v: 1, data: { text: prose(), at: 5 } },
    { type: 'capture-requested', v: 1, data: { ...message, by: 'shortcut', said } },
    { type: 'captured', v: 1, data: { ...message, ...said, permalink: 'https://apgms.slack.com/archives/C42/p1' } },
    { type: 'capture-edited', v: 1, data: { ts: message.ts, text: prose() } },
    { type: 'capture-requested', v: 1, data: { ...message, ts: '1.1', by: 'pin', said: null } },
    { type: 'capture-edited', v: 2, data: { channel: message.channel, ts: message.ts, text: prose(), editedAt: 6 } },
    ...everyPromise(text, prose),
    ...everyTask(text, prose),
    ...everyPage(text, prose),
  ];
}

/** Whom PagerDuty called, and what was done there. */
function everyPage(text: string, prose: () => Prose): readonly IncidentEvent[] {
  const name = text.slice(0, 200);
  const who = { id: 'PNOOR', name };
  const standing = { status: 'triggered', urgency: 'high', priority: name, assignees: [who, who] } as const;
  const page = { page: 'Q1', number: 7, url: 'https://apgms.pagerduty.com/incidents/Q1', service: who, at: wednesday };
  const unanswerable = { rung: 0, name, next: null };
  return [
    { type: 'paged', v: 1, data: { ...page, ...standing, rung: 0 } },
    { type: 'paged', v: 1, data: { ...page, ...standing, assignees: [], url: text.slice(0, 200), rung: 1 } },
    { type: 'page-unanswerable', v: 1, data: { ...unanswerable, why: 'nobody-on-call' } },
    { type: 'page-unanswerable', v: 1, data: { ...unanswerable, why: 'no-account', next: 2 } },
    ...pageHappenings.flatMap((what): readonly IncidentEvent[] => {
      const responder = { ...who, reply: 'declined' } as const;
      const data = { ...standing, what, at: wednesday, by: who, echo: false, responder };
      return [
        { type: 'page-changed', v: 1, data },
        { type: 'page-changed', v: 2, data: { ...data, from: 'answer' } },
      ];
    }),
    { type: 'page-spare', v: 1, data: { page: 'Q2', number: 8, url: text.slice(0, 200) } },
    { type: 'page-noted', v: 1, data: { id: 'PNOTE', at: wednesday, text: prose() } },
    { type: 'acknowledged', v: 2, data: { person: `pagerduty:${name}`, at: wednesday } },
    { type: 'responders-asked', v: 1, data: { asked: { kind: 'person', person: 'UBEN' }, why: prose() } },
    { type: 'responders-asked', v: 1, data: { asked: { kind: 'rung', rung: 1, name }, why: null } },
    { type: 'responders-asked', v: 1, data: { asked: { kind: 'service', service: 'worker', name }, why: null } },
    { type: 'responders-told', v: 1, data: { of: 1, people: ['UBEN', 'UCHEN'], missing: [name] } },
    { type: 'responders-told', v: 1, data: { of: 1, people: [], missing: [] } },
    { type: 'responders-paged', v: 1, data: { of: 1, people: [who], missing: [name], unable: false } },
    { type: 'responders-paged', v: 1, data: { of: 1, people: [], missing: [], unable: true } },
    { type: 'responders-paged', v: 2, data: { of: 1, people: [], missing: [], unable: 'no-ability' } },
    { type: 'responders-paged', v: 2, data: { of: 1, people: [], missing: [], unable: 'no-page' } },
    { type: 'page-unanswerable', v: 1, data: { ...unanswerable, why: 'no-service' } },
    { type: 'person-recognised', v: 1, data: { by: `pagerduty:${name}`, person: 'UBEN' } },
    { type: 'acknowledgement-lapsed', v: 1, data: { at: wednesday } },
  ];
}

/** What becomes of alerts that are attached to it. */
function everyAlert(text: string, prose: () => Prose): readonly IncidentEvent[] {
  const named = () => ({ alert: 7, name: text, title: prose(), severity: 'critical' }) as const;
  return [
    { type: 'alert-joined', v: 1, data: named() },
    ...(['alert-grew', 'alert-fired-again', 'alert-resolved'] as const).flatMap((type): readonly IncidentEvent[] => [
      { type, v: 1, data: { ...named(), firing: 1 } },
      { type, v: 1, data: { ...named(), firing: 12 } },
    ]),
    { type: 'alert-left', v: 1, data: { alert: 7 } },
  ];
}

/** What people do with checklists and roles; the policy has no list of this name. */
function everyTask(text: string, prose: () => Prose): readonly IncidentEvent[] {
  const task = { list: text.slice(0, 40), item: 'scope' };
  return [
    { type: 'role-assigned', v: 2, data: { role: 'scribe', person: 'UBEN', had: 'UCHEN' } },
    { type: 'role-assigned', v: 2, data: { role: 'scribe', person: null, had: 'UBEN' } },
    { type: 'checklist-begun', v: 1, data: { list: task.list } },
    { type: 'task-done', v: 1, data: { ...task, evidence: prose() } },
    { type: 'task-undone', v: 1, data: task },
    { type: 'task-waived', v: 1, data: { ...task, why: prose() } },
  ];
}

/** What became of promises, with `text` for whatever stands in the policy. */
function everyPromise(text: string, prose: () => Prose): readonly IncidentEvent[] {
  const terms = termsOf(aPolicy);
  const about = { obligation: 'internal-update.1', kind: 'internal-update', dueAt: wednesday } as const;
  const moved = obligationKinds.map((kind) => ({
    ...{ obligation: `${kind}.1`, kind, from: wednesday, to: wednesday + 60_000, grace: true },
  }));
  const name = text.slice(0, 200);
  const told = { ...about, of: 1, what: 'miss', rungs: [name, name], people: ['UBEN', 'UCHEN'] } as const;
  const rungs = [0, 1].map((rung) => ({ rung, name, people: [name], at: wednesday }));
  return [
    { type: 'policy-adopted', v: 1, data: { terms, moved: moved.map((one) => ({ ...one, from: null })) } },
    { type: 'policy-adopted', v: 1, data: { terms, moved } },
    { type: 'deadlines-moved', v: 1, data: { moved } },
    { type: 'obligation-reminded', v: 1, data: { ...about, debtor: { onCall: true }, onCall: name } },
    { type: 'obligation-reminded', v: 1, data: { ...about, debtor: { person: 'UBEN' }, onCall: null } },
    { type: 'obligation-missed', v: 1, data: { ...about, missedAt: wednesday, reached: rungs } },
    { type: 'obligation-told', v: 1, data: { ...told, missing: [name] } },
    { type: 'obligation-told', v: 1, data: { ...told, what: 'reminder', rungs: [], people: [], missing: [] } },
    { type: 'obligation-snoozed', v: 1, data: { ...about, until: wednesday, why: prose() } },
    { type: 'status-due', v: 1, data: { tick: wednesday, digest: false } },
    { type: 'review-scheduled', v: 1, data: { at: wednesday } },
    { type: 'review-held', v: 1, data: { cause: prose(), actions: prose(), lessons: prose() } },
    { type: 'review-held', v: 1, data: { cause: prose(), actions: null, lessons: null } },
  ];
}
