import { describe, expect, it } from 'vitest';
import { nextMoment } from '#src/domain/alert/acknowledgement.ts';
import { broughtUpToDate } from '#src/domain/alert/change.ts';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { alertChange, anAlert, ended, fired, instance } from '#test/support/alerts.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';

/** Runbook 003: "On-call acknowledges within 5 minutes", then "Secondary on-call → Engineering Manager → VP Engineering". */

const minute = 60_000;
const rungs = ['On-call', 'Secondary', 'Manager', 'VP'].map((name) => ({ name, who: { people: [] } }));
const policy = { ...aPolicy, hash: 'policy', escalation: { ...aPolicy.escalation, rungs } };
const past = (minutes: number) => wednesday + minutes * minute;

/** What the clock makes of it, looked at at each of these minutes: who is told of what when. */
function told(alert: Alert, ...minutes: readonly number[]): readonly string[] {
  let state = alert;
  return minutes.flatMap((at) => {
    const change = broughtUpToDate(state, { at: past(at), policy });
    state = change?.after ?? state;
    return (change?.recorded ?? []).map(({ event }) => {
      if (event.type !== 'obligation-missed') return `${at}: ${event.type}`;
      const rungs = event.data.reached.map((one) => `${one.rung} at ${(one.at - wednesday) / minute}`);
      return `${at}: missed at ${(event.data.missedAt - wednesday) / minute}, ${rungs.join(' and ')}`;
    });
  });
}

const effects = (before: Alert | null, events: readonly AlertEvent[], at = wednesday) =>
  alertChange(before, events, at).effects.map(({ kind, payload }) => `${kind} ${JSON.stringify(payload)}`);

const warning = fired({ instances: [instance('a', 0, { severity: 'warning' })] });
const taken: AlertEvent = { type: 'alert-acknowledged', v: 1, data: { person: 'UBEN' } };
const attached: AlertEvent = { type: 'alert-attached', v: 1, data: { incident: 42 } };
const detached: AlertEvent = { type: 'alert-detached', v: 1, data: { incident: 42 } };
const over: AlertEvent = { type: 'alert-resolved', v: 1, data: { ended: [ended('a', 0, 1)] } };
const worse: AlertEvent = { type: 'alert-grew', v: 1, data: { instances: [instance('b')], unlisted: 0 } };

const page = {
  service: { id: 'PSAPIGW', name: 'API Gateway' },
  url: 'https://pagerduty.example/Q1',
  urgency: 'high',
  priority: null,
  assignees: [],
} as const;
const paged: AlertEvent = {
  type: 'paged',
  v: 1,
  data: { ...page, page: 'Q1', number: 1, status: 'triggered', at: wednesday, rung: 0 },
};
const pageResolved = (at: number): AlertEvent => ({
  type: 'page-changed',
  v: 2,
  data: {
    ...{ urgency: 'high', priority: null, assignees: [], by: null, echo: false, responder: null, from: 'told' },
    ...{ what: 'resolved', status: 'resolved', at: past(at) },
  },
});

