import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { claimOutcomes } from '#src/domain/pager-claim.ts';
import { groups } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { obligationKinds } from '#src/domain/promises/obligation.ts';
import type { DutyFinding } from '#src/domain/verification/verification.ts';
import { declaredAt, hugePolicy, incident, minutes, nasty, policy } from '#test/views/props.ts';
import { madeOnce, markedUp } from '#test/views/shown.ts';
import { closedHome, homeView } from '#views/home/home.ts';
import { incidentList } from '#views/incident/list.ts';
import type { Owing } from '#views/incident/owing.ts';
import { whichIncident } from '#views/incident/which.ts';
import { claimAsked, claimMessage } from '#views/me/claim.ts';
import { inPagerMessage } from '#views/me/in-pager.ts';
import { meMessage } from '#views/me/me.ts';
import type { Home, Message } from '#views/message.ts';
import { type OnCallProps, onCallMessage } from '#views/oncall/show.ts';
import { dutyVerified } from '#views/oncall/verified.ts';
import { serviceList } from '#views/service/list.ts';
import { serviceShow } from '#views/service/show.ts';
import { unnamedService } from '#views/service/unnamed.ts';

const now = declaredAt + 125 * minutes;

/** Three hundred incidents of every kind with `text` in them. */
function crowd(text: string, of: Policy): readonly Incident[] {
  const title = { prose: 't1', body: text };
  const services = of.services.map((service) => service.id);
  const roles = { commander: 'U0ANA', communications: 'U0ANA', scribe: 'U0ANA' };
  return Array.from({ length: 300 }, (_, index) =>
    incident({
      number: 1_000_000 + index,
      title,
      services: index % 2 === 0 ? services : [],
      restricted: index % 3 === 0,
      drill: index % 5 === 0,
      roles,
      acknowledged: { by: 'U0ANA', at: declaredAt, there: false },
      ...(index % 7 === 0 && { status: 'closed', endedAt: now }),
    }),
  );
}

function makeEveryMessage(text: string, of: Policy): readonly (readonly [view: string, message: Message])[] {
  const incidents = crowd(text, of);
  const service = {
    ...(of.services[0] ?? { id: 'api-gateway', pagerDuty: null, from: '000' }),
    name: text,
    stack: text,
    owner: text,
    backup: text,
    contact: text,
  };
  const services = of.services.map((one) => ({
    service: { ...one, name: text, owner: text },
    open: { total: 3, drills: 1 },
  }));
  const filter = {
    open: null,
    mine: true,
    severity: 'sev1',
    service: 'api-gateway',
    since: now,
    drill: false,
  } as const;
  const asked = { page: 30, asked: 99, words: 'all mine sev1 page 1' };
  const which = { incidents, total: 300, of: 'open', verb: 'resolve' } as const;
  const known = { name: text, email: text, guest: false };
  const rota = Array.from({ length: 60 }, () => ({ team: text, list: 'primary' as const, onTurn: text }));
  const listed = { email: text, name: text, team: text };
  const own = { incidents: incidents.slice(0, 5), total: 300, owed: owing(incidents) };
  const { groups: turns, asOf } = onCall(text, of);
  const duties = { groups: turns.slice(0, 1), asOf };
  const pager = { user: { name: text, email: text }, said: true };
  const me = {
    person: 'U0ANA',
    known,
    groups,
    listed,
    rota,
    duties: onCall(text, of),
    hasPager: true,
    pager,
    own,
    policy: of,
    now,
  };
  return [
    ['list', incidentList({ ...asked, incidents, total: 300, drills: 40, now, policy: of, filter })],
    ['which', whichIncident({ ...which, rest: '' })],
    ['which, with a reason', whichIncident({ ...which, rest: `because ${text}` })],
    ['which, of none', whichIncident({ ...which, incidents: [], total: 0, rest: text })],
    ['services', serviceList({ services })],
    [
      'services, usual',
      serviceList({ services: of.services.map((one) => ({ service: one, open: { total: 0, drills: 0 } })) }),
    ],
    ['service', serviceShow({ service, ...own, duties, drills: 40, slip: { typed: text }, now })],
    ['no service named', unnamedService(of)],
    ['on call', onCallMessage(onCall(text, of))],
    ['verified', dutyVerified({ verification: { day: '2026-11-23', at: now, findings: findings(text) }, policy: of })],
    ['on call, by nobody', onCallMessage({ ...onCall(text, of), groups: [], asOf: null, slip: null })],
    ['me', meMessage(me)],
    [
      'me, unknown',
      meMessage({
        ...me,
        known: null,
        groups: ['unverified'],
        listed: null,
        rota: [],
        duties: null,
        pager: null,
        own: null,
      }),
    ],
    ['in pager', inPagerMessage({ hasPager: true, pager })],
    ['claim asked', claimAsked(text)],
    ...claimOutcomes.map((outcome) => [`claim ${outcome}`, claimMessage({ email: text, outcome })] as const),
  ];
}

