import { describe, expect, it } from 'vitest';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import { effectsOf } from '#src/domain/incident/effects.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PageHappening, Reply } from '#src/domain/paging/page.ts';
import { anAlert, ended, fired } from '#test/support/alerts.ts';
import { aChange, anIncident, aPolicy, channelOpened, declared, prose, wednesday } from '#test/support/builders.ts';

const decided = (state: Incident, command: ChangeCommand) =>
  decide(state, command, { policy: aPolicy, now: wednesday });
const joined = (alert: number): IncidentEvent => ({
  type: 'alert-joined',
  v: 1,
  data: { alert, name: 'HighErrorRate', title: prose('errors'), severity: 'critical' },
});
const numbered = (number: number): Alert => anAlert(fired({ number }));
const cancelled: IncidentEvent = { type: 'cancelled', v: 1, data: { why: prose('nothing is wrong') } };

describe('an incident and its alerts', () => {
  it('says which are attached, each once', () => {
    const one = anIncident(declared(), joined(7));
    expect(one.alerts).toEqual([7]);
    expect(decided(one, { type: 'join-alert', alert: numbered(7) })).toEqual({ ok: true, events: [] });
    expect(decided(one, { type: 'join-alert', alert: numbered(8) })).toMatchObject({
      events: [{ type: 'alert-joined', data: { alert: 8 } }],
    });
    expect(decided(one, { type: 'lose-alert', alert: 7 })).toMatchObject({ events: [{ type: 'alert-left' }] });
    expect(decided(one, { type: 'lose-alert', alert: 8 })).toEqual({ ok: true, events: [] });
    expect(anIncident(declared(), joined(7), { type: 'alert-left', v: 1, data: { alert: 7 } }).alerts).toEqual([]);
  });

  it('takes no more of them once its record is complete, and loses none', () => {
    const over = anIncident(declared(), joined(7), cancelled);
    expect(decided(over, { type: 'join-alert', alert: numbered(8) })).toMatchObject({ refusal: { code: 'is-over' } });
    expect(decided(over, { type: 'lose-alert', alert: 7 })).toEqual({ ok: true, events: [] });
  });

  it('has room for so many', () => {
    const full = anIncident(declared(), ...Array.from({ length: 50 }, (_, index) => joined(index + 1)));
    expect(decided(full, { type: 'join-alert', alert: numbered(51) })).toMatchObject({
      refusal: { code: 'too-many', most: 50 },
    });
  });

  it('tells in its channel that one is attached, fires again or is over; of growing the timeline alone', () => {
    const open = anIncident(declared(), channelOpened(), joined(7));
    const told = (what: 'alert-grew' | 'alert-fired-again' | 'alert-resolved') => {
      const decision = decided(open, { type: 'hear-alert', alert: numbered(7), what });
      if (!decision.ok) throw new Error(decision.refusal.code);
      return aChange(open, decision.events).messages.filter(({ kind }) => kind === 'notice').length;
    };
    expect([told('alert-grew'), told('alert-fired-again'), told('alert-resolved')]).toEqual([0, 1, 1]);
  });

  it.each([
    ['joins', false, { type: 'join-alert', alert: numbered(8) }],
    ['fires again', false, { type: 'hear-alert', alert: numbered(7), what: 'alert-fired-again' }],
    ['joins', true, { type: 'join-alert', alert: numbered(8) }],
  ] as const)(
    'one that %s while a resolution is decided refuses it, with a reason (%j) it does not',
    (_, why, command) => {
      const override = why ? prose('the threshold is too low') : null;
      const asked: IncidentEvent = { type: 'resolve-requested', v: 1, data: { override } };
      const decision = decided(anIncident(declared(), joined(7), asked), command);
      const refused = { type: 'resolve-refused', v: 2, data: { health: [], firing: [command.alert.number] } };
      expect(decision.ok && decision.events.slice(1)).toEqual(why ? [] : [refused]);
    },
  );

  it('one that was paged for brings its page, as it stands and with who was asked to join', () => {
    const [minute, service] = [60_000, { id: 'PSAPIGW', name: 'API Gateway' }];
    const stands = { status: 'triggered', urgency: 'high', priority: null, assignees: [] } as const;
    const unsaid = { by: null, echo: false, from: 'told', ...stands } as const;
    const here = (what: PageHappening, at: number, id: string, reply: Reply): AlertEvent => {
      const responder = { id, name: id, reply };
      return { type: 'page-changed', v: 2, data: { ...unsaid, what, at: wednesday + at * minute, responder } };
    };
    const acknowledged = { what: 'acknowledged', at: wednesday + 4 * minute, responder: null } as const;
    const paged = { page: 'Q1', number: 7, url: 'https://apgms.pagerduty.com/incidents/Q1', service, ...stands };
    const alert = anAlert(
      fired({ number: 8 }),
      { type: 'paged', v: 1, data: { ...paged, at: wednesday, rung: 0 } },
      here('responder-added', 1, 'PCHEN', 'pending'),
      here('responder-added', 2, 'PNOOR', 'pending'),
      here('responder-replied', 3, 'PNOOR', 'joined'),
      { type: 'page-changed', v: 2, data: { ...unsaid, ...acknowledged, status: 'acknowledged' } },
    );
    const decision = decided(anIncident(), { type: 'join-alert', alert });
    const changes = decision.ok ? decision.events.filter(({ type }) => type === 'page-changed') : [];
    expect(changes).toMatchObject([
      { v: 2, data: { what: 'acknowledged', at: wednesday + 4 * minute, echo: true, from: 'log' } },
      { v: 2, data: { what: 'responder-added', at: wednesday + minute, responder: { id: 'PCHEN' }, echo: true } },
      { v: 2, data: { what: 'responder-replied', at: wednesday + 3 * minute, responder: { id: 'PNOOR' }, echo: true } },
    ]);
    const joins = decision.ok ? aChange(anIncident(), decision.events).after.page : null;
    expect(joins).toMatchObject({
      status: 'acknowledged',
      since: alert.page?.since,
      responders: alert.page?.responders,
    });
  });

  it('one that is over when it joins stands in the way of nothing', () => {
    const asked: IncidentEvent = { type: 'resolve-requested', v: 1, data: { override: null } };
    const over = anAlert(fired({ number: 8 }), { type: 'alert-resolved', v: 1, data: { ended: [ended('a', 0, 5)] } });
    const decision = decided(anIncident(declared(), asked), { type: 'join-alert', alert: over });
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual(['alert-joined']);
  });

  it('renews their cards where they say what has changed', () => {
    const cards = (before: Incident, event: IncidentEvent) =>
      aChange(before, [event])
        .messages.filter(({ stream }) => stream === 'alert-7')
        .map(({ key }) => key);
    const open = anIncident(declared(), joined(7));
    expect(cards(open, channelOpened())).toEqual(['alert-7.card']);
    expect(cards(open, cancelled)).toEqual(['alert-7.card']);
    expect(cards(open, { type: 'acknowledged', v: 1, data: { person: 'UBEN' } })).toEqual([]);
  });

  it('invites nobody who is a system', () => {
    const open = aChange(anIncident(declared({ reporter: 'alertmanager' })), [channelOpened()]);
    const recorded = open.recorded.find(({ event }) => event.type === 'channel-opened');
    if (!recorded) throw new Error('the channel was not opened');
    expect(effectsOf(recorded, open.after).map(({ kind }) => kind)).toEqual(['slack.set-topic']);
  });
});
