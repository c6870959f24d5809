import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { Audience } from '#src/domain/incident/events/life.ts';
import type { Role } from '#src/domain/incident/events/people.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { tickUpTo } from '#src/domain/incident/promises/course.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Prose } from '#src/domain/prose.ts';
import {
  aChange,
  ana,
  anIncident,
  aPolicy,
  channelOpened,
  declared,
  prose,
  upToDate,
  wednesday,
} from '#test/support/builders.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const why = prose('it is back');
const asked: IncidentEvent = { type: 'resolve-requested', v: 1, data: { override: null } };
const resolved: IncidentEvent = { type: 'resolved', v: 1, data: { health: [] } };
const held: IncidentEvent = {
  type: 'review-held',
  v: 1,
  data: { cause: prose('a full disk'), actions: null, lessons: null },
};
const closed: IncidentEvent = { type: 'closed', v: 1, data: {} };
const cancelled: IncidentEvent = { type: 'cancelled', v: 1, data: { why } };
const merged: IncidentEvent = { type: 'merged', v: 1, data: { into: 7, from: 'identified' } };
const received: IncidentEvent = { type: 'merge-received', v: 1, data: { incident: 7, people: [] } };
const acknowledged: IncidentEvent = { type: 'acknowledged', v: 1, data: { person: 'UBEN' } };
const applied = (mitigation: number): IncidentEvent => ({
  type: 'mitigation-applied',
  v: 1,
  data: { mitigation, what: prose('scaled up') },
});
const update = (changes: Partial<Extract<ChangeCommand, { type: 'update' }>> = {}): ChangeCommand => ({
  type: 'update',
  by: 'UANA',
  audience: 'internal',
  know: prose('rolled back'),
  next: null,
  impact: null,
  nextAt: null,
  ...changes,
});

const part = <Value>(...values: readonly Value[]) => ({ kind: 'endpoint', values }) as const;
const touches = (...values: readonly Prose[]) => ({ type: 'add-affected', parts: [part(...values)] }) as const;
const touchesNot = (...values: readonly string[]) => ({ type: 'remove-affected', parts: [part(...values)] }) as const;
const assigns = (person: string | null, role: Role = 'scribe') =>
  ({ type: 'assign', by: 'UANA', role, person, stranger: false }) as const;

const states = {
  open: anIncident(),
  acknowledged: anIncident(declared(), acknowledged),
  'acknowledged and resolved': anIncident(declared(), acknowledged, asked, resolved),
  'acknowledged and cancelled': anIncident(declared(), acknowledged, cancelled),
  mitigated: anIncident(declared(), applied(1), applied(2)),
  resolved: anIncident(declared(), asked, resolved),
  reviewed: anIncident(declared(), asked, resolved, held),
  'reviewed, mitigated': anIncident(declared(), applied(1), asked, resolved, held),
  closed: anIncident(declared(), asked, resolved, closed),
  cancelled: anIncident(declared(), cancelled),
  merged: anIncident(declared(), merged),
  'with a follow-up': anIncident(declared(), {
    type: 'follow-up-added',
    v: 1,
    data: { followUp: 1, what: prose('alert on a full disk'), owner: null, due: null },
  }),
  'with a duplicate': anIncident(declared(), received),
  'with a duplicate no more': anIncident(declared(), received, { type: 'merge-undone', v: 1, data: { incident: 7 } }),
} satisfies Record<string, Incident>;

function outcome(state: Incident, command: ChangeCommand): string {
  const decision = decide(state, command, { policy: aPolicy, now: wednesday });
  if (!decision.ok) return decision.refusal.code;
  return decision.events.map((event) => event.type).join(' and ') || 'nothing';
}

