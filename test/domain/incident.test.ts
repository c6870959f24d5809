import { describe, expect, it } from 'vitest';
import type { Verdict } from '#src/domain/health.ts';
import { decide, type IncidentCommand } from '#src/domain/incident/decide.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import { messagesOf } from '#src/domain/incident/messages.ts';
import { visibleTo } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import {
  aChange,
  ana,
  anIncident,
  aPolicy,
  channelOpened,
  declared,
  person,
  prose,
  recorded,
  upToDate,
  wednesday,
} from '#test/support/builders.ts';

const policy = { policy: aPolicy, now: wednesday };
const asked = { type: 'resolve-requested', v: 1, data: { override: null } } as const;
const askedAnyway = { type: 'resolve-requested', v: 1, data: { override: prose('the check is broken') } } as const;
const resolved = { type: 'resolved', v: 1, data: { health: [] } } as const;

function declare(command: Partial<Extract<IncidentCommand, { type: 'declare' }>>) {
  return decide(
    null,
    {
      type: 'declare',
      number: 42,
      title: prose('bank-lines returns 500'),
      affected: null,
      severity: null,
      hurts: null,
      services: [],
      customerFacing: false,
      restricted: false,
      reporter: ana.person,
      drill: false,
      beganAt: null,
      detectedAt: null,
      resolvedAt: null,
      channel: null,
      ...command,
    },
    policy,
  );
}

function refusalOf(decision: ReturnType<typeof decide>): Refusal | null {
  return decision.ok ? null : decision.refusal;
}

describe('declaring', () => {
  it.each([
    ['what the reporter says', { severity: 'sev1', hurts: { impact: 'degraded', extent: 'some-customers' } }, 'sev1'],
    ['what the criteria suggest', { severity: null, hurts: { impact: 'down', extent: 'some-customers' } }, 'sev2'],
    [
      'SEV4 where no line of the criteria fits',
      { severity: null, hurts: { impact: 'minor', extent: 'internal' } },
      'sev4',
    ],
    ['SEV3 when nobody says anything', { severity: null, hurts: null }, 'sev3'],
  ] as const)('takes %s', (_, said, severity) => {
    expect(declare(said)).toMatchObject({ ok: true, events: [{ type: 'declared', data: { severity } }] });
  });

  it('keeps what was suggested beside what was chosen', () => {
    expect(declare({ severity: 'sev1', hurts: { impact: 'down', extent: 'some-customers' } })).toMatchObject({
      events: [{ data: { severity: 'sev1', suggested: 'sev2' } }],
    });
  });

  it('refuses an empty title, and services nobody knows by their names', () => {
    expect(refusalOf(declare({ title: prose('') }))).toEqual({ code: 'no-title' });
    expect(refusalOf(declare({ services: ['worker', 'wroker'] }))).toEqual({
      code: 'unknown-services',
      services: ['wroker'],
    });
  });

  it.each([
    ['in the future', { beganAt: wednesday + 1 }, 'impossible-times'],
    ['the end before the beginning', { beganAt: wednesday - 1, resolvedAt: wednesday - 2 }, 'impossible-times'],
    ['before 1970', { beganAt: -1 }, 'too-long-ago'],
    ['more than a year back', { detectedAt: wednesday - 367 * 24 * 60 * 60_000 }, 'too-long-ago'],
  ])('refuses times that cannot be meant: %s', (_, times, code) => {
    expect(refusalOf(declare(times))).toEqual({ code });
  });

  it('keeps since when it is resolved, for who declares afterwards', () => {
    expect(declare({ resolvedAt: wednesday - 1 })).toMatchObject({ events: [{ data: { endedAt: wednesday - 1 } }] });
  });

  it('asks for a channel and for whoever is on call first, and for everything in it once it is open', () => {
    const kinds = (change: ReturnType<typeof aChange>) => change.effects.map((effect) => effect.id);
    expect(kinds(aChange(null, [declared()]))).toEqual([
      'inc-42.1.slack.open-channel',
      'inc-42.1.pagerduty.page',
      'inc-42.3.slack.find-debtors',
    ]);
    expect(kinds(aChange(upToDate(anIncident()), [channelOpened()]))).toEqual([
      'inc-42.4.slack.invite',
      'inc-42.4.slack.set-topic',
    ]);
  });
});

