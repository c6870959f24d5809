import { describe, expect, it } from 'vitest';
import { decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Paged } from '#src/domain/paging/events.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import {
  aChange,
  anIncident,
  aPolicy,
  channelOpened,
  declared,
  prose,
  upToDate,
  wednesday,
} from '#test/support/builders.ts';

const minute = 60_000;
const noor = { id: 'PNOOR', name: 'Noor' };
const byNoor = 'pagerduty:Noor';

const paged: Paged = {
  ...{ page: 'Q1', number: 7, url: 'https://apgms.pagerduty.com/incidents/Q1', at: wednesday, rung: 0 },
  ...{ service: { id: 'PSAPIGW', name: 'API Gateway' }, status: 'triggered', urgency: 'high', priority: 'P2' },
  assignees: [noor],
};
const page: IncidentEvent = { type: 'paged', v: 1, data: paged };
const resolved: IncidentEvent = { type: 'resolved', v: 1, data: { health: [] } };
const reopened: IncidentEvent = { type: 'reopened', v: 1, data: { why: prose('it is back') } };

/** A minute for each event. */
const unpaged = upToDate(anIncident(declared(), channelOpened()));
const open = upToDate(anIncident(declared(), channelOpened(), page));
/** Taken up again four minutes after it was declared. */
const again = upToDate(anIncident(declared(), channelOpened(), page, resolved, reopened));