describe('a critical alert', () => {
  it('has whoever is on call asked at once, and climbs a rung every five minutes until somebody acknowledges', () => {
    const alert = anAlert();
    expect(alert.unacknowledged).toMatchObject({ at: wednesday, askedAt: wednesday, missedAt: null });
    expect(told(alert, 1, 4.9, 5, 5, 9, 10, 15, 20, 60)).toEqual([
      '5: missed at 5, 1 at 5',
      '10: missed at 5, 2 at 10',
      '15: missed at 5, 3 at 15',
    ]);
  });

  it('is looked at again exactly when there is something to say', () => {
    const missed = broughtUpToDate(anAlert(), { at: past(5), policy });
    const last = broughtUpToDate(anAlert(), { at: past(60), policy });
    expect([nextMoment(anAlert(), policy), missed?.nextMoment, last?.nextMoment]).toEqual([past(5), past(10), null]);
  });

  it('that nobody could ask of in time tells all of them at once, with when it was their turn', () => {
    expect(told(anAlert(), 12)).toEqual(['12: missed at 5, 1 at 5 and 2 at 10']);
  });

  it('that nobody was asked to acknowledge yet wakes nobody but them at first, however long it fires', () => {
    const unasked = { seq: 1, at: wednesday, askedAt: null, missedAt: null, reached: [], told: [] };
    expect(told({ ...anAlert(), unacknowledged: unasked }, 600, 604, 605)).toEqual([
      '600: obligation-reminded',
      '605: missed at 605, 1 at 605',
    ]);
  });

  it('is missed where the path has nobody else, too', () => {
    const short = { ...policy, escalation: { ...policy.escalation, rungs: rungs.slice(0, 1) } };
    const change = broughtUpToDate(anAlert(), { at: past(60), policy: short });
    expect(change?.recorded.map(({ event }) => event)).toMatchObject([
      { type: 'obligation-missed', data: { missedAt: past(5), reached: [] } },
    ]);
    expect(change?.nextMoment).toBeNull();
    expect(change && broughtUpToDate(change.after, { at: past(90), policy: short })).toBeNull();
  });

  it.each([
    ['somebody acknowledges it', [taken]],
    ['an incident goes on with it', [attached]],
    ['it is over', [over]],
  ] as const)('asks nobody any more once %s', (_, events) => {
    const alert = alertChange(anAlert(), events).after;
    expect(alert.unacknowledged).toBeNull();
    expect(told(alert, 60)).toEqual([]);
  });

  it('has its miss in the record before what was done too late', () => {
    const types = alertChange(anAlert(), [taken], past(7)).recorded.map(({ event }) => event.type);
    expect(types).toEqual(['obligation-missed', 'alert-acknowledged']);
  });

  it('has the whole time again where it leaves an incident', () => {
    const alone = alertChange(anAlert(fired(), attached), [detached], past(30)).after;
    expect(told(alone, 34, 35)).toEqual(['35: missed at 35, 1 at 35']);
  });
});

describe('what is not critical', () => {
  it('is nobody asked for', () => {
    expect(anAlert(warning).unacknowledged).toBeNull();
    expect(told(anAlert(warning), 60)).toEqual([]);
  });

  it('and turns critical calls also where somebody has the warning in hand', () => {
    const alert = alertChange(anAlert(warning, taken), [worse], past(600)).after;
    expect(alert).toMatchObject({ severity: 'critical', acknowledged: null });
    expect(told(alert, 605)).toEqual(['605: missed at 605, 1 at 605']);
    expect(effects(alert, [paged])).toEqual([]);
  });

  it('is left to whoever has it in hand where they were called for it', () => {
    const shrunk: AlertEvent = { type: 'alert-shrank', v: 1, data: { ended: [ended('b', 0, 1)], unlisted: 0 } };
    const both = fired({ instances: [instance('a', 0, { severity: 'warning' }), instance('b')] });
    const alert = anAlert(both, paged, taken, shrunk, worse);
    expect(alert).toMatchObject({ severity: 'critical', acknowledged: { by: 'UBEN' } });
  });
});

describe('what people are told', () => {
  const telling = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: past(5), of: 2, missing: [] } as const;
  const asked: AlertEvent = {
    type: 'obligation-told',
    v: 1,
    data: { ...telling, what: 'reminder', rungs: [], people: ['UBEN'] },
  };
  const missed: AlertEvent = {
    type: 'obligation-told',
    v: 1,
    data: { ...telling, what: 'miss', rungs: ['Secondary'], people: ['UDORA'] },
  };
  const shown = (before: Alert, events: readonly AlertEvent[], at = wednesday) =>
    alertChange(before, events, at).messages.map(({ key }) => key);

  it('stands below the card, and each of them reads it directly', () => {
    const alert = anAlert();
    const seq = alert.seq + 1;
    expect(shown(alert, [asked])).toEqual([`alert-7.reminder.${seq}`, `alert-7.reminder.${seq}.UBEN`]);
    const { messages } = alertChange(alert, [missed]);
    expect(messages.map(({ place, reply }) => ({ place, reply }))).toEqual([
      { place: { room: 'alerts' }, reply: { broadcast: true } },
      { place: { person: 'UDORA' }, reply: null },
    ]);
  });

  it('asks for no time that is past, says whether anybody was called, and is over with it', () => {
    const alert = anAlert(fired(), asked, missed);
    const told = (alert.unacknowledged?.told ?? []).flatMap(({ what, people, seq }) => {
      const key = `alert-7.${what}.${seq}`;
      return [key, ...people.map((person) => `${key}.${person}`)];
    });
    expect(shown(alert, [], past(5)).filter((key) => key !== 'alert-7.card')).toEqual(told);
    expect(shown(alert, [paged]).slice(1)).toEqual(told.slice(2));
    expect(shown(alert, [taken]).slice(1)).toEqual(told);
  });
});

