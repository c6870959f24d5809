import { describe, expect, it } from 'vitest';
import { type AlertCommand, decide, firesAnew } from '#src/domain/alert/decide.ts';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import { evolve } from '#src/domain/alert/evolve.ts';
import { mostInstances, type ToldInstance } from '#src/domain/alert/instances.ts';
import { cardOf } from '#src/domain/alert/messages.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { alertName, alertStream } from '#src/domain/alert/state.ts';
import { decide as decideIncident } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { isLate } from '#src/domain/paging/evolve.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import {
  afterHearing,
  alertChange,
  anAlert,
  aReport,
  ended,
  fired,
  hearing,
  instance,
  told,
} from '#test/support/alerts.ts';
import { aChange, ana, anIncident, aPolicy, declared, prose, wednesday } from '#test/support/builders.ts';

const minute = 60_000;
const resolved = (to = 5): AlertEvent => ({ type: 'alert-resolved', v: 1, data: { ended: [ended('a', 0, to)] } });
const types = (events: readonly AlertEvent[]) => events.map(({ type }) => type);
const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id).sort();

function refusalOf(state: Alert, command: AlertCommand): Refusal | null {
  const decision = decide(state, command, { policy: aPolicy, now: wednesday });
  return decision.ok ? null : decision.refusal;
}

describe('an alert', () => {
  it('is known by its number, from the first event on', () => {
    expect([alertName(7), alertStream(7)]).toEqual(['ALT-7', 'alert-7']);
    expect(anAlert()).toMatchObject({ number: 7, stream: 'alert-7', seq: 2, status: 'firing', severity: 'critical' });
  });

  it('begins with that it fired', () => {
    const [first] = alertChange(anAlert(), [resolved()]).recorded;
    if (!first) throw new Error('nothing was recorded');
    expect(() => evolve(null, first)).toThrow('comes before it fired');
    expect(() => alertChange(null, [resolved()])).toThrow('begins with that it fired');
    expect(() => alertChange(anAlert(), [])).toThrow('needs at least one event');
  });

  it('fires since its first instance does, and is over when the last one ended, as its source says', () => {
    const both = fired({ instances: [instance('b', -3), instance('a', -8)] });
    expect(anAlert(both)).toMatchObject({ firedAt: wednesday - 8 * minute, resolvedAt: null });
    const over = { type: 'alert-resolved', v: 1, data: { ended: [ended('a', -8, -1), ended('b', -3, -2)] } } as const;
    expect(anAlert(both, over)).toMatchObject({ status: 'resolved', resolvedAt: wednesday - minute, instances: [] });
  });

  it('neither begins nor ends after we heard of it, whatever clock its source goes by', () => {
    const alert = anAlert(fired({ instances: [instance('a', 60)] }), resolved(90));
    expect(alert).toMatchObject({ firedAt: wednesday, resolvedAt: wednesday });
  });

  it('is as bad as the worst that fires', () => {
    const warning = fired({
      instances: [instance('a', 0, { severity: 'info' }), instance('b', 0, { severity: 'warning' })],
    });
    const grew = { type: 'alert-grew', v: 1, data: { instances: [instance('c')], unlisted: 0 } } as const;
    const shrank = { type: 'alert-shrank', v: 1, data: { ended: [ended('c', 0, 4)], unlisted: 0 } } as const;
    expect(anAlert(warning).severity).toBe('warning');
    expect(anAlert(warning, grew).severity).toBe('critical');
    expect(anAlert(warning, grew, shrank).severity).toBe('warning');
    expect(anAlert(fired(), resolved()).severity).toBe('critical');
  });

  it('is acknowledged until it fires again', () => {
    const acknowledged = { type: 'alert-acknowledged', v: 1, data: { person: ana.person } } as const;
    const { number: _, source: __, key: ___, ...said } = fired().data;
    const again = { type: 'alert-fired-again', v: 1, data: { ...said, instances: [instance('b', 9)] } } as const;
    expect(anAlert(fired(), acknowledged, resolved()).acknowledged).toEqual({
      by: ana.person,
      at: wednesday,
      there: false,
    });
    expect(anAlert(fired(), acknowledged, resolved(), again)).toMatchObject({
      acknowledged: null,
      resolvedAt: null,
      status: 'firing',
    });
  });
});

