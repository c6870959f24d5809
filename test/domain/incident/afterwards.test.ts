import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { reachesAt, remindsAt } from '#src/domain/incident/promises/course.ts';
import { entriesOf, ledgerOf } from '#src/domain/incident/promises/ledger.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { By } from '#src/domain/recording.ts';
import {
  aChange,
  ana,
  anIncident,
  aPolicy,
  channelOpened,
  declared,
  prose,
  wednesday,
} from '#test/support/builders.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const why = prose('all hands are on the rollback');
const resolved: IncidentEvent = { type: 'resolved', v: 1, data: { health: [] } };
const held: IncidentEvent = {
  type: 'review-held',
  v: 1,
  data: { cause: prose('a full disk'), actions: null, lessons: null },
};
const applied: IncidentEvent = { type: 'mitigation-applied', v: 1, data: { mitigation: 1, what: prose('scaled up') } };
const added = (owner: string | null, due: string | null, followUp = 1): IncidentEvent => ({
  type: 'follow-up-added',
  v: 1,
  data: { followUp, what: prose('alert on a full disk'), owner, due },
});
const closed: IncidentEvent = {
  type: 'closed',
  v: 2,
  data: { why, missing: { review: true, mitigations: [], followUps: [] } },
};
const cancelled: IncidentEvent = { type: 'cancelled', v: 1, data: { why } };

/** As it is with the promises in force. */
function living(...events: readonly IncidentEvent[]): Incident {
  return aChange(null, [declared({ customerFacing: false }), ...events]).after;
}

function decided(state: Incident, command: ChangeCommand, now = wednesday) {
  return decide(state, command, { policy: aPolicy, now });
}

function outcome(state: Incident, command: ChangeCommand, now = wednesday): string {
  const decision = decided(state, command, now);
  return decision.ok ? decision.events.map(({ type }) => type).join(' and ') : decision.refusal.code;
}

function by(at: number): By {
  return { actor: ana, at, policy: { ...aPolicy, hash: 'policy' } };
}

const owedBy = (state: Incident) => obligationsOf(state).map(({ key, dueAt, debtor }) => ({ key, dueAt, debtor }));

describe('the review', () => {
  const schedule = (at: number) => ({ type: 'schedule-review', at }) as const;
  const hold = (cause: string) =>
    ({ type: 'hold-review', cause: prose(cause), actions: null, lessons: prose('look at disks') }) as const;

  it.each<[string, Incident, ChangeCommand, string]>([
    ['a date while it is open', living(), schedule(wednesday + day), 'not-yet-resolved'],
    ['a date', living(resolved), schedule(wednesday + day), 'review-scheduled'],
    ['another date', living(resolved, scheduled(wednesday + day)), schedule(wednesday + 2 * day), 'review-scheduled'],
    ['the same date', living(resolved, scheduled(wednesday + day)), schedule(wednesday + day), 'already-there'],
    ['a date that is past', living(resolved), schedule(wednesday), 'review-time'],
    ['a date in two years', living(resolved), schedule(wednesday + 700 * day), 'review-time'],
    ['a date once it was held', living(resolved, held), schedule(wednesday + day), 'review-held-before'],
    ['its findings while it is open', living(), hold('a full disk'), 'not-yet-resolved'],
    ['its findings', living(resolved), hold('a full disk'), 'review-held'],
    ['findings without a cause', living(resolved), hold('\u200b'), 'nothing-said'],
    ['its findings twice', living(resolved, held), hold('a full disk'), 'review-held-before'],
    ['its findings once it is closed', living(resolved, closed), hold('a full disk'), 'is-over'],
    ['a date once it is cancelled', living(cancelled), schedule(wednesday + day), 'is-over'],
  ])('%s', (_, state, command, expected) => {
    expect(outcome(state, command)).toBe(expected);
  });

  it('is owed again where what was over was not', () => {
    const state = living(resolved, held, { type: 'reopened', v: 1, data: { why } }, resolved);
    expect(owedBy(state).map(({ key }) => key.split('.')[0])).toEqual(['schedule-review', 'hold-review']);
  });
});

function scheduled(at: number): IncidentEvent {
  return { type: 'review-scheduled', v: 1, data: { at } };
}

describe('an item of a checklist that was missed while the incident was open', () => {
  const item = { key: 'task.smoke.boots.1', kind: 'task', since: wednesday, dueAt: wednesday + 10 * minute } as const;
  const owed = { ...item, debtor: { onCall: true } } as const;

  it('begins to climb with the resolution, a business day from rung to rung', () => {
    const before = living();
    const at = wednesday + 30 * minute;
    const { after } = changeOf(before, [resolved], by(at));
    const { terms } = after.promises;
    if (!terms) throw new Error('nothing is promised');
    expect([0, 1].map((rung) => reachesAt(owed, rung, after, terms))).toEqual([at, at + day]);
  });
});

