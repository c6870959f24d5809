import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { termsOf } from '#src/domain/incident/promises/terms.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { severities } from '#src/domain/severity.ts';
import { recorded } from '#test/support/builders.ts';
import { everyAlert } from '#test/views/alert/props.ts';
import { everyEvent } from '#test/views/incident/every-event.ts';
import { affected, declaredAt, hugePolicy, incident, minutes, nasty, policy, resolution } from '#test/views/props.ts';
import { madeOnce, markedUp } from '#test/views/shown.ts';
import { askedToAcknowledge } from '#views/alert/asked.ts';
import { alertCard } from '#views/alert/card.ts';
import { alertDone } from '#views/alert/done.ts';
import { alertList } from '#views/alert/list.ts';
import { alertWithoutIncident, whichAlert } from '#views/alert/which.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { formModal } from '#views/form/modal.ts';
import type { HelpCommand } from '#views/help.ts';
import { helpMessage } from '#views/help.ts';
import { incidentAnnouncement } from '#views/incident/announcement.ts';
import { incidentCard } from '#views/incident/card.ts';
import { declareModal } from '#views/incident/declare-modal.ts';
import { incidentDeclared } from '#views/incident/declared.ts';
import {
  accessAnswered,
  accessRequested,
  type Done,
  incidentDone,
  otherVerb,
  tooLongForForm,
} from '#views/incident/done.ts';
import type { EffectLine } from '#views/incident/effect-lines.ts';
import { incidentFollowUps } from '#views/incident/follow-ups.ts';
import { affectedForm } from '#views/incident/forms/affected.ts';
import { assignForm } from '#views/incident/forms/assign.ts';
import { followUpForm } from '#views/incident/forms/follow-up.ts';
import { linkForm } from '#views/incident/forms/link.ts';
import { mergeForm } from '#views/incident/forms/merge.ts';
import { mitigationForm } from '#views/incident/forms/mitigation.ts';
import { cancelForm, reopenForm } from '#views/incident/forms/reasoned.ts';
import { reviewForm } from '#views/incident/forms/review.ts';
import { severityForm } from '#views/incident/forms/severity.ts';
import { snoozeForm } from '#views/incident/forms/snooze.ts';
import { statusForm } from '#views/incident/forms/status.ts';
import { updateForm } from '#views/incident/forms/update.ts';
import { incidentHeadline } from '#views/incident/headline.ts';
import { lookAlikes } from '#views/incident/look-alikes.ts';
import { markOrTitle } from '#views/incident/mark-or-title.ts';
import { noSuchSeverity } from '#views/incident/no-such-severity.ts';
import { incidentNotice } from '#views/incident/notice.ts';
import { incidentOutcome } from '#views/incident/outcome.ts';
import { promiseTold } from '#views/incident/reminder.ts';
import { incidentResolving } from '#views/incident/resolving.ts';
import { incidentShow } from '#views/incident/show.ts';
import { statusDigest, statusPost } from '#views/incident/status-post.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';
import { unreadWords } from '#views/unknown.ts';

const now = declaredAt + 125 * minutes;

