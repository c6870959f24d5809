import type { Incident, Resolution } from '#src/domain/incident/state.ts';
import type { Policy, Service, SeverityRules } from '#src/domain/policy.ts';
import type { Prose } from '#src/domain/prose.ts';

/** 2026-11-21 16:04 UTC. */
export const declaredAt = Date.UTC(2026, 10, 21, 16, 4);
export const minutes = 60_000;

export function service(id: string, name: string): Service {
  const stack = 'Fastify + Prisma';
  return {
    id,
    name,
    stack,
    owner: 'Platform Engineering',
    backup: 'Data Services',
    contact: '#apgms-ops',
    pagerDuty: null,
    from: '000',
  };
}

function rules(meaning: string, every: number): SeverityRules {
  const acknowledge = { value: 5, from: '003' };
  const internalUpdate = { value: every, from: every === 15 ? '003' : 'card' };
  return {
    meaning,
    criteria: [],
    acknowledge,
    assignCommander: null,
    internalUpdate,
    customerUpdate: null,
    firstStatusEntry: null,
    from: '003',
  };
}

export const policy: Policy = {
  services: [
    service('api-gateway', 'API Gateway'),
    service('tax-engine', 'Tax Engine'),
    service('worker', 'Worker'),
    service('shared-database', 'Shared Database'),
    service('redis', 'Redis Cache'),
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
    sev1: {
      ...rules('the platform is down for all customers', 15),
      criteria: [{ impact: 'down', extent: 'all-customers' }],
    },
    sev2: {
      ...rules('part of it is down for customers', 15),
      criteria: [{ impact: 'down', extent: 'some-customers' }],
    },
    sev3: rules('it is degraded', 60),
    sev4: rules('a nuisance', 60),
  },
  escalation: { climb: { value: 5, from: '003' }, rungs: [], from: '003' },
  security: { value: 'security@example.org', slack: 'sam@example.org', from: '000' },
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

/** A policy with so many services that no list of them fits anywhere. */
export const hugePolicy: Policy = {
  ...policy,
  services: Array.from({ length: 150 }, (_, index) => service(`service-${index}`, `Service & <team> *${index}*`)),
};

export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    number: 42,
    stream: 'inc-42',
    seq: 5,
    title: { prose: 't1', body: 'bank-lines returns 500' },
    affected: affected({ prose: 't2', body: 'org 4711\n/bank-lines' }),
    severity: 'sev2',
    suggested: null,
    status: 'investigating',
    services: ['api-gateway'],
    customerFacing: true,
    restricted: false,
    drill: false,
    reporter: 'U0ANA',
    members: ['U0ANA'],
    moves: {},
    requests: [],
    declaredAt,
    beganAt: null,
    detectedAt: null,
    resolvedAt: null,
    endedAt: null,
    acknowledged: null,
    page: null,
    unanswerable: [],
    sparePages: [],
    roles: { commander: null, communications: null, scribe: null },
    updates: { internal: null, customers: null },
    mitigations: [],
    followUps: [],
    links: [],
    related: [],
    alerts: [],
    merged: null,
    duplicates: [],
    captures: [],
    channel: {
      id: 'C0INC42',
      name: 'inc-42-bank-lines-returns-500',
      adopted: false,
      archived: false,
      archivedAsOf: null,
      exposed: null,
      turnedAt: null,
    },
    untold: [],
    posted: {},
    resolution: null,
    promises: {
      begun: { seq: 1, at: declaredAt },
      resolved: null,
      vacated: null,
      lapsed: null,
      terms: null,
      deadlines: {},
      reminded: {},
      missed: {},
      told: {},
      tick: null,
      review: { scheduledFor: null, held: false },
      checklists: { begun: {}, ticks: {} },
    },
    policyHash: 'hash',
    ...changes,
  };
}

/** What the reporter said is touched; nothing was named since. */
export function affected(said: Prose | null): Incident['affected'] {
  return { said, named: { organisation: [], endpoint: [], request: [] } };
}

export function resolution(changes: Partial<Resolution> = {}): Resolution {
  return {
    by: 'U0BEN',
    requestedAt: declaredAt + 20 * minutes,
    override: null,
    concludedSeq: null,
    outcome: 'under-way',
    health: [],
    firing: [],
    ...changes,
  };
}

export const refused = incident({
  services: ['api-gateway', 'worker'],
  resolution: resolution({
    outcome: 'refused',
    concludedSeq: 7,
    health: [
      { service: 'api-gateway', verdict: 'pass' },
      { service: 'worker', verdict: 'fail' },
    ],
  }),
});

export const resolved = incident({
  status: 'resolved',
  resolvedAt: declaredAt + 23 * minutes,
  resolution: resolution({
    outcome: 'resolved',
    concludedSeq: 7,
    override: { prose: 't3', body: 'the check flaps' },
    health: [{ service: 'api-gateway', verdict: 'unknown' }],
  }),
});

/** Texts that broke somebody's bot once. */
export const nasty: readonly string[] = [
  '<!channel> <!here> <@U0ANA> <#C0INC42> <https://example.org|click>',
  '@channel @here @everyone #general',
  '`code` ```block *bold _italic ~strike `',
  '&amp; &lt;!channel&gt; &&&&',
  '\u202egnihtyreve\u202c \u2066hidden\u2069 שלום עליכם العربية',
  '😀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(300),
  '&<>`*_~'.repeat(430),
  'a'.repeat(3_000),
  '\n\n> quote\n• list\n\n',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  '\ud800 lone \udfff surrogates \u0000 and \u0007 bells',
  '   ',
  '\u200b\u200b',
  '',
  '"unclosed',
  '“” "" \'\' «» ',
  '%s %d {{y}} \\n \\',
  '__proto__ constructor toString hasOwnProperty',
];