describe('what its source tells', () => {
  it.each([
    ['something fires', null, [told('a')], ['alert-fired']],
    ['it fires still', anAlert(), [told('a')], []],
    ['more fires', anAlert(), [told('a'), told('b')], ['alert-grew']],
    [
      'it is worse',
      anAlert(fired({ instances: [instance('a', 0, { severity: 'info' })] })),
      [told('a')],
      ['alert-grew'],
    ],
    ['it is less bad, and the same', anAlert(), [told('a', 0, null, { severity: 'info' })], []],
    ['it began anew, so it was over in between', anAlert(), [told('a', 9)], ['alert-resolved', 'alert-fired-again']],
    ['it began a little later, says another', anAlert(), [told('a', 5)], ['alert-grew']],
    [
      'some of it began anew while the rest goes on',
      anAlert(fired({ instances: [instance('a'), instance('b')] })),
      [told('a', 9)],
      ['alert-grew'],
    ],
    [
      'some of it is over',
      anAlert(fired({ instances: [instance('a'), instance('b')] })),
      [told('a'), told('b', 0, 5)],
      ['alert-shrank'],
    ],
    ['some of it is over and more fires', anAlert(), [told('a', 0, 5), told('b')], ['alert-grew', 'alert-shrank']],
    ['all of it is over', anAlert(), [told('a', 0, 5)], ['alert-resolved']],
    ['it is over still', anAlert(fired(), resolved()), [told('a', 0, 5)], []],
    ['it fires again', anAlert(fired(), resolved()), [told('a', 6)], ['alert-fired-again']],
    ['it fired and is over', null, [told('a', 0, 5)], ['alert-fired', 'alert-resolved']],
    ['nothing', null, [], []],
  ])('%s', (_, before, report, happened) => {
    expect(types(hearing(before, aReport(report)))).toEqual(happened);
  });

  it('says nothing of what it leaves out: that fires still', () => {
    const two = anAlert(fired({ instances: [instance('a'), instance('b')] }));
    expect(hearing(two, aReport([told('a')]))).toEqual([]);
    expect(types(hearing(two, aReport([told('a', 0, 5)])))).toEqual(['alert-shrank']);
  });

  it('is of another alert where it was over for longer than the policy says, of the same while people are at work on it, and of another where they no longer are', () => {
    const over = anAlert(fired(), resolved(0));
    const again = aReport([told('a', 31)]);
    const at = (minutes: number, incident: Incident | null = null) =>
      firesAnew(over, again, { policy: aPolicy, now: wednesday + minutes * minute, incident });
    expect([at(30), at(31)]).toEqual([false, true]);
    expect(at(31, anIncident(declared()))).toBe(false);
    expect(at(1, anIncident(declared({ endedAt: wednesday })))).toBe(true);
    expect(firesAnew(anAlert(), again, { policy: aPolicy, now: wednesday + 99 * minute, incident: null })).toBe(false);
  });

  it('and another alert begins without what came late of the one before', () => {
    const before = anAlert(fired(), resolved(5));
    const report = aReport([told('a', 0), told('b', 6)]);
    const decision = decide(
      null,
      { type: 'fire', number: 8, report, before },
      { policy: aPolicy, now: wednesday + minute },
    );
    expect(decision).toMatchObject({
      ok: true,
      events: [{ type: 'alert-fired', data: { number: 8, instances: [{ id: 'b' }] } }],
    });
  });
});

describe('what is told late', () => {
  it('does not fire what is over, for as long as it may have been on its way', () => {
    const over = anAlert(fired(), resolved(0));
    expect(hearing(over, aReport([told('a')]), 5)).toEqual([]);
    // Alertmanager had not heard of it for a while and believed it over.
    expect(types(hearing(over, aReport([told('a')]), 6))).toEqual(['alert-fired-again']);
  });

  it('does not end what began anew since', () => {
    const anew = afterHearing([aReport([told('a', 0)]), aReport([told('a', 9)])]);
    expect(hearing(anew, aReport([told('a', 0, 8)]))).toEqual([]);
    expect(types(hearing(anew, aReport([told('a', 9, 12)])))).toEqual(['alert-resolved']);
  });

  it('ends what others say began a little earlier or later', () => {
    const since = afterHearing([aReport([told('a', 2)])]);
    expect(hearing(since, aReport([told('a', 1)]))).toEqual([]);
    expect(types(hearing(since, aReport([told('a', 1, 5)])))).toEqual(['alert-resolved']);
  });

  it('is taken once where one body says two things of the same', () => {
    expect(types(hearing(anAlert(), aReport([told('a', 0, 5), told('a', 0)])))).toEqual(['alert-resolved']);
    expect(hearing(null, aReport([told('a', 0), told('a', 0)]))).toMatchObject([
      { data: { instances: [{ id: 'a' }] } },
    ]);
  });
});