describe('a follow-up', () => {
  it.each([
    ['of the day after tomorrow', '2026-11-20', '2026-11-19T09:00Z'],
    ['of tomorrow', '2026-11-19', '2026-11-19T09:00Z'],
    ['of today', '2026-11-18', null],
    ['of next Tuesday', '2026-11-24', '2026-11-23T09:00Z'],
  ])('%s: its owner is reminded in the morning, of today’s not at all', (_, due, expected) => {
    const incident = living(added('UBEN', due));
    const [owed] = obligationsOf(incident).filter(({ kind }) => kind === 'follow-up');
    const { terms } = incident.promises;
    if (!owed || !terms) throw new Error('nothing is owed');
    const at = remindsAt(owed, { ...terms, calendar: { ...terms.calendar, hours: { begin: 9 * 60, end: 17 * 60 } } });
    expect(at).toBe(expected && Date.parse(expected));
  });

  it('for somebody outside of a private incident brings them into its channel', () => {
    const before = aChange(null, [declared({ restricted: true }), channelOpened()]).after;
    const decision = decided(before, add());
    if (!decision.ok) throw new Error(decision.refusal.code);
    const { effects } = aChange(before, decision.events);
    expect(effects).toMatchObject([{ kind: 'slack.invite', payload: { person: 'UBEN' } }]);
  });

  const add = (changes: object = {}): ChangeCommand => ({
    ...{
      type: 'add-follow-up',
      what: prose('alert on a full disk'),
      owner: 'UBEN',
      due: '2026-12-01',
      stranger: false,
    },
    ...changes,
  });
  const change = (changes: object, followUp = 1): ChangeCommand => ({
    ...{ type: 'change-follow-up', followUp, stranger: false },
    ...changes,
  });
  const done = (followUp = 1): ChangeCommand => ({ type: 'finish-follow-up', followUp });
  const drop = (text: string | null = 'mended otherwise'): ChangeCommand => ({
    ...{ type: 'drop-follow-up', followUp: 1, why: text === null ? null : prose(text) },
  });
  const one = living(added('UBEN', '2026-12-01'));
  const finished = living(added('UBEN', null), { type: 'follow-up-done', v: 1, data: { followUp: 1 } });
  const fifty = living(...Array.from({ length: 50 }, (_, at) => added(null, null, at + 1)));
  const secret = aChange(null, [declared({ restricted: true })]).after;

  it.each<[string, Incident, ChangeCommand, string]>([
    ['one', living(), add(), 'follow-up-added'],
    ['one for nobody, without a day', living(), add({ owner: null, due: null }), 'follow-up-added'],
    ['one due today', living(), add({ due: '2026-11-18' }), 'follow-up-added'],
    ['one due yesterday', living(), add({ due: '2026-11-17' }), 'follow-up-day'],
    ['one due in two years', living(), add({ due: '2028-11-18' }), 'follow-up-day'],
    ['one due on no day there is', living(), add({ due: '2027-02-31' }), 'follow-up-day'],
    ['an empty one', living(), add({ what: prose('\u200b') }), 'nothing-said'],
    ['one for a guest', living(), add({ stranger: true }), 'not-a-responder'],
    ['the 51st', fifty, add(), 'too-many'],
    ['one of what is resolved', living(resolved), add(), 'follow-up-added'],
    ['one of what is closed', living(resolved, closed), add(), 'is-over'],
    ['one for a stranger to what is private', secret, add(), 'member-added and follow-up-added'],
    ['another owner', one, change({ owner: 'UANA' }), 'follow-up-changed'],
    ['another day', one, change({ due: '2026-12-02' }), 'follow-up-changed'],
    ['no owner', one, change({ owner: null }), 'follow-up-changed'],
    ['the same owner', one, change({ owner: 'UBEN' }), 'already-there'],
    ['a day that is past', one, change({ due: '2026-11-01' }), 'follow-up-day'],
    ['a guest as owner', one, change({ owner: 'UGUS', stranger: true }), 'not-a-responder'],
    ['another owner of none', one, change({ owner: 'UANA' }, 2), 'no-such-follow-up'],
    ['done', one, done(), 'follow-up-done'],
    ['done, of none', one, done(2), 'no-such-follow-up'],
    ['done twice', finished, done(), 'no-such-follow-up'],
    ['dropped', one, drop(), 'follow-up-dropped'],
    ['dropped without a reason', one, drop(null), 'needs-reason'],
    ['dropped with an invisible one', one, drop('\u200b'), 'needs-reason'],
    ['done after it was closed', living(added('UBEN', null), resolved, closed), done(), 'follow-up-done'],
    ['done after it was cancelled', living(added('UBEN', null), cancelled), done(), 'is-over'],
  ])('%s', (_, state, command, expected) => {
    expect(outcome(state, command)).toBe(expected);
  });

  it('can be handed on when its day is past', () => {
    expect(outcome(one, change({ owner: 'UANA' }), wednesday + 60 * day)).toBe('follow-up-changed');
  });

  it('is owed by its owner until the end of its day, or of the next one on which people work', () => {
    const saturday = living(added('UBEN', '2026-11-28'));
    const dueAt = Date.UTC(2026, 11, 1) - 1;
    expect(owedBy(saturday)).toContainEqual({ key: 'follow-up.1.3', dueAt, debtor: { person: 'UBEN' } });
  });

  it('without an owner is owed by whoever answers for the incident, and without a day by nobody', () => {
    const led: IncidentEvent = { type: 'role-assigned', v: 1, data: { role: 'commander', person: 'UDORA' } };
    const state = living(led, added(null, '2026-12-01'), added('UBEN', null, 2));
    const owed = owedBy(state).filter(({ key }) => key.startsWith('follow-up'));
    expect(owed).toMatchObject([{ key: 'follow-up.1.4', debtor: { person: 'UDORA' } }]);
  });

  it('is chased after the incident is closed, not after it turned out to be none', () => {
    const kinds = (state: Incident) => obligationsOf(state).map(({ kind }) => kind);
    expect(kinds(living(added('UBEN', '2026-12-01'), resolved, closed))).toEqual(['follow-up']);
    expect(kinds(living(added('UBEN', '2026-12-01'), cancelled))).toEqual([]);
    expect(
      kinds(living(added('UBEN', '2026-12-01'), { type: 'merged', v: 1, data: { into: 7, from: 'identified' } })),
    ).toEqual([]);
  });

  it('with another day is another promise, with another owner the same', () => {
    const changed = (owner: string, due: string): IncidentEvent => ({
      ...{ type: 'follow-up-changed', v: 1, data: { followUp: 1, owner, due } },
    });
    const keys = (event: IncidentEvent) =>
      owedBy(living(added('UBEN', '2026-12-01'), event))
        .map(({ key }) => key)
        .filter((key) => key.startsWith('follow-up'));
    expect(keys(changed('UANA', '2026-12-01'))).toEqual(['follow-up.1.3']);
    expect(keys(changed('UBEN', '2026-12-02'))).toEqual(['follow-up.1.4']);
  });

  it('is met by being done, in time or late, and lapses when it is dropped', () => {
    const ended = (event: IncidentEvent) => {
      const { recorded } = aChange(null, [declared(), added('UBEN', '2026-12-01'), event]);
      return ledgerOf(recorded).find(({ kind }) => kind === 'follow-up')?.ended?.how;
    };
    expect(ended({ type: 'follow-up-done', v: 1, data: { followUp: 1 } })).toBe('met');
    expect(ended({ type: 'follow-up-dropped', v: 1, data: { followUp: 1, why } })).toBe('lapsed');
  });

  it('climbs the path by business days, also once the incident is closed', () => {
    const rungs = ['one', 'two'].map((name) => ({ name, who: { people: [`${name}@apgms.example`] } }));
    const policy = { ...aPolicy, escalation: { ...aPolicy.escalation, rungs }, hash: 'with rungs' };
    const first = changeOf(null, [declared(), added('UBEN', '2026-11-20'), resolved, held, closed], {
      ...by(wednesday),
      policy,
    });
    const note: IncidentEvent = { type: 'noted', v: 1, data: { text: prose('later'), at: null } };
    const { recorded } = changeOf(first.after, [note], { ...by(Date.UTC(2026, 10, 24)), policy });
    const friday = Date.UTC(2026, 10, 21) - 1;
    const missed = recorded.flatMap(({ event }) => (event.type === 'obligation-missed' ? [event.data] : []));
    expect(missed).toMatchObject([
      {
        ...{ kind: 'follow-up', missedAt: friday },
        reached: [
          { rung: 0, at: friday },
          { rung: 1, at: friday + 3 * day },
        ],
      },
    ]);
  });
});