/** Everything a person can write, with `text` in it; and everything that can be many, many. */
function makeEveryMessage(text: string, of: Policy): readonly (readonly [view: string, message: Message])[] {
  const prose = { prose: 't1', body: text };
  const services = of.services.map((service) => service.id);
  const base = incident({ title: prose, affected: affected(prose), services, followUps: manyFollowUps(text) });
  const effects: readonly EffectLine[] = Array.from({ length: 60 }, (_, index) => ({
    kind: ['announcement', 'page', 'ask', 'reopen'][index] ?? `${text.slice(0, 20)}-${index}`,
    state: 'failed',
    error: text,
  }));
  const verdicts = ['pass', 'fail', 'unknown', 'unchecked'] as const;
  const health = services.map((service, index) => ({ service, verdict: verdicts[index % 4] ?? 'pass' }));
  const standing: readonly Incident[] = [
    base,
    { ...base, restricted: true, channel: null, suggested: 'sev1' },
    { ...base, resolution: resolution({ override: prose }) },
    { ...base, resolution: resolution({ outcome: 'refused', concludedSeq: 9, health }) },
    {
      ...base,
      resolution: resolution({
        outcome: 'refused',
        concludedSeq: 9,
        health,
        firing: Array.from(services, (_, index) => index + 1),
      }),
    },
    {
      ...base,
      status: 'resolved',
      resolvedAt: now,
      resolution: resolution({ outcome: 'resolved', override: prose, health }),
    },
  ];
  const slips = services.slice(0, 3).map((service) => ({ typed: text, service }));
  const command: HelpCommand = {
    noun: 'incident',
    verb: 'declare',
    summary: 'Open an incident',
    usage: '[severity] <title>',
    examples: ['/apgms incident declare sev2 x'],
  };
  const many = <One>(one: (index: number) => One) => Array.from({ length: 60 }, (_, index) => one(index));
  const refusals: readonly Refusal[] = [
    { code: 'unknown-services', services: Array.from({ length: 100 }, () => text) },
    { code: 'no-such-alert', alert: 2_147_483_647 },
    { code: 'alert-acknowledged', alert: 7, by: text, at: now },
    { code: 'alert-to-private', alert: 7, number: 42 },
    { code: 'alert-fires', alert: 7, number: 42, why: 'drill' },
    { code: 'alert-fires', alert: 7, number: 42, why: 'resolved' },
    { code: 'alerts-firing', number: 42, alerts: Array.from({ length: 100 }, (_, index) => index) },
    { code: 'not-allowed', action: 'incident.declare', needs: ['responder', 'admin', 'cab'] },
    {
      ...{ code: 'record-incomplete', number: 42 },
      missing: { review: true, mitigations: many((one) => one), followUps: many((one) => one) },
    },
  ];
  return [
    ...standing.flatMap((one): readonly (readonly [string, Message])[] => [
      ['card', incidentCard({ incident: one, effects, firing: [], policy: of })],
      ['announcement', incidentAnnouncement({ incident: one, policy: of })],
      ['headline', incidentHeadline({ incident: one })],
      ['outcome', incidentOutcome({ incident: one, policy: of })],
      ['show', incidentShow({ incident: one, effects, firing: [], policy: of, now })],
      ['declared', incidentDeclared({ incident: one, policy: of, severityUnsaid: true, slips })],
      [
        'resolving',
        incidentResolving({ incident: one, policy: of, firing: Array.from({ length: 90 }, () => 2_147_483_647) }),
      ],
    ]),
    ...refusals.map((refusal) => ['refusal', refusalMessage(refusal, { policy: of })] as const),
    ...(['overview', 'noun', 'verb'] as const).flatMap((depth) => [
      ['help', helpMessage({ commands: many((index) => ({ ...command, noun: `noun-${index}` })), depth })] as const,
      ['help', helpMessage({ commands: many((index) => ({ ...command, verb: `verb-${index}` })), depth })] as const,
    ]),
    ...everyDone(text).flatMap((done) =>
      [null, base.channel?.id ?? null].map(
        (from) => ['done', incidentDone({ incident: base, policy: of, done, by: 'U0ANA', from })] as const,
      ),
    ),
    ['follow-ups', incidentFollowUps({ incident: base })],
    ['follow-ups', incidentFollowUps({ incident: { ...base, followUps: [] } })],
    ...recorded(everyEvent(text)).map(
      (told) => ['notice', incidentNotice({ incident: base, policy: of, told, inRoom: true, to: null })] as const,
    ),
    ['look-alikes', lookAlikes({ incidents: [base, base, base], text, once: 'abc', now })],
    ['too long', tooLongForForm({ name: 'incident update', text })],
    ['access', accessRequested({ number: 2_147_483_647 })],
    ['access', accessAnswered({ person: text, granted: true })],
    ['other verb', otherVerb({ verb: 'resolve', number: 42 })],
    ['explanation', explain(text, [command])],
    ['explanation', explain(`declare ${text}`, [command])],
    ['no such severity', noSuchSeverity({ named: 'sev9', text: `sev9 ${text}`, policy: of })],
    ...([['private'], ['drill'], ['private', 'drill']] as const).map(
      (marks) => ['mark or title', markOrTitle({ marks, typed: text, text, said: text, once: 'abc' })] as const,
    ),
    ['unread', unreadWords({ unread: text, command })],
    ...everyPromiseTold(text, base, of),
    ...everyAlertMessage(text, base, of),
  ];
}

/** What is said of alerts, by themselves and among others. */
function everyAlertMessage(text: string, about: Incident, of: Policy): readonly (readonly [string, Message])[] {
  const alerts = everyAlert(text);
  const many = Array.from({ length: 40 }, () => alerts).flat();
  const pages = [true, false, null].map((open) => ({ alerts: many, total: many.length, open, page: 2, policy: of }));
  return [
    ...alerts.flatMap((alert): readonly (readonly [string, Message])[] => [
      ['alert card', alertCard({ alert, incident: null, work: [], policy: of })],
      ['alert card', alertCard({ alert, incident: about, work: [], policy: of })],
      ['alert done', alertDone({ alert, incident: about, done: { what: 'acknowledge' }, policy: of })],
      ['alert done', alertDone({ alert, incident: about, done: { what: 'attach', incident: 42 }, policy: of })],
      ...everyAlertAsked(alert, text, of),
    ]),
    ...pages.map((page) => ['alert list', alertList(page)] as const),
    ['alert list', alertList({ alerts: [], total: 0, open: true, page: 1, policy: of })],
    ['which alert', whichAlert({ alerts: many, total: many.length, verb: 'attach' })],
    ['which alert', whichAlert({ alerts: [], total: 0, verb: 'ack' })],
    ['which incident', alertWithoutIncident({ number: 2_147_483_647 })],
  ];
}