describe('what is told without a time that can be', () => {
  const unsaid = (id: string, at: number): ToldInstance => ({ ...told(id, at), beginningUnsaid: true });
  const overAt = (id: string, at: number): ToldInstance => ({ ...told(id, at, at), beginningUnsaid: true });

  it('fires since it was first told, however often it is', () => {
    const alert = anAlert(...hearing(null, aReport([unsaid('a', 3)]), 3));
    expect(alert.instances).toEqual([instance('a', 3)]);
    expect(hearing(alert, aReport([unsaid('a', 99)]), 99)).toEqual([]);
    const worse = anAlert(fired({ instances: [instance('a', 3, { severity: 'info' })] }));
    expect(hearing(worse, aReport([unsaid('a', 99)]), 99)).toMatchObject([
      { type: 'alert-grew', data: { instances: [instance('a', 3)] } },
    ]);
  });

  it('is over once, and fires again where that can be no delivery that is late', () => {
    const over = afterHearing([aReport([unsaid('a', 0)]), aReport([overAt('a', 5)])], 5);
    expect(over?.status).toBe('resolved');
    expect(hearing(over, aReport([overAt('a', 9)]), 9)).toEqual([]);
    expect(hearing(over, aReport([unsaid('a', 9)]), 9)).toEqual([]);
    expect(types(hearing(over, aReport([unsaid('a', 11)]), 11))).toEqual(['alert-fired-again']);
    expect(JSON.stringify(hearing(null, aReport([overAt('a', 5)]), 5))).not.toContain('beginningUnsaid');
  });

  it('and over before it began it is over once, too', () => {
    const before = afterHearing([aReport([told('a', 5)]), aReport([told('a', 5, 1)])], 6);
    expect(before?.status).toBe('resolved');
    expect(hearing(before, aReport([told('a', 5, 1)]), 7)).toEqual([]);
    expect(hearing(before, aReport([told('a', 5)]), 7)).toEqual([]);
  });
});

describe('what is left out', () => {
  const left = { truncated: 5 };

  it('may fire while all that is told is over', () => {
    const alert = afterHearing([aReport([told('a')], left), aReport([told('a', 0, 5)], left)], 6);
    expect(alert).toMatchObject({ status: 'firing', severity: 'critical', instances: [], unlisted: 5 });
    expect(hearing(alert, aReport([told('a', 0, 5)], left), 7)).toEqual([]);
    expect(types(hearing(alert, aReport([told('a', 0, 5)]), 7))).toEqual(['alert-resolved']);
    expect(afterHearing([aReport([told('a', 0, 5)])], 7, alert)).toMatchObject({
      status: 'resolved',
      resolvedAt: wednesday + 5 * minute,
    });
  });

  it('may fire although what is told was over by the time we heard of it', () => {
    expect(types(hearing(null, aReport([told('a', 0, 5)], left), 6))).toEqual(['alert-fired', 'alert-shrank']);
  });
});

describe('a flood', () => {
  const many = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `i${String(from + index).padStart(3, '0')}`);

  it('is kept up to a bound and counted beyond, and its resend is no news', () => {
    const report = aReport(
      many(0, 250).map((id) => told(id)),
      { truncated: 30 },
    );
    const alert = afterHearing([report]);
    expect(alert?.instances).toHaveLength(mostInstances);
    expect(alert?.unlisted).toBe(80);
    expect(hearing(alert, report)).toEqual([]);
  });

  it('shows the others as the first are over, and is over with the last', () => {
    const first = afterHearing([aReport(many(0, 250).map((id) => told(id)))]);
    const half = aReport([...many(0, 150).map((id) => told(id, 0, 5)), ...many(150, 250).map((id) => told(id))]);
    const left = afterHearing([half], 6, first);
    expect(left).toMatchObject({ status: 'firing', unlisted: 0 });
    expect(ids(left?.instances ?? [])).toEqual(many(150, 250).sort());
    const rest = afterHearing([aReport(many(150, 250).map((id) => told(id, 0, 7)))], 8, left);
    expect(rest).toMatchObject({ status: 'resolved', instances: [] });
    expect(rest?.over).toHaveLength(mostInstances);
    expect(hearing(rest, half, 8)).toEqual([]);
  });

  it('is over where all of it is by the time we hear of it', () => {
    const alert = afterHearing([aReport(many(0, 250).map((id) => told(id, 0, 5)))], 6);
    expect(alert).toMatchObject({ status: 'resolved', instances: [], resolvedAt: wednesday + 5 * minute });
  });
});