describe('resolving', () => {
  it('is asked for first', () => {
    const decision = decide(anIncident(), { type: 'request-resolve', override: null, firing: [] }, policy);
    expect(decision).toEqual({ ok: true, events: [asked] });
    expect(aChange(upToDate(anIncident()), [asked]).effects.map((effect) => effect.kind)).toEqual(['checks.assess']);
  });

  it.each<[readonly Verdict[], readonly number[], boolean, 'resolved' | 'resolve-refused']>([
    [[], [], false, 'resolved'],
    [['pass', 'unchecked'], [], false, 'resolved'],
    [['pass', 'fail'], [], false, 'resolve-refused'],
    [['unknown'], [], false, 'resolve-refused'],
    [['pass'], [7, 8], false, 'resolve-refused'],
    [['fail'], [], true, 'resolved'],
    [['unknown'], [], true, 'resolved'],
    [['pass'], [7], true, 'resolved'],
  ])('health %j while alerts %j fire, with an override: %j → %s', (verdicts, firing, override, type) => {
    const health = verdicts.map((verdict, index) => ({ service: `service-${index}`, verdict }));
    const incident = anIncident(declared(), override ? askedAnyway : asked);
    const decision = decide(incident, { type: 'conclude-resolve', health, firing }, policy);
    const event = type === 'resolved' ? { type, v: 1, data: { health } } : { type, v: 2, data: { health, firing } };
    expect(decision).toEqual({ ok: true, events: [event] });
  });

  it.each([
    ['while it is being decided', [declared(), asked], 'resolution-under-way'],
    ['once it is resolved', [declared(), asked, resolved], 'already-resolved'],
  ] as const)('is refused %s', (_, events, code) => {
    const decision = decide(anIncident(...events), { type: 'request-resolve', override: null, firing: [] }, policy);
    expect(refusalOf(decision)).toEqual({ code, number: 42 });
  });

  it('against health needs a reason', () => {
    const decision = decide(anIncident(), { type: 'request-resolve', override: prose(''), firing: [] }, policy);
    expect(refusalOf(decision)).toEqual({ code: 'override-needs-reason' });
  });

  it('can be asked for again after a refusal', () => {
    const incident = anIncident(declared(), asked, { type: 'resolve-refused', v: 1, data: { health: [] } });
    expect(decide(incident, { type: 'request-resolve', override: null, firing: [] }, policy).ok).toBe(true);
  });

  it('is concluded once: facts that come late change nothing', () => {
    const incident = anIncident(declared(), asked, resolved);
    const decision = decide(incident, { type: 'conclude-resolve', health: [], firing: [] }, policy);
    expect(decision).toEqual({ ok: true, events: [] });
  });
});

describe('the record', () => {
  it('begins with a declaration', () => {
    const [, second] = recorded([declared(), channelOpened()]);
    if (!second) throw new Error('two events');
    expect(() => evolve(null, second)).toThrow('inc-42: event 2 (channel-opened) comes before the declaration');
  });

  it('counts its events', () => {
    expect(anIncident(declared(), channelOpened(), asked).seq).toBe(3);
  });
});

describe('a restricted incident', () => {
  const incident = anIncident(declared({ restricted: true }), channelOpened('C42', 'inc-42'));

  it('is seen by its members, by security and by the bot itself', () => {
    expect(visibleTo(ana, incident)).toBe(true);
    expect(visibleTo(person('sec', ['responder', 'security']), incident)).toBe(true);
    expect(visibleTo(engineActor, incident)).toBe(true);
    expect(visibleTo(person('ben', ['responder', 'admin', 'engineering-manager']), incident)).toBe(false);
  });

  it('has no message outside its own channel', () => {
    expect(messagesOf(incident).map((message) => [message.kind, message.place])).toEqual([
      ['card', { channel: 'C42' }],
    ]);
  });
});