describe('what people do while it lives', () => {
  it.each<[keyof typeof states, string, ChangeCommand, string]>([
    ['open', 'update', update(), 'acknowledged and updated'],
    ['open', 'update for customers', update({ audience: 'customers' }), 'updated'],
    ['acknowledged', 'update', update(), 'updated'],
    ['open', 'command taken', assigns('UANA', 'commander'), 'acknowledged and role-assigned'],
    ['open', 'command given to another', assigns('UBEN', 'commander'), 'role-assigned'],
    ['acknowledged', 'command taken', assigns('UANA', 'commander'), 'role-assigned'],
    ['resolved', 'update', update(), 'updated'],
    ['closed', 'update', update(), 'is-over'],
    ['cancelled', 'update', update(), 'is-over'],
    ['merged', 'update', update(), 'is-merged'],
    ['open', 'update that says nothing', update({ know: prose(' \u200b') }), 'nothing-said'],
    ['open', 'update whose next is past', update({ nextAt: wednesday }), 'next-update-time'],
    [
      'open',
      'update whose next is next month',
      update({ nextAt: wednesday + 30 * 24 * 60 * minute }),
      'next-update-time',
    ],
    ['acknowledged', 'update with the next in 15 minutes', update({ nextAt: wednesday + 15 * minute }), 'updated'],
    ['open', 'status', { type: 'set-status', status: 'monitoring', why: null }, 'status-changed'],
    ['open', 'status it has', { type: 'set-status', status: 'investigating', why: null }, 'same-status'],
    ['resolved', 'status', { type: 'set-status', status: 'monitoring', why: null }, 'not-open'],
    ['open', 'severity', { type: 'set-severity', severity: 'sev1', why: null }, 'severity-changed'],
    ['resolved', 'severity', { type: 'set-severity', severity: 'sev4', why: null }, 'severity-changed'],
    ['open', 'severity it has', { type: 'set-severity', severity: 'sev2', why: null }, 'same-severity'],
    ['closed', 'severity', { type: 'set-severity', severity: 'sev1', why: null }, 'is-over'],
    ['open', 'acknowledge', { type: 'acknowledge', person: 'UBEN' }, 'acknowledged'],
    ['acknowledged', 'acknowledge', { type: 'acknowledge', person: 'UANA' }, 'already-acknowledged'],
    ['acknowledged', 'acknowledge', { type: 'acknowledge', person: 'UBEN' }, 'acknowledged-before'],
    ['resolved', 'acknowledge', { type: 'acknowledge', person: 'UANA' }, 'not-open'],
    ['acknowledged and resolved', 'acknowledge', { type: 'acknowledge', person: 'UBEN' }, 'not-open'],
    ['acknowledged and cancelled', 'acknowledge', { type: 'acknowledge', person: 'UBEN' }, 'not-open'],
    ['acknowledged and cancelled', 'acknowledge', { type: 'acknowledge', person: 'UANA' }, 'not-open'],
    ['open', 'mitigation', { type: 'apply-mitigation', what: prose('flag off') }, 'mitigation-applied'],
    ['mitigated', 'removal', { type: 'remove-mitigation', mitigation: 2, how: null }, 'mitigation-removed'],
    ['mitigated', 'removal of none', { type: 'remove-mitigation', mitigation: 3, how: null }, 'no-such-mitigation'],
    ['open', 'link', { type: 'add-link', url: prose('https://grafana.example'), title: null }, 'link-added'],
    ['open', 'link to no address', { type: 'add-link', url: prose('javascript:alert(1)'), title: null }, 'no-address'],
    ['open', 'what is affected', touches(prose('/bank-lines')), 'scope-added'],
    ['open', 'what is affected: nothing', touches(prose(' ')), 'nothing-said'],
    [
      'open',
      'what is affected: far too much',
      touches(...Array.from({ length: 101 }, (_, at) => prose(`/${at}`))),
      'too-many',
    ],
    ['open', 'what is not affected, and never was', touchesNot('/x'), 'not-there'],
    ['closed', 'what is affected', touches(prose('/bank-lines')), 'is-over'],
    ['closed', 'what is not affected', touchesNot('/x'), 'is-over'],
    ['open', 'note', { type: 'note', text: prose('called the bank'), at: null }, 'noted'],
    ['closed', 'note', { type: 'note', text: prose('called the bank'), at: null }, 'noted'],
    ['open', 'note of last year', { type: 'note', text: prose('the same'), at: wednesday - 366 * day }, 'noted'],
    [
      'open',
      'note of before',
      { type: 'note', text: prose('the same'), at: wednesday - 366 * day - 1 },
      'too-long-ago',
    ],
    ['open', 'note of 1970', { type: 'note', text: prose('the epoch'), at: 0 }, 'too-long-ago'],
    ['open', 'note of tomorrow', { type: 'note', text: prose('soon'), at: wednesday + day }, 'still-to-come'],
    ['open', 'role', assigns('UBEN'), 'role-assigned'],
    ['open', 'role nobody has, to nobody', assigns(null), 'already-there'],
    ['open', 'role, to a guest', { ...assigns('UGUS'), stranger: true }, 'not-a-responder'],
    ['closed', 'role, to a guest', { ...assigns('UGUS'), stranger: true }, 'is-over'],
  ])('%s: %s → %s', (state, _, command, expected) => {
    expect(outcome(states[state], command)).toBe(expected);
  });

  it('promises the next update when the policy asks for it, by audience, and none once it is over', () => {
    const { severities } = aPolicy;
    const sev2 = { ...severities.sev2, customerUpdate: { value: 60, from: '000' } };
    const policy = { ...aPolicy, severities: { ...severities, sev2 } };
    const nextAt = (state: Incident, audience: Audience, by: Policy = policy) =>
      decide(state, update({ audience, nextAt: 'policy' }), { policy: by, now: wednesday });
    const promised = (at: number | null) => ({ events: [{ type: 'updated', data: { nextAt: at } }] });
    expect(nextAt(states.acknowledged, 'internal')).toMatchObject(promised(wednesday + 15 * minute));
    expect(nextAt(states.open, 'customers')).toMatchObject(promised(wednesday + 60 * minute));
    expect(nextAt(states.open, 'customers', aPolicy)).toMatchObject(promised(null));
    expect(nextAt(states.resolved, 'internal')).toMatchObject(promised(null));
  });

  it('counts mitigations from 1, and never gives a number twice', () => {
    const removed: IncidentEvent = { type: 'mitigation-removed', v: 1, data: { mitigation: 1, how: null } };
    const state = anIncident(declared(), applied(1), removed);
    const decision = decide(
      state,
      { type: 'apply-mitigation', what: prose('again') },
      { policy: aPolicy, now: wednesday },
    );
    expect(decision).toMatchObject({ events: [{ data: { mitigation: 2 } }] });
  });

  it('says once what is touched, whatever the case', () => {
    const values = [prose('/Bank-Lines'), prose('/bank-lines'), prose('/pay')];
    const added = decide(states.open, touches(...values), { policy: aPolicy, now: wednesday });
    expect(added).toMatchObject({ events: [{ data: { values: [{ body: '/Bank-Lines' }, { body: '/pay' }] } }] });
    const state = anIncident(declared(), { type: 'scope-added', v: 1, data: { kind: 'endpoint', values } });
    expect(outcome(state, touches(prose('/PAY')))).toBe('already-there');
    expect(outcome(state, touchesNot('/PAY'))).toBe('scope-removed');
  });

  it('takes several kinds of what is touched at once, and leaves out what says so already', () => {
    const org = { kind: 'organisation', values: [prose('4711')] } as const;
    const state = anIncident(declared(), { type: 'scope-added', v: 1, data: org });
    const more = { type: 'add-affected', parts: [org, part(prose('/pay')), part<Prose>()] } as const;
    expect(decide(state, more, { policy: aPolicy, now: wednesday })).toMatchObject({
      events: [{ type: 'scope-added', data: { kind: 'endpoint', values: [{ body: '/pay' }] } }],
    });
    const both = anIncident(
      declared(),
      { type: 'scope-added', v: 1, data: org },
      { type: 'scope-added', v: 1, data: part(prose('/pay')) },
    );
    const less = {
      type: 'remove-affected',
      parts: [{ kind: 'organisation', values: ['4711'] }, part('/pay', '/x')],
    } as const;
    expect(outcome(both, less)).toBe('scope-removed and scope-removed');
  });
});

