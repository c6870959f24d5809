import { describe, expect, it } from 'vitest';
import { tellsHere } from '#src/domain/incident/messages/here.ts';
import { termsOf } from '#src/domain/incident/promises/terms.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { RespondersPaged } from '#src/domain/paging/events.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { recorded } from '#test/support/builders.ts';
import { declaredAt, incident, minutes, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { incidentCard } from '#views/incident/card.ts';
import { effectLines, type WorkRow } from '#views/incident/effect-lines.ts';
import { incidentNotice } from '#views/incident/notice.ts';
import { promiseTold } from '#views/incident/reminder.ts';

const acknowledged = { by: 'U0BEN', at: declaredAt + 2 * minutes, there: false };
const page: Page = {
  ...{ id: 'PGR0VU2', number: 7, url: 'https://apgms.pagerduty.com/incidents/PGR0VU2', notes: [], heard: [] },
  ...{ service: { id: 'PSAPIGW', name: 'API Gateway' }, status: 'triggered', urgency: 'high', priority: null },
  ...{ openedAt: declaredAt, since: declaredAt, assignees: [], responders: [], gone: false },
};

function row(what: string, changes: Partial<WorkRow> = {}): WorkRow {
  const kind = `pagerduty.${what}`;
  return { id: `inc-42.1.${kind}`, kind, state: 'ready', last: 'retryable', error: 'http_500', ...changes };
}

const card = (of: Incident, ...work: readonly WorkRow[]) =>
  shown(incidentCard({ incident: of, effects: effectLines(work), firing: [], policy })).join('\n');
const rung = '*Nobody’s phone has rung for this yet.*';

describe('the card, while PagerDuty does not answer', () => {
  it('says in plain words that nobody’s phone has rung, and keeps its small print', () => {
    const said = card(incident(), row('page'));
    expect(said).toContain(
      `Nobody has acknowledged it yet\n:warning: ${rung} PagerDuty does not answer: paging is tried again (\`http_500\`)`,
    );
    expect(said).toContain('retrying: paging');
  });

  it('says so too where PagerDuty asked for quiet, and not of what is only to be done yet', () => {
    expect(card(incident(), row('page', { last: 'none', error: 'http_429' }))).toContain(`:warning: ${rung}`);
    expect(card(incident(), row('page', { last: 'none', error: null }))).not.toContain(':warning:');
  });

  it('does not claim it where the answer was lost', () => {
    const said = card(incident(), row('page', { last: 'ambiguous', error: 'timeout' }));
    expect(said).toContain(':warning: *Perhaps nobody’s phone has rung for this yet.*');
  });

  it('says of a page that failed for good that nobody was called', () => {
    const failed = row('page', { state: 'failed', last: 'refused', error: 'invalid' });
    expect(card(incident(), failed)).toContain(
      ':warning: *Nobody was called.* PagerDuty did not take the page (`invalid`)',
    );
  });

  it('says of one that somebody took on here that PagerDuty may go on calling, or still call', () => {
    const taken = incident({ acknowledged });
    expect(card({ ...taken, page }, row('acknowledge'))).toContain(
      ':warning: PagerDuty is still to be told that it is acknowledged, and may go on calling (`http_500`)',
    );
    expect(card(taken, row('page'))).toContain(`:warning: ${rung} PagerDuty does not answer, and may still call`);
  });

  it('says nothing of what is over, or what somebody was called for', () => {
    expect(card(incident({ status: 'cancelled' }), row('page'))).not.toContain(':warning:');
    expect(card(incident({ page }), row('page'))).not.toContain(':warning:');
  });

  it('says of a page that is gone there that nobody has been called anew', () => {
    const gone = incident({ page: { ...page, gone: true } });
    expect(card(gone, row('page'))).toContain(':warning: *Nobody has been called anew yet.*');
  });
});

describe('the card, of who is with the page in PagerDuty', () => {
  const [ben, dora] = [
    { id: 'PBENOKA', name: 'Ben Okafor' },
    { id: 'PDORALI', name: 'Dora Lindqvist' },
  ];
  const joined = { ...ben, reply: 'joined' } as const;

  it('names nobody twice: who has it is not there besides', () => {
    const said = card(incident({ page: { ...page, assignees: [ben], responders: [joined] } }));
    expect(said).toContain('with Ben Okafor');
    expect(said).not.toContain('besides');
    const both = [joined, { ...dora, reply: 'pending' } as const];
    expect(card(incident({ page: { ...page, assignees: [ben], responders: both } }))).toContain(
      'with Ben Okafor; besides Dora Lindqvist (asked)',
    );
    expect(card(incident({ page: { ...page, assignees: [dora], responders: [joined] } }))).toContain(
      'with Dora Lindqvist; besides Ben Okafor (joins)',
    );
  });
});

describe('who is told that nobody acknowledged it', () => {
  const owing = incident({ promises: { ...incident().promises, terms: termsOf(policy) } });
  const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: declaredAt + 5 * minutes } as const;
  const told = (what: 'reminder' | 'miss', of: Incident, ...work: readonly WorkRow[]) => {
    const data = { ...about, of: 3, what, rungs: ['Secondary on-call'], people: ['U0BEN'], missing: [] };
    const [event = null] = recorded([{ type: 'obligation-told', v: 1, data }]);
    const props = { incident: of, policy, told: event, events: [], work };
    return shown(promiseTold({ ...props, inRoom: true, to: null })).join('\n');
  };

  it('reads whether anybody was called at all', () => {
    expect(told('miss', owing, row('page'))).toContain(`please acknowledge it.*\n:warning: ${rung}`);
    expect(told('miss', { ...owing, page }, row('page', { state: 'done' }))).not.toContain(':warning:');
    expect(told('reminder', owing, row('page'))).not.toContain(':warning:');
  });
});

describe('people who were asked for', () => {
  const asked = { of: 7, people: [{ id: 'PDORALI', name: 'Dora Lindqvist' }], missing: [], unable: null } as const;
  const told = (data: Partial<RespondersPaged>) =>
    recorded([{ type: 'responders-paged', v: 2, data: { ...asked, ...data } }])[0] ?? null;
  const notice = (data: Partial<RespondersPaged>) =>
    incidentNotice({ incident: incident(), policy, told: told(data), inRoom: false, to: null }).text;

  it('are told of in the channel where no phone rings for them, with what to do', () => {
    const said = notice({ people: [], missing: ['emil@apgms.example'] });
    expect(said).toContain(
      'Nobody is emil@apgms.example in PagerDuty. No phone rings for them: reach them another way.',
    );
    expect(said).toContain('`/apgms me pagerduty`');
    expect(notice({ people: [], unable: 'no-page' })).toContain('nothing stands in PagerDuty that they could join');
  });

  it('and not where PagerDuty called all of them', () => {
    const hears = (data: Partial<RespondersPaged>) => {
      const one = told(data);
      return one && tellsHere(one, null);
    };
    expect(hears({})).toBeNull();
    expect(hears({ missing: ['emil@apgms.example'] })).toMatchObject({ kind: 'notice' });
  });
});