/** Noor does it in PagerDuty, so many minutes after the declaration. */
function did(what: PageNews['what'], minutes: number, more: Partial<PageNews> = {}): PageNews {
  const unsaid = { status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  return { ...unsaid, page: 'Q1', what, at: wednesday + minutes * minute, by: noor, ...more };
}

/** What the record gets, in the order of what is told, and what the incident's channel hears. */
function tell(
  state: Incident,
  told: readonly PageNews[],
  {
    mayResolve = null,
    first = null,
  }: { readonly mayResolve?: { readonly firing: readonly number[] } | null; readonly first?: Paged | null } = {},
) {
  const events: IncidentEvent[] = [];
  const heard: string[] = [];
  let now = state;
  for (const news of told) {
    const command = { type: 'hear-page', news, by: byNoor, mayResolve, paged: first } as const;
    const decision = decide(now, command, { policy: aPolicy, now: wednesday + 60 * minute });
    if (!decision.ok || decision.events.length === 0) continue;
    const change = aChange(now, decision.events);
    heard.push(...change.messages.flatMap(({ kind, of }) => (kind === 'notice' && of ? [`${kind} of ${of}`] : [])));
    events.push(...decision.events);
    now = change.after;
  }
  return { types: events.map(({ type }) => type), heard, after: now, events };
}

describe('what happened before the incident was taken up again', () => {
  it('does not resolve it again: what was resolved with it is told late', () => {
    const { types, heard, after } = tell(again, [did('resolved', 3)], { mayResolve: { firing: [] } });
    expect(types).toEqual(['page-changed']);
    expect(heard).toEqual([]);
    expect(after).toMatchObject({ status: 'investigating', resolution: null, page: { status: 'resolved' } });
  });

  it('does not acknowledge it', () => {
    const { types, after } = tell(again, [did('acknowledged', 3)]);
    expect(types).toEqual(['page-changed']);
    expect(after.acknowledged).toBeNull();
  });

  it('is no part of what comes after', () => {
    const { types, after } = tell(again, [did('acknowledged', 6)]);
    expect(types).toEqual(['page-changed', 'acknowledged']);
    expect(after.acknowledged).toEqual({ by: byNoor, at: wednesday + 6 * minute, there: true });
  });
});

describe('what is told late', () => {
  it('an acknowledgement that was taken back counts for its time', () => {
    const { types, after, events } = tell(open, [did('unacknowledged', 9, { by: null }), did('acknowledged', 3)]);
    expect(types).toEqual(['page-changed', 'page-changed', 'acknowledged', 'acknowledgement-lapsed']);
    expect(events.slice(-2).map(({ data }) => data)).toEqual([
      { person: byNoor, at: wednesday + 3 * minute },
      { at: wednesday + 9 * minute },
    ]);
    expect(after).toMatchObject({ acknowledged: null, page: { status: 'triggered' } });
  });

  it('an acknowledgement before it was resolved there is one', () => {
    const { after } = tell(open, [did('resolved', 9), did('acknowledged', 3)]);
    expect(after).toMatchObject({ acknowledged: { at: wednesday + 3 * minute }, page: { status: 'resolved' } });
  });

  it('a resolution that was undone there asks for nothing, and nobody is told of it', () => {
    const { types, heard, after } = tell(open, [did('reopened', 9), did('resolved', 3)], {
      mayResolve: { firing: [] },
    });
    expect(types).toEqual(['page-changed', 'page-changed']);
    // That it was reopened.
    expect(heard).toHaveLength(1);
    expect(after).toMatchObject({ resolution: null, page: { status: 'triggered' } });
  });
});

it('what its answers stamp later than now happened now: what comes next is not late', () => {
  const done = did('acknowledged', 70, { by: null, from: 'log' });
  expect(tell(open, [done]).after.page).toMatchObject({ status: 'acknowledged', since: wednesday + 60 * minute });
  expect(tell(open, [done, did('unacknowledged', 60)]).after.page).toMatchObject({ status: 'triggered' });
});

describe('a page we do not know of yet', () => {
  const first = { ...paged, status: 'acknowledged' } as const;

  it('is known by the first thing that is told of it, and that counts', () => {
    const { types, after } = tell(unpaged, [did('acknowledged', 3, { status: 'acknowledged' })], { first });
    expect(types).toEqual(['paged', 'page-changed', 'acknowledged']);
    expect(after).toMatchObject({ acknowledged: { at: wednesday + 3 * minute }, page: { status: 'acknowledged' } });
  });

  it('is not known by what says too little of it', () => {
    expect(tell(unpaged, [did('acknowledged', 3)]).types).toEqual([]);
  });

  it('that was found when somebody had acknowledged it is acknowledged once that is told', () => {
    const found = upToDate(anIncident(declared(), { ...page, data: first }));
    expect(tell(found, [did('acknowledged', 3)]).after.acknowledged).toMatchObject({ by: byNoor });
  });
});

describe('somebody is asked to join there', () => {
  const responder = { id: 'PCHEN', name: 'Chen', reply: 'pending' } as const;
  const joined: IncidentEvent = {
    type: 'alert-joined',
    v: 1,
    data: { alert: 3, name: 'DiskFull', title: prose('disks are full'), severity: 'critical' },
  };
  const withAlert = upToDate(anIncident(declared(), channelOpened(), page, joined));

  it.each([
    ['by somebody there, in whatever words, is news', open, null, false],
    ['by us, because somebody asked for it here, is none', open, 'INC-42', true],
    ['by us, for an alert before the incident had its page, is none', withAlert, 'ALT-3', true],
    ['by us, for something else, is news', open, 'INC-43', false],
  ])('%s', (_, state, marked, echo) => {
    const { events } = tell(state, [did('responder-added', 3, { responder, marked })]);
    expect(events).toMatchObject([{ type: 'page-changed', data: { responder, echo } }]);
  });
});

describe('nobody acknowledges in time', () => {
  const missed: IncidentEvent = {
    type: 'obligation-missed',
    v: 1,
    data: { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: wednesday, missedAt: wednesday, reached: [] },
  };
  const asked = (state: Incident) => aChange(state, [missed]).effects.map(({ kind }) => kind);

  it('the next rung is called', () => {
    expect(asked(open)).toContain('pagerduty.ask');
  });

  it('and whoever is on call again, however late the page is resolved there, and of what is private, too', () => {
    const late = { ...did('resolved', 20, { by: null, status: 'resolved' }) };
    const kinds = (state: Incident) => {
      const command = { type: 'hear-page', news: late, by: null, mayResolve: null, paged: null } as const;
      const decision = decide(state, command, { policy: aPolicy, now: wednesday + 20 * minute });
      if (!decision.ok) throw new Error(decision.refusal.code);
      return aChange(state, decision.events).effects.map(({ kind }) => kind);
    };
    expect(kinds(aChange(open, [missed]).after)).toContain('pagerduty.reopen');
    expect(kinds(open), 'the next rung has its turn first').not.toContain('pagerduty.reopen');
    const secret = upToDate(anIncident(declared({ restricted: true }), channelOpened(), page));
    const { after } = tell(secret, [did('resolved', 2, { by: null, status: 'resolved' })]);
    expect(asked(after)).toContain('pagerduty.reopen');
    expect(asked(after)).not.toContain('pagerduty.ask');
  });

  it('which is no news from there', () => {
    const { after } = tell(open, [did('resolved', 2, { by: null, status: 'resolved' })]);
    const { heard } = tell(aChange(after, [missed]).after, [did('reopened', 6)]);
    expect(heard).toEqual([]);
    expect(tell(after, [did('reopened', 3)]).heard).toHaveLength(1);
  });

  it('and whoever is on call, where the page was resolved there although nobody has it in hand', () => {
    const { after } = tell(open, [did('resolved', 2, { by: null, status: 'resolved' })]);
    expect(asked(after)).toEqual(expect.arrayContaining(['pagerduty.reopen', 'pagerduty.ask']));
    expect(asked(open)).not.toContain('pagerduty.reopen');
  });

  it('of what is private no other rung hears', () => {
    expect(asked(anIncident(declared({ restricted: true }), page))).not.toContain('pagerduty.ask');
  });
});