describe('another severity', () => {
  it('is told at its next tick, and not at one that was over before', () => {
    const calm = aChange(null, [declared({ severity: 'sev4' })]).after;
    const raised = { type: 'severity-changed', v: 1, data: { from: 'sev4', to: 'sev2', why } } as const;
    const at = wednesday + 20 * minute;
    const { after } = changeOf(calm, [raised], { actor: ana, at, policy: { ...aPolicy, hash: 'policy' } });
    expect(tickUpTo(after, at)).toBeNull();
    expect(tickUpTo(after, wednesday + 30 * minute)).toBe(wednesday + 30 * minute);
  });
});

describe('the end', () => {
  it.each<[keyof typeof states, ChangeCommand, string]>([
    ['open', { type: 'close', why: null }, 'not-resolved'],
    ['reviewed', { type: 'close', why: null }, 'closed'],
    ['resolved', { type: 'close', why: null }, 'record-incomplete'],
    ['resolved', { type: 'close', why }, 'closed'],
    ['resolved', { type: 'close', why: prose('\u200b') }, 'needs-reason'],
    ['reviewed, mitigated', { type: 'close', why: null }, 'record-incomplete'],
    ['closed', { type: 'close', why }, 'is-over'],
    ['open', { type: 'cancel', why, firing: [] }, 'cancelled'],
    ['open', { type: 'cancel', why: null, firing: [] }, 'needs-reason'],
    ['open', { type: 'cancel', why: prose('\u200b'), firing: [] }, 'needs-reason'],
    ['with a duplicate', { type: 'cancel', why, firing: [] }, 'has-duplicates'],
    ['with a duplicate', { type: 'request-resolve', override: null, firing: [] }, 'resolve-requested'],
    ['with a duplicate no more', { type: 'cancel', why, firing: [] }, 'cancelled'],
    ['resolved', { type: 'cancel', why, firing: [] }, 'not-open'],
    ['open', { type: 'reopen', why }, 'still-open'],
    ['cancelled', { type: 'request-resolve', override: null, firing: [] }, 'is-over'],
    ['resolved', { type: 'reopen', why }, 'reopened'],
    ['closed', { type: 'reopen', why }, 'reopened'],
    ['cancelled', { type: 'reopen', why }, 'reopened'],
    ['resolved', { type: 'reopen', why: null }, 'needs-reason'],
    ['merged', { type: 'reopen', why }, 'is-merged'],
    ['open', { type: 'request-export' }, 'no-channel-yet'],
  ])('%s: %j → %s', (state, command, expected) => {
    expect(outcome(states[state], command)).toBe(expected);
  });

  it('while health is being measured leaves nothing under way: it can be resolved once it is back', () => {
    const undone = anIncident(declared(), asked, merged, { type: 'unmerged', v: 1, data: { into: 7 } });
    expect(outcome(undone, { type: 'request-resolve', override: null, firing: [] })).toBe('resolve-requested');
  });

  it('that was none has to be acknowledged anew', () => {
    const state = anIncident(declared(), acknowledged, asked, resolved, { type: 'reopened', v: 1, data: { why } });
    expect(outcome(state, { type: 'acknowledge', person: 'UANA' })).toBe('acknowledged');
  });

  it('forgets the old resolution when it begins again, so that it can be resolved anew', () => {
    const state = anIncident(declared(), asked, resolved, { type: 'reopened', v: 1, data: { why } });
    expect(state).toMatchObject({ status: 'investigating', resolvedAt: null, resolution: null });
    expect(outcome(state, { type: 'request-resolve', override: null, firing: [] })).toBe('resolve-requested');
  });
});