describe('whoever acknowledged it', () => {
  const grew: AlertEvent = { type: 'alert-grew', v: 1, data: { instances: [instance('b', 9)], unlisted: 0 } };

  it('did so as a part of the incident it belonged to: once it goes on by itself, somebody is called and asked anew', () => {
    const alert = anAlert(fired(), taken, attached);
    const change = alertChange(alert, [detached, grew], past(600));
    expect(change.after).toMatchObject({ acknowledged: null, unacknowledged: { at: past(600) } });
    expect(effects(change.after, [paged])).toEqual([]);
  });

  it('has only the warning in hand where its page was resolved there before that', () => {
    const shrunk: AlertEvent = { type: 'alert-shrank', v: 1, data: { ended: [ended('b', 0, 1)], unlisted: 0 } };
    const both = fired({ instances: [instance('a', 0, { severity: 'warning' }), instance('b')] });
    const alert = anAlert(both, paged, pageResolved(1), shrunk, taken);
    expect(alertChange(alert, [worse], past(600)).after).toMatchObject({ severity: 'critical', acknowledged: null });
  });
});

describe('the next rung', () => {
  const missed = (alert: Alert, at = 5) => {
    const change = broughtUpToDate(alert, { at: past(at), policy });
    if (change === null) throw new Error('it is not missed');
    return { state: change.after, effects: change.effects.map(({ kind, payload }) => [kind, payload]) };
  };

  it('is told in Slack, and asked to join the page that stands or is on its way', () => {
    for (const alert of [anAlert(), anAlert(fired(), paged)]) {
      expect(missed(alert).effects).toEqual([
        ['slack.find-on-call', { of: alert.seq + 1 }],
        ['pagerduty.ask', { of: alert.seq + 1 }],
      ]);
    }
  });

  it('is called by name where nobody could be called before them', () => {
    const nobody: AlertEvent = {
      type: 'page-unanswerable',
      v: 1,
      data: { rung: 0, name: 'API Gateway', why: 'no-account', next: null },
    };
    const alert = anAlert(fired(), nobody);
    expect(missed(alert).effects.slice(1)).toEqual([
      ['pagerduty.page', { rung: 1 }],
      ['pagerduty.ask', { of: alert.seq + 1 }],
    ]);
  });

  it('is called by name where the page was resolved there although it fires', () => {
    const ended = anAlert(fired(), paged, pageResolved(1));
    expect(missed(ended).effects[1]).toEqual(['pagerduty.page', { rung: 1 }]);
    expect(missed(ended, 16).effects.slice(1), 'and the others are asked to join').toEqual([
      ['pagerduty.page', { rung: 1 }],
      ['pagerduty.ask', { of: ended.seq + 1 }],
    ]);
    const { state } = missed(anAlert(fired(), paged), 10);
    expect(effects(state, [pageResolved(11)], past(11))).toEqual(['pagerduty.page {"rung":2}']);
  });

  it('is called by name where the call before failed for good, unless that is tried again', () => {
    const of = { effect: 'alert-7.1.pagerduty.page', kind: 'pagerduty.page' };
    const failed: AlertEvent = { type: 'effect-failed', v: 1, data: { ...of, code: 'http_401' } };
    const again: AlertEvent = { type: 'effect-retried', v: 1, data: { effects: [of.effect] } };
    expect(missed(anAlert(fired(), failed)).effects[1]).toEqual(['pagerduty.page', { rung: 1 }]);
    expect(missed(anAlert(fired(), failed, again)).effects.map(([kind]) => kind)).not.toContain('pagerduty.page');
  });
});