describe('what people do with it', () => {
  const acknowledge = { type: 'acknowledge', person: ana.person } as const;
  const to = (changes: Parameters<typeof declared>[0] = {}) =>
    ({ type: 'attach', to: anIncident(declared(changes)) }) as const;

  it('they have it in hand, once', () => {
    const acknowledged = alertChange(anAlert(), [{ type: 'alert-acknowledged', v: 1, data: { person: 'UBEN' } }]).after;
    expect(refusalOf(anAlert(), acknowledge)).toBeNull();
    expect(refusalOf(acknowledged, acknowledge)).toEqual({
      code: 'alert-acknowledged',
      alert: 7,
      by: 'UBEN',
      at: wednesday,
    });
    expect(refusalOf(anAlert(fired(), resolved()), acknowledge)).toEqual({ code: 'alert-over', alert: 7 });
  });

  it('they attach it to an incident that everybody may know of, as long as its record is not complete', () => {
    const attached = anAlert(fired(), { type: 'alert-attached', v: 1, data: { incident: 42 } });
    expect(refusalOf(anAlert(), to())).toBeNull();
    expect(refusalOf(attached, to())).toEqual({ code: 'alert-attached', alert: 7, number: 42 });
    expect(refusalOf(anAlert(), to({ restricted: true }))).toEqual({ code: 'alert-to-private', alert: 7, number: 42 });
    expect(refusalOf(anAlert(fired(), resolved()), to({ endedAt: wednesday }))).toBeNull();
    const cancelled = anIncident(declared(), { type: 'cancelled', v: 1, data: { why: prose('nothing is wrong') } });
    expect(refusalOf(anAlert(), { type: 'attach', to: cancelled })).toEqual({ code: 'is-over', number: 42 });
    const merged = anIncident(declared(), { type: 'merged', v: 1, data: { into: 43, from: 'investigating' } });
    expect(refusalOf(anAlert(), { type: 'attach', to: merged })).toEqual({ code: 'is-merged', number: 42, into: 43 });
  });

  it('they attach it only where somebody is at work on it', () => {
    const refused = (why: string) => ({ code: 'alert-fires', alert: 7, number: 42, why });
    expect(refusalOf(anAlert(), to({ endedAt: wednesday }))).toEqual(refused('resolved'));
    expect(refusalOf(anAlert(), to({ drill: true }))).toEqual(refused('drill'));
    expect(refusalOf(anAlert(fired(), resolved()), to({ drill: true })), 'it may fire again').toEqual(refused('drill'));
  });

  it('they move it from one incident to another', () => {
    const attached = anAlert(fired(), { type: 'alert-attached', v: 1, data: { incident: 41 } });
    const decision = decide(attached, to(), { policy: aPolicy, now: wednesday });
    if (!decision.ok) throw new Error(decision.refusal.code);
    expect(types(decision.events)).toEqual(['alert-detached', 'alert-attached']);
    expect(alertChange(attached, decision.events).after.incident).toBe(42);
  });
});