describe('a duplicate', () => {
  const other = (changes: Partial<Incident> = {}): Incident => ({
    ...anIncident(),
    number: 7,
    stream: 'inc-7',
    ...changes,
  });

  it.each<[string, keyof typeof states, Incident, string]>([
    ['into an open one', 'open', other(), 'merged'],
    ['into itself', 'open', other({ number: 42 }), 'itself'],
    ['with a mitigation in place', 'mitigated', other(), 'merge-leaves'],
    ['with a follow-up to do', 'with a follow-up', other(), 'merge-leaves'],
    ['when it is over', 'resolved', other(), 'not-open'],
    ['twice', 'merged', other(), 'is-merged'],
    ['with a duplicate of its own', 'with a duplicate', other(), 'has-duplicates'],
    ['with a duplicate of its own no more', 'with a duplicate no more', other(), 'merged'],
    ['into one that is closed', 'open', other({ status: 'closed', endedAt: wednesday }), 'is-over'],
    ['into one that is resolved', 'open', other({ status: 'resolved', resolvedAt: wednesday }), 'into-resolved'],
    ['into one that was merged itself', 'open', other({ merged: { into: 3, from: 'identified' } }), 'is-merged'],
    ['a real one into a drill', 'open', other({ drill: true }), 'cannot-merge'],
    ['a public one into a private one', 'open', other({ restricted: true }), 'cannot-merge'],
  ])('is merged %s: %s', (_, state, into, expected) => {
    expect(outcome(states[state], { type: 'merge', into })).toBe(expected);
  });

  it('goes on from the status it had when the merge is undone', () => {
    const state = anIncident(declared(), merged, { type: 'unmerged', v: 1, data: { into: 7 } });
    expect(state).toMatchObject({ status: 'identified', merged: null, endedAt: null });
    expect(outcome(states.open, { type: 'undo-merge' })).toBe('not-merged');
  });

  it('brings its people into the channel of the other', () => {
    const before = upToDate(anIncident(declared(), channelOpened()));
    const change = aChange(before, [
      { type: 'merge-received', v: 1, data: { incident: 7, people: ['UBEN', 'UCHEN'] } },
    ]);
    expect(change.effects.map(({ id, payload }) => [id, payload])).toEqual([
      ['inc-42.5.slack.invite', { channel: 'C42', person: 'UBEN' }],
      ['inc-42.5.slack.invite.2', { channel: 'C42', person: 'UCHEN' }],
    ]);
  });
});