/** One of each kind, many times. */
function findings(text: string): readonly DutyFinding[] {
  const gap = {
    kind: 'gap',
    services: [text, 'rest', 'security'],
    list: 'secondary',
    source: 'rota',
    from: now,
  } as const;
  const each: readonly DutyFinding[] = [
    { ...gap, until: now },
    { ...gap, source: 'pagerduty', until: null },
    { kind: 'unknown-service', service: 'api-gateway', pager: text },
    { kind: 'not-in-slack', name: text },
    { kind: 'not-in-pager', name: text },
    { kind: 'no-number', name: text },
    { kind: 'no-channel', channel: text },
    { kind: 'pager-silent', code: text },
    { kind: 'not-looked', of: 'slack', names: [text, text, text, text, text] },
    { kind: 'not-looked', of: 'pagerduty', names: [text] },
    { kind: 'not-looked', of: 'channels', names: [] },
  ];
  return Array.from({ length: 20 }, () => each).flat();
}

/** More groups than a message holds, each with several at once. */
function onCall(text: string, of: Policy): OnCallProps {
  const here = { person: 'U0ANA', name: text, stranger: false };
  const stranger = { person: null, name: text, stranger: true };
  const one = { who: here, until: now };
  const primary = {
    now: [one, { ...one, who: stranger, until: null }],
    next: { who: stranger, from: now },
    instead: null,
  };
  const secondary = { now: [], next: { who: here, from: now }, instead: stranger };
  const services = of.services.map((service) => ({ kind: 'service', service: { ...service, name: text } }) as const);
  const group = {
    subjects: [...services, { kind: 'team', team: text } as const],
    source: 'pagerduty',
    primary,
    secondary,
  } as const;
  const groups = Array.from({ length: 60 }, () => group);
  return {
    scope: { kind: 'team', team: text },
    groups,
    asOf: declaredAt,
    hasPager: true,
    silent: true,
    slip: text,
    now,
  };
}

function makeEveryHome(text: string, of: Policy): readonly Home[] {
  const incidents = crowd(text, of);
  const full = {
    person: 'U0ANA',
    owed: owing(incidents),
    own: { incidents: incidents.slice(0, 10), total: 300 },
    open: { incidents: incidents.slice(0, 20), total: 300, drills: 40, page: 2, pages: 15 },
    over: incidents.slice(0, 5),
    duties: onCall(text, of),
    policy: of,
    now,
  };
  const none = { incidents: [], total: 0 };
  return [
    homeView(full),
    homeView({ ...full, owed: [], own: none, open: { ...none, drills: 0, page: 1, pages: 1 }, over: [] }),
    closedHome('guest'),
    closedHome('not-verified'),
  ];
}

/** Something of every kind is owed for each of them, and missed. */
function owing(incidents: readonly Incident[]): readonly Owing[] {
  return incidents.flatMap((one) =>
    obligationKinds.map((kind): Owing => {
      const due = { key: `${kind}.1`, kind, since: now, dueAt: now, debtor: { person: 'U0ANA' } };
      return { incident: one, entry: { ...due, stream: one.stream, rung: 1, ended: null } };
    }),
  );
}

/** Mentions and links of ours. Any other `<…>` would be somebody else's. */
const ours = /<@U0ANA>|<#C0INC42>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d: -]+ UTC>/g;

const everyMessage = madeOnce(makeEveryMessage);
const everyHome = madeOnce(makeEveryHome);

describe.each([
  ['the usual policy', policy],
  ['a huge policy', hugePolicy],
])('every view that people read, under %s, of 300 incidents', (_, of) => {
  it.each(['bank-lines returns 500', ...nasty])('is one Slack takes: %j', (text) => {
    const messages = everyMessage(text, of).flatMap(([view, message]) =>
      blockKitProblems('message', message).map((problem) => [view, problem]),
    );
    const homes = everyHome(text, of).flatMap((home) => blockKitProblems('home', home));
    expect([...messages, ...homes]).toEqual([]);
    for (const home of everyHome(text, of)) expect(JSON.stringify(home).length).toBeLessThan(250_000);
  });

  it.each(nasty)('mentions nobody but those it means to, and leaves no code open: %j', (text) => {
    const homes = everyHome(text, of).map((home) => ({ text: '', blocks: home.blocks }));
    const lines = [...everyMessage(text, of).map(([, message]) => message), ...homes].flatMap((one) => markedUp(one));
    const strays = lines.filter((line) => /[<>]/.test(line.replace(ours, '')));
    const open = lines.filter((line) => line.split('`').length % 2 === 0);
    expect({ strays, open }).toEqual({ strays: [], open: [] });
  });

  it.each(nasty)('keeps under the total that Slack refuses: %j', (text) => {
    for (const [view, { blocks }] of everyMessage(text, of)) {
      expect(markedUp({ text: '', blocks }).join('').length, view).toBeLessThan(10_500);
    }
  });
});