describe('what PagerDuty takes back', () => {
  const ben = { id: 'PBEN', name: 'Ben' };
  const about = {
    url: 'https://apgms.pagerduty.com/incidents/Q1',
    urgency: 'high',
    priority: null,
    assignees: [ben],
  } as const;
  const service = { id: 'PSWORKR', name: 'Worker' };
  const status = 'triggered';
  const data = { ...about, page: 'Q1', number: 1, service, status, at: wednesday, rung: 0 } as const;
  const unsaid = { by: null, echo: false, responder: null } as const;
  const back = (at: number): AlertEvent => ({
    type: 'page-changed',
    v: 1,
    data: { ...about, ...unsaid, what: 'unacknowledged', status, at: wednesday + at * minute },
  });
  const taken: readonly AlertEvent[] = [
    fired(),
    { type: 'paged', v: 1, data },
    { type: 'alert-acknowledged', v: 1, data: { person: 'UBEN' } },
  ];

  it('nobody has in hand, nor what is declared from it', () => {
    const lapsed = anAlert(...taken, back(30));
    expect(anAlert(...taken).acknowledged).toMatchObject({ by: 'UBEN' });
    expect(lapsed.acknowledged).toBeNull();
    expect(refusalOf(lapsed, { type: 'acknowledge', person: 'UANA' })).toBeNull();
    const joins = decideIncident(
      anIncident(declared()),
      { type: 'join-alert', alert: lapsed },
      { policy: aPolicy, now: wednesday },
    );
    expect(joins.ok && joins.events.map(({ type }) => type)).toEqual(['alert-joined', 'paged']);
  });

  it('and deletes calls anew while nobody has it in hand', () => {
    const deleted: AlertEvent = {
      type: 'page-changed',
      v: 1,
      data: { ...about, ...unsaid, what: 'deleted', status, at: wednesday },
    };
    const calls = (before: Alert) => alertChange(before, [deleted]).effects.map(({ kind }) => kind);
    expect(calls(anAlert(...taken.slice(0, 2)))).toEqual(['pagerduty.page']);
    expect(calls(anAlert(...taken))).toEqual([]);
    expect(calls(anAlert(...taken.slice(0, 2), resolved()))).toEqual([]);
  });

  it('that was acknowledged there leaves the page of an incident that has its own to be acknowledged, too', () => {
    const there: AlertEvent = { type: 'alert-acknowledged', v: 2, data: { person: 'UBEN', at: wednesday } };
    const ack = { ...about, ...unsaid, what: 'acknowledged', status: 'acknowledged', at: wednesday } as const;
    const alert = anAlert(...taken.slice(0, 2), { type: 'page-changed', v: 1, data: ack }, there);
    const called = aChange(anIncident(declared()), [{ type: 'paged', v: 1, data: { ...data, page: 'Q2' } }]).after;
    const effectsOf = (incident: Incident) => {
      const joins = decideIncident(incident, { type: 'join-alert', alert }, { policy: aPolicy, now: wednesday });
      if (!joins.ok) throw new Error(joins.refusal.code);
      return aChange(incident, joins.events).effects.map(({ kind }) => kind);
    };
    expect(effectsOf(called)).toContain('pagerduty.acknowledge');
    expect(effectsOf(anIncident(declared()))).not.toContain('pagerduty.acknowledge');
  });

  it('goes on in an incident whose own page is over, for whoever has that in hand, too', () => {
    const over = { ...about, ...unsaid, what: 'resolved', status: 'resolved', at: wednesday } as const;
    const incident = aChange(anIncident(declared()), [
      { type: 'paged', v: 1, data: { ...data, page: 'Q2' } },
      { type: 'acknowledged', v: 2, data: { person: 'UBEN', at: wednesday } },
      { type: 'page-changed', v: 1, data: over },
    ]).after;
    const alert = anAlert(...taken.slice(0, 2));
    const context = { policy: aPolicy, now: wednesday };
    const attach = decide(alert, { type: 'attach', to: incident }, context);
    const joins = decideIncident(incident, { type: 'join-alert', alert }, context);
    if (!attach.ok || !joins.ok) throw new Error('it cannot be attached');
    expect(alertChange(alert, attach.events).effects).toEqual([]);
    const change = aChange(incident, joins.events);
    expect(change.after.page).toMatchObject({ id: 'Q1', status: 'triggered' });
    expect(change.effects.map(({ kind }) => kind)).toContain('pagerduty.acknowledge');
  });

  it('called whom it calls when it was opened, also in the incident that goes on with its page', () => {
    const incident = anIncident(declared());
    const ack = {
      ...about,
      ...unsaid,
      what: 'acknowledged',
      status: 'acknowledged',
      at: wednesday + 20 * minute,
    } as const;
    const alert = anAlert(...taken, { type: 'page-changed', v: 1, data: ack });
    const context = { policy: aPolicy, now: wednesday + 40 * minute };
    const joins = decideIncident(incident, { type: 'join-alert', alert }, context);
    if (!joins.ok) throw new Error(joins.refusal.code);
    expect(joins.events[1]).toMatchObject({ type: 'paged', data: { at: wednesday } });
    const { page } = aChange(incident, joins.events).after;
    expect(page).toMatchObject({ openedAt: wednesday, status: 'acknowledged' });
    const back = (at: number) => ({ what: 'unacknowledged', at: wednesday + at * minute, responder: null }) as const;
    expect(page && [isLate(page, back(10)), isLate(page, back(30))]).toEqual([true, false]);
  });

  it('counts also where that somebody took it on is told late, and no sooner than it happened', () => {
    const heard = (what: 'acknowledged' | 'unacknowledged', at: number, state: Alert, now = 60) => {
      const by = what === 'acknowledged' ? { id: 'PBENOKA', name: 'Ben Okafor' } : null;
      const news = { page: 'Q1', what, at: wednesday + at * minute, by, responder: null } as const;
      const told = { ...news, status: null, assignees: null, urgency: null, priority: undefined };
      const command = { type: 'hear-page', news: told, by: by && 'UBEN', paged: null } as const;
      const context = { policy: aPolicy, now: wednesday + now * minute };
      const decision = decide(state, command, context);
      if (!decision.ok) throw new Error(decision.refusal.code);
      return alertChange(state, decision.events, context.now);
    };
    const called = anAlert(...taken.slice(0, 2));
    const took = heard('acknowledged', 10, called);
    expect(took.after.acknowledged).toEqual({ by: 'UBEN', at: wednesday + 10 * minute, there: true });
    expect(took.effects.map(({ kind }) => kind)).not.toContain('pagerduty.acknowledge');
    expect(heard('unacknowledged', 30, took.after).after).toMatchObject({
      acknowledged: null,
      unacknowledged: { at: wednesday + 60 * minute },
    });
    expect(heard('acknowledged', -10, called).after.acknowledged).toBeNull();
    const ahead = heard('acknowledged', 70, called).after;
    expect(ahead.acknowledged, 'nor later than it was told').toMatchObject({ at: wednesday + 60 * minute });
    expect(heard('unacknowledged', 61, ahead, 61).after.acknowledged).toBeNull();
  });

  it('of a page it had before says nothing of the one it has', () => {
    const older = { ...data, page: 'Q0', at: wednesday - 10 * minute };
    const news = { page: 'Q0', what: 'acknowledged', at: wednesday + minute, by: null, responder: null } as const;
    const told = { ...news, status: null, assignees: null, urgency: null, priority: undefined };
    const resolvedThere = { ...about, ...unsaid, what: 'resolved', status: 'resolved', at: wednesday } as const;
    const alert = anAlert(...taken.slice(0, 2), { type: 'page-changed', v: 1, data: resolvedThere });
    const command = { type: 'hear-page', news: told, by: 'UBEN', paged: older } as const;
    expect(decide(alert, command, { policy: aPolicy, now: wednesday })).toEqual({ ok: true, events: [] });
    const openedLate = { type: 'hear-paged', paged: older, late: true } as const;
    expect(decide(alert, openedLate, { policy: aPolicy, now: wednesday })).toEqual({ ok: true, events: [] });
  });

  it('before somebody took it on says nothing of them', () => {
    expect(anAlert(...taken, back(-1)).acknowledged).toMatchObject({ by: 'UBEN' });
  });
});