/** What people are told who are to acknowledge it, and what is left of that. */
function everyAlertAsked(alert: Alert, text: string, of: Policy): readonly (readonly [string, Message])[] {
  const names = Array.from({ length: 40 }, () => text);
  const since = { seq: 1, at: now, askedAt: now, missedAt: null, reached: [], told: [] };
  return (['reminder', 'miss'] as const).flatMap((what) => {
    const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: now, of: 2, what } as const;
    const data = { ...about, rungs: names, people: names, missing: names };
    const told = { type: 'obligation-told', v: 1, data } as const;
    const events = [{ stream: 'alert-7', seq: 3, event: told, actor: engineActor, at: now, policyHash: 'p' }];
    return [since, null].map(
      (unacknowledged) =>
        [
          'asked',
          askedToAcknowledge({ alert: { ...alert, unacknowledged }, of: 3, events, work: [], policy: of }),
        ] as const,
    );
  });
}

/** What is said of promises, of those still owed and of those that are not, with all that happened in between. */
function everyPromiseTold(text: string, base: Incident, of: Policy): readonly (readonly [string, Message])[] {
  const { promises, updates } = base;
  const said = { by: 'U0ANA', at: now, seq: 3, know: { prose: 't2', body: text }, nextAt: null, next: null };
  const owing: Incident = {
    ...base,
    updates: { ...updates, internal: said },
    promises: { ...promises, terms: termsOf(of), missed: { 'acknowledge.1': { dueAt: ackBy, rung: 0 } } },
  };
  const events = recorded(everyEvent(text));
  const work = ['page', 'ask'].map((what) => {
    const kind = `pagerduty.${what}`;
    return { id: `inc-42.1.${kind}`, kind, state: 'failed', last: 'refused', error: text } as const;
  });
  const inPlaces = [owing, { ...owing, restricted: true }, { ...owing, channel: null }, base].flatMap((incident) =>
    [true, false].map((inRoom) => ({ incident, policy: of, events, inRoom, to: null })),
  );
  return [
    ...inPlaces.flatMap((props) =>
      (['reminder', 'miss'] as const).map(
        (what) => [what, promiseTold({ ...props, work, told: promiseToldEvent(text, what) })] as const,
      ),
    ),
    ['status', statusPost({ incident: owing, policy: of, told: events.at(-1) ?? null, events })],
    ['status', statusPost({ incident: base, policy: of, told: null, events: [] })],
    ['digest', statusDigest({ incidents: Array.from({ length: 100 }, () => owing), tick: now, policy: of })],
  ];
}

const ackBy = declaredAt + 5 * minutes;

function promiseToldEvent(text: string, what: 'reminder' | 'miss'): RecordedIncidentEvent {
  const many = Array.from({ length: 20 }, (_, index) => `${text}${index}`);
  const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: ackBy, of: 3, what } as const;
  const data = { ...about, rungs: many, people: Array.from({ length: 20 }, () => 'U0BEN'), missing: many };
  const [told] = recorded([{ type: 'obligation-told', v: 1, data }]);
  if (!told) throw new Error('nothing was recorded');
  return told;
}

function manyFollowUps(text: string): Incident['followUps'] {
  return Array.from({ length: 50 }, (_, index) => ({
    number: index + 1,
    what: { prose: 't3', body: text },
    owner: index % 2 === 0 ? 'U0BEN' : null,
    due: index % 3 === 0 ? null : { day: '2026-12-01', set: { seq: 3, at: declaredAt } },
    ended: index < 40 ? null : 'done',
  }));
}