describe('closing', () => {
  const close = (text: string | null = null) => ({ type: 'close', why: text === null ? null : prose(text) }) as const;
  const bare = living(
    applied,
    added(null, '2026-12-01'),
    added('UBEN', null, 2),
    added('UBEN', '2026-12-01', 3),
    resolved,
  );
  const missing = { review: true, mitigations: [1], followUps: [1, 2] };

  it('is refused with everything that is missing at once', () => {
    expect(decided(bare, close())).toEqual({ ok: false, refusal: { code: 'record-incomplete', number: 42, missing } });
  });

  it('with a reason is done all the same, and the record says what was missing', () => {
    const decision = decided(bare, close('part of another'));
    expect(decision).toMatchObject({ events: [{ v: 2, data: { why: { body: 'part of another' }, missing } }] });
  });

  it('needs no reason once all is accounted for', () => {
    const removed: IncidentEvent = { type: 'mitigation-removed', v: 1, data: { mitigation: 1, how: null } };
    const owned: IncidentEvent = {
      type: 'follow-up-changed',
      v: 1,
      data: { followUp: 1, owner: 'UANA', due: '2026-12-01' },
    };
    const nothing = { review: false, mitigations: [], followUps: [] };
    const decision = decided(living(applied, added(null, null), resolved, removed, owned, held), close());
    expect(decision).toMatchObject({ events: [{ data: { why: null, missing: nothing } }] });
  });
});