describe('what follows', () => {
  it('is a card among the alerts, and a call to whoever is on call where it is critical', () => {
    const change = alertChange(null, [fired()]);
    expect(change.messages).toEqual([
      {
        key: 'alert-7.card',
        stream: 'alert-7',
        kind: 'card',
        place: { room: 'alerts' },
        of: null,
        reply: null,
        showsEffects: true,
      },
    ]);
    expect(change.messages).toEqual([cardOf(change.after.number)]);
    expect(change.effects).toMatchObject([
      { id: 'alert-7.1.pagerduty.page', payload: { rung: 0 } },
      { id: 'alert-7.2.slack.find-on-call', payload: { of: 2 } },
    ]);
    const warning = alertChange(null, [fired({ instances: [instance('a', 0, { severity: 'warning' })] })]);
    expect(warning.effects).toEqual([]);
  });

  it('is nothing new to show where only the bot did something', () => {
    const posted = { type: 'message-posted', v: 1, data: { message: 'card', channel: 'C9', ts: '9.9' } } as const;
    const change = alertChange(anAlert(), [posted]);
    expect(change.messages).toEqual([]);
    expect(change.after.posted).toEqual({ channel: 'C9', ts: '9.9' });
    expect(change.recorded).toMatchObject([{ stream: 'alert-7', seq: 3, actor: engineActor, policyHash: 'policy' }]);
  });
});