describe('a private incident', () => {
  const restricted = anIncident(declared({ restricted: true }), channelOpened('C42', 'inc-42'));
  const access = { type: 'access-requested', v: 1, data: { person: 'UBEN', why: null } } as const;
  const because = (reason: string): IncidentEvent => ({
    ...access,
    data: { person: 'UBEN', why: prose(reason) },
  });

  it.each<[string, Incident, ChangeCommand, string]>([
    ['asking for access', restricted, { type: 'request-access', person: 'UBEN', why: null }, 'access-requested'],
    [
      'asking again',
      anIncident(declared({ restricted: true }), access),
      { type: 'request-access', person: 'UBEN', why: null },
      'nothing',
    ],
    ['asking as a member', restricted, { type: 'request-access', person: ana.person, why: null }, 'already-member'],
    ['asking for a public one', states.open, { type: 'request-access', person: 'UBEN', why: null }, 'not-private'],
    [
      'asking again for a reason',
      anIncident(declared({ restricted: true }), access),
      { type: 'request-access', person: 'UBEN', why: prose('an audit') },
      'access-requested',
    ],
    [
      'asking again for the same reason',
      anIncident(declared({ restricted: true }), because('an audit')),
      { type: 'request-access', person: 'UBEN', why: prose('an audit') },
      'nothing',
    ],
    [
      'asking again for no reason any more',
      anIncident(declared({ restricted: true }), because('an audit')),
      { type: 'request-access', person: 'UBEN', why: null },
      'nothing',
    ],
    [
      'answering',
      anIncident(declared({ restricted: true }), access),
      { type: 'answer-access', person: 'UBEN', grant: true },
      'access-granted',
    ],
    ['answering nobody', restricted, { type: 'answer-access', person: 'UBEN', grant: true }, 'nobody-asks'],
    ['coming into the channel', restricted, { type: 'add-member', person: 'UBEN', moved: 5 }, 'member-added'],
    ['leaving the channel', restricted, { type: 'remove-member', person: ana.person, moved: 5 }, 'member-removed'],
    ['coming into a public channel', states.open, { type: 'add-member', person: 'UBEN', moved: 5 }, 'nothing'],
    ['a role for somebody outside', restricted, assigns('UBEN'), 'member-added and role-assigned'],
  ])('%s: %s', (_, state, command, expected) => {
    expect(outcome(state, command)).toBe(expected);
  });

  it('who left and is told to have come before that, late, stays outside', () => {
    const left = anIncident(declared({ restricted: true }), {
      ...{ type: 'member-removed', v: 1 },
      data: { person: 'UBEN', moved: 7 },
    });
    expect(outcome(left, { type: 'add-member', person: 'UBEN', moved: 5 })).toBe('nothing');
    expect(outcome(left, { type: 'add-member', person: 'UBEN', moved: 9 })).toBe('member-added');
  });

  it('who asks again for another reason waits once, with the newest: its members see it where they were asked', () => {
    const before = anIncident(declared({ restricted: true }), channelOpened(), access);
    const change = aChange(before, [because('an audit')]);
    expect(change.after.requests).toMatchObject([{ request: 3, person: 'UBEN', why: { body: 'an audit' } }]);
    expect(change.messages.map(({ key }) => key).filter((key) => key.includes('.access.'))).toEqual([
      'inc-42.access.3.channel',
    ]);
    const waiting = anIncident(declared({ restricted: true }), access, because('an audit'));
    expect(waiting.untold).toEqual([{ kind: 'access', of: 2 }]);
  });

  it('who asked and then comes in by the channel has their answer: the buttons go', () => {
    const before = anIncident(declared({ restricted: true }), channelOpened(), access);
    const change = aChange(before, [{ type: 'member-added', v: 1, data: { person: 'UBEN', moved: 5 } }]);
    expect(change.messages.map(({ key }) => key)).toContain('inc-42.access.3.channel');
    expect(change.after.requests).toEqual([]);
  });

  it('tells the security contact at once and brings its people in, and says nothing in any room', () => {
    const change = aChange(null, [declared({ restricted: true })]);
    expect(change.effects.map(({ kind }) => kind)).toEqual([
      'slack.open-channel',
      'mail.tell-security',
      'pagerduty.page',
      'slack.find-debtors',
    ]);
    expect(change.messages.map(({ kind, place }) => [kind, place])).toEqual([['security', { contact: 'security' }]]);
    const opened = aChange(anIncident(declared({ restricted: true })), [channelOpened()]);
    expect(opened.effects.map(({ kind }) => kind)).toContain('slack.find-security');
    const told = (events: readonly IncidentEvent[]) =>
      aChange(restricted, events).messages.flatMap(({ place }) => Object.keys(place));
    const everything: readonly IncidentEvent[] = [
      {
        type: 'updated',
        v: 1,
        data: { audience: 'customers', know: prose('x'), next: null, impact: null, nextAt: null },
      },
      { type: 'severity-changed', v: 1, data: { from: 'sev2', to: 'sev1', why: null } },
      asked,
      resolved,
      closed,
    ];
    expect(new Set(told(everything))).toEqual(new Set(['channel']));
  });
});