describe('putting off', () => {
  const snooze = (minutes: number, kind: 'internal-update' | 'acknowledge' | 'follow-up' | null = 'internal-update') =>
    ({ type: 'snooze', kind, by: minutes * minute, why }) as const;
  const state = living({ type: 'acknowledged', v: 1, data: { person: 'UBEN' } });
  const due = wednesday + 15 * minute;

  function snoozed(before: Incident, command: ChangeCommand, at = wednesday): Incident {
    const decision = decided(before, command, at);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return changeOf(before, decision.events, by(at)).after;
  }

  it('moves the deadline, and what was told of it counts for the old one', () => {
    const after = snoozed(state, snooze(10));
    expect(owedBy(after)).toMatchObject([{ key: 'internal-update.1', dueAt: due + 10 * minute }]);
  });

  it('is bound by the policy in all, however often', () => {
    const once = snoozed(state, snooze(20));
    expect(decided(once, snooze(11))).toEqual({
      ok: false,
      refusal: {
        ...{ code: 'snoozed-enough', number: 42, kind: 'internal-update' },
        ...{ latest: due + 30 * minute, minutes: 30 },
      },
    });
    expect(owedBy(snoozed(once, snooze(10)))).toMatchObject([{ dueAt: due + 30 * minute }]);
    expect(outcome(state, snooze(31))).toBe('snoozed-enough');
  });

  it.each([
    ['where it stands at the latest moment', snoozed(state, snooze(30)), wednesday],
    ['once that is past', state, due + 30 * minute],
  ])('is no longer possible %s', (_, now, at) => {
    expect(decided(now, snooze(10), at)).toMatchObject({ refusal: { code: 'snoozed-enough', latest: null } });
  });

  it('is done as long as it leads ahead, also of what was missed', () => {
    const late = due + 20 * minute;
    expect(outcome(state, snooze(20), late)).toBe('snoozed-enough');
    const after = snoozed(state, snooze(30), late);
    expect(owedBy(after)).toMatchObject([{ dueAt: due + 30 * minute }]);
    expect(entriesOf(after)).toMatchObject([{ rung: null }]);
  });

  it.each<[string, Incident, ChangeCommand, string]>([
    ['nothing', state, snooze(0), 'snoozed-enough'],
    ['what was due earlier', state, snooze(-5), 'snoozed-enough'],
    ['an acknowledgement', living(), snooze(5, 'acknowledge'), 'never-snoozed'],
    ['a follow-up', living(added('UBEN', '2026-12-01')), snooze(5, 'follow-up'), 'never-snoozed'],
    ['what is due first and can be', living(), snooze(5, null), 'obligation-snoozed'],
    ['what is not owed', living(resolved), snooze(5), 'nothing-to-snooze'],
    ['something, where nothing is owed', living(resolved, held), snooze(5, null), 'nothing-to-snooze'],
    ['it without a reason', state, { ...snooze(5), why: null }, 'needs-reason'],
    ['it with an invisible one', state, { ...snooze(5), why: prose('\u200b') }, 'needs-reason'],
    [
      'it of what was merged',
      anIncident(declared(), { type: 'merged', v: 1, data: { into: 7, from: 'identified' } }),
      snooze(5),
      'is-merged',
    ],
  ])('%s', (_, before, command, expected) => {
    expect(outcome(before, command)).toBe(expected);
  });
});
