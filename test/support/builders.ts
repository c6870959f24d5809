import { broughtUpToDate, changeOf } from '#src/domain/incident/change.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Actor, Group, PersonActor } from '#src/domain/people.ts';
import type { Policy, SeverityRules } from '#src/domain/policy.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Criterion } from '#src/domain/severity.ts';

/** 2026-11-18 16:00 UTC, a Wednesday. */
export const wednesday = Date.UTC(2026, 10, 18, 16);
const minute = 60_000;

let texts = 0;
export function prose(body: string): Prose {
  texts += 1;
  return { prose: `text-${texts}`, body };
}

export function person(name: string, groups: readonly Group[] = ['responder']): PersonActor {
  return { kind: 'person', person: `U${name.toUpperCase()}`, groups, via: 'slack:command' };
}

export const ana = person('ana');

type DeclaredData = Extract<IncidentEvent, { type: 'declared'; v: 2 }>['data'];

export function declared(data: Partial<DeclaredData> = {}): IncidentEvent {
  return {
    type: 'declared',
    v: 2,
    data: {
      number: 42,
      title: prose('bank-lines returns 500'),
      affected: null,
      severity: 'sev2',
      suggested: null,
      services: ['api-gateway'],
      customerFacing: true,
      restricted: false,
      reporter: ana.person,
      drill: false,
      beganAt: null,
      detectedAt: null,
      endedAt: null,
      channel: null,
      ...data,
    },
  };
}

/** What a declaration records: itself, the rules it runs under, and that whoever is on call is asked to acknowledge it. */
export const declaration = ['declared', 'policy-adopted', 'obligation-reminded'] as const;

export function channelOpened(channel = 'C42', name = 'inc-42-bank-lines-returns-500'): IncidentEvent {
  return { type: 'channel-opened', v: 1, data: { channel, name } };
}

type CaptureData = Extract<IncidentEvent, { type: 'capture-requested'; v: 2 }>['data'];

/** Somebody puts a message on the timeline: with a 📌 at `moved`, or by the shortcut. */
export function captureRequested(data: Partial<Omit<CaptureData, 'by'>> = {}): IncidentEvent {
  const by = data.moved === undefined || data.moved === null ? 'shortcut' : 'pin';
  const message = { channel: 'C42', ts: '1.2', thread: null };
  return { type: 'capture-requested', v: 2, data: { ...message, by, said: null, moved: null, ...data } };
}

/** The log of one incident: each event a minute after the one before, all by `actor`. */
export function recorded(events: readonly IncidentEvent[], actor: Actor = ana): readonly RecordedIncidentEvent[] {
  return events.map((event, index) => ({
    stream: 'inc-42',
    seq: index + 1,
    event,
    actor,
    at: wednesday + index * minute,
    policyHash: 'policy',
  }));
}

/** The incident that these events make. */
export function anIncident(...events: readonly IncidentEvent[]): Incident {
  let state: Incident | null = null;
  for (const one of recorded(events.length > 0 ? events : [declared()])) state = evolve(state, one);
  if (state === null) throw new Error('no events');
  return state;
}

/** That incident under the rules of the small policy, and everybody asked for what they owe by now: what happens to it next is recorded alone. */
export function upToDate(incident: Incident): Incident {
  return broughtUpToDate(incident, [], { at: wednesday, policy: { ...aPolicy, hash: 'policy' } })?.after ?? incident;
}

export function aChange(before: Incident | null, events: readonly IncidentEvent[], actor: Actor = ana) {
  return changeOf(before, events, { actor, at: wednesday, policy: { ...aPolicy, hash: 'policy' } });
}

function severity(meaning: string, criteria: readonly Criterion[]): SeverityRules {
  return {
    meaning,
    criteria,
    acknowledge: { value: 5, from: '003' },
    assignCommander: null,
    internalUpdate: { value: 15, from: '003' },
    customerUpdate: null,
    firstStatusEntry: null,
    from: '003',
  };
}

/** A small policy: two services, one line of criteria for each severity but the last. */
export const aPolicy: Policy = {
  services: [
    {
      id: 'api-gateway',
      name: 'API Gateway',
      stack: 'Fastify',
      owner: 'Platform Engineering',
      backup: 'Data Services',
      contact: '#apgms-ops',
      pagerDuty: null,
      from: '000',
    },
    {
      id: 'worker',
      name: 'Worker',
      stack: 'Node.js',
      owner: 'Data Services',
      backup: 'Platform Engineering',
      contact: '#apgms-ops',
      pagerDuty: null,
      from: '000',
    },
  ],
  people: [],
  groups: {},
  rota: [],
  rooms: {
    declare: { value: 'incidents', from: '001' },
    status: { value: 'incident-room', from: '003' },
    alerts: { value: 'ops-alerts', from: '003' },
    daily: { value: 'apgms-ops', from: '000' },
  },
  severities: {
    sev1: severity('Everything is down', [{ impact: 'down', extent: 'all-customers' }]),
    sev2: severity('Much is down', [{ impact: 'down', extent: 'some-customers' }]),
    sev3: severity('Something is slow', [{ impact: 'degraded', extent: 'some-customers' }]),
    sev4: severity('A nuisance', []),
  },
  escalation: { climb: { value: 5, from: '003' }, rungs: [], from: '003' },
  security: { value: 'security@apgms.example', slack: 'sam@apgms.example', from: '000' },
  paging: {
    otherwise: null,
    security: null,
    severities: {
      sev1: { urgency: 'high', priority: 'P1' },
      sev2: { urgency: 'high', priority: 'P2' },
      sev3: { urgency: 'low', priority: null },
      sev4: { urgency: 'low', priority: null },
    },
    from: '003',
  },
  reminder: { value: 5, from: 'ours' },
  snooze: { value: 30, from: 'ours' },
  review: { schedule: { value: 48 * 60, from: '001' }, hold: { value: 5, from: '000, 003' } },
  calendar: {
    timeZone: 'Etc/UTC',
    workdays: [1, 2, 3, 4, 5],
    holidays: [],
    hours: { begin: 0, end: 1_440 },
    from: 'ours',
  },
  checklists: [],
  digest: { value: 4, from: 'ours' },
  alerts: { again: { value: 30, from: 'ours' }, acknowledge: { value: 5, from: '003' }, declare: [], from: '003' },
};