describe('what people hear', () => {
  const posted: IncidentEvent = {
    ...{ type: 'message-posted', v: 2 },
    data: { message: 'headline', of: null, channel: 'CROOM', ts: '1.1' },
  };
  const state = upToDate(anIncident(declared(), channelOpened(), posted));
  const told = (event: IncidentEvent) =>
    aChange(state, [event])
      .messages.filter(({ of }) => of !== null)
      .map(({ key, reply }) => [key, reply]);

  it('an update stands in the channel and below the headline; of a serious one in the room too', () => {
    const event: IncidentEvent = {
      ...{ type: 'updated', v: 1 },
      data: { audience: 'internal', know: prose('rolled back'), next: null, impact: null, nextAt: null },
    };
    expect(told(event)).toEqual([
      ['inc-42.update.6.channel', null],
      ['inc-42.update.6.room', { broadcast: true }],
    ]);
  });

  it('what was said before there was a channel is told there once it is open, in order', () => {
    const update: IncidentEvent = {
      ...{ type: 'updated', v: 1 },
      data: { audience: 'internal', know: prose('x'), next: null, impact: null, nextAt: null },
    };
    const before = anIncident(declared(), update, acknowledged);
    const opened = aChange(before, [channelOpened()]);
    expect(opened.messages.filter(({ of }) => of !== null).map(({ key }) => key)).toEqual([
      'inc-42.update.2.channel',
      'inc-42.notice.3.channel',
    ]);
    const stands = (of: number): IncidentEvent => ({
      ...{ type: 'message-posted', v: 2 },
      data: { message: 'notice', of, channel: 'C42', ts: '1.1' },
    });
    expect(aChange(opened.after, [stands(2)]).after.untold).toEqual([{ kind: 'notice', of: 3 }]);
    expect(aChange(opened.after, [stands(2), stands(3)]).after.untold).toEqual([]);
  });

  it('a change of severity is told everywhere again', () => {
    expect(told({ type: 'severity-changed', v: 1, data: { from: 'sev2', to: 'sev3', why: null } })).toEqual([
      ['inc-42.notice.6.channel', null],
      ['inc-42.notice.6.room', { broadcast: true }],
    ]);
  });
});