function everyDone(text: string): readonly Done[] {
  return [
    { what: 'update', audience: 'customers', ending: { said: text, promised: true, otherwise: text } },
    { what: 'update', audience: 'internal', ending: { said: text, promised: false, otherwise: text } },
    { what: 'update', audience: 'internal', ending: { said: text, promised: false, otherwise: null } },
    ...(['severity', 'acknowledge', 'reopen', 'cancel', 'close', 'link', 'undo-merge'] as const).map((what) => ({
      what,
    })),
    { what: 'status', slip: text },
    { what: 'assign', role: 'communications', person: text, slip: text },
    { what: 'assign', role: 'scribe', person: null, slip: null },
    { what: 'mitigation-applied', said: 'x' },
    { what: 'mitigation-removed', mitigation: 1 },
    { what: 'affected', values: Array.from({ length: 100 }, () => text), remove: false },
    { what: 'note', at: now },
    { what: 'relate', other: 43, apart: true },
    { what: 'merge', into: { number: 43, severity: 'sev4' } },
    { what: 'review-scheduled' },
    { what: 'review-held' },
    { what: 'snooze', kind: null },
    { what: 'follow-up', request: { done: 'added', what: text, owner: null, due: null } },
    { what: 'follow-up', request: { done: 'changed', followUp: 1, owner: 'U0BEN', due: undefined } },
    { what: 'follow-up', request: { done: 'done', followUp: 1 } },
    { what: 'follow-up', request: { done: 'dropped', followUp: 1, why: text } },
  ];
}

function everyForm(of: Policy): readonly FormDefinition[] {
  return [
    ...severities.map((severity) => updateForm(of, { severity })),
    ...[updateForm(of, {}), statusForm({}), statusForm({ status: 'identified' }), statusForm({ status: 'closed' })],
    ...[
      severityForm(of, {}),
      severityForm(of, { severity: 'sev1' }),
      assignForm,
      mitigationForm,
      affectedForm,
      linkForm,
      mergeForm,
    ],
    ...[reopenForm, cancelForm, reviewForm, followUpForm, snoozeForm(of)],
  ];
}

/** Mentions and links of ours. Any other `<…>` would be somebody else's. */
const ours =
  /<@U0ANA>|<@U0BEN>|<@UANA>|<@UBEN>|<@UCHEN>|<#C0INC42>|<https:\/\/apgms\.pagerduty\.com\/incidents\/Q1\|#7>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d: -]+ UTC>/g;

const everyMessage = madeOnce(makeEveryMessage);

describe.each([
  ['the usual policy', policy],
  ['a huge policy', hugePolicy],
])('every view, under %s', (_, of) => {
  it.each(['bank-lines returns 500', ...nasty])('is a message Slack takes: %j', (text) => {
    const problems = everyMessage(text, of).flatMap(([view, message]) =>
      blockKitProblems('message', message).map((problem) => [view, problem]),
    );
    expect(problems).toEqual([]);
  });

  it.each(['bank-lines returns 500', ...nasty])('is a modal Slack takes: %j', (text) => {
    const services = of.services.map((service) => service.id);
    const fields = { title: text, affected: text, services, restricted: true, customerFacing: true };
    expect(blockKitProblems('modal', declareModal({ policy: of, fields }))).toEqual([]);
    const alike = [incident({ title: { prose: 't1', body: text } })];
    const said = { author: 'U0ANA', text, files: [text] };
    const note = { channel: 'C1', shown: [42], message: { channel: 'C1', ts: '1.1', thread: null, said }, alert: 7 };
    const refusal = refusalMessage({ code: 'unknown-services', services: [text] }, { policy: of });
    const all = { ...fields, drill: true, here: true, beganAt: now, detectedAt: now, resolvedAt: now };
    expect(blockKitProblems('modal', declareModal({ policy: of, fields: all, note, alike, refusal }))).toEqual([]);
  });

  it.each(['bank-lines returns 500', ...nasty])('is a form Slack takes: %j', (text) => {
    const refusal = refusalMessage({ code: 'unknown-services', services: [text] }, { policy: of });
    for (const form of everyForm(of)) {
      const values = Object.fromEntries(form.fields.map((field) => [field.id, text]));
      for (const note of [
        { incident: 42, channel: null, from: 'C1' },
        { incident: null, channel: null, from: null },
        { incident: null, channel: 'C1', from: 'C1' },
      ]) {
        const modal = formModal(form, { values: { ...values, incident: text }, note, lead: refusal.blocks });
        expect(blockKitProblems('modal', modal), form.id).toEqual([]);
      }
    }
  });

  it.each(nasty)('mentions nobody but those it means to, and leaves no code open: %j', (text) => {
    const lines = everyMessage(text, of).flatMap(([, message]) => markedUp(message));
    const strays = lines.filter((line) => /[<>]/.test(line.replace(ours, '')));
    const open = lines.filter((line) => line.split('`').length % 2 === 0);
    expect({ strays, open }).toEqual({ strays: [], open: [] });
  });

  it.each(nasty)('keeps under the total that Slack refuses: %j', (text) => {
    const longest = Math.max(
      ...everyMessage(text, of).map(([, { blocks }]) => markedUp({ text: '', blocks }).join('').length),
    );
    expect(longest).toBeLessThan(11_000);
  });
});
