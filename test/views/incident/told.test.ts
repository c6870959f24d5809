import { describe, expect, it } from 'vitest';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { declaredAt, incident, minutes, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { accessAsked, accessGranted } from '#views/incident/access.ts';
import { incidentAnnouncement } from '#views/incident/announcement.ts';
import { incidentHeadline } from '#views/incident/headline.ts';
import { incidentNotice } from '#views/incident/notice.ts';
import { securityTold } from '#views/incident/security.ts';
import { incidentTopic } from '#views/incident/topic.ts';
import { incidentUpdate } from '#views/incident/update.ts';

const prose = (body: string) => ({ prose: 't', body });

function told(event: IncidentEvent, seq = 12): RecordedIncidentEvent {
  const actor = { kind: 'person', person: 'U0BEN', groups: ['responder'], via: 'slack:command' } as const;
  return { stream: 'inc-42', seq, event, actor, at: declaredAt + 10 * minutes, policyHash: 'hash' };
}

const update = (know: string): IncidentEvent => ({
  type: 'updated',
  v: 1,
  data: {
    audience: 'internal',
    know: prose(know),
    next: prose('watch the errors'),
    impact: null,
    nextAt: declaredAt + 25 * minutes,
  },
});

describe('a page that somebody resolved in PagerDuty', () => {
  const there = { status: 'resolved', urgency: 'high', priority: null, assignees: [], responder: null } as const;
  const by = { id: 'PNOOR', name: 'Noor' };
  const data = { ...there, what: 'resolved', at: declaredAt, by, echo: false } as const;
  const event: IncidentEvent = { type: 'page-changed', v: 1, data };
  const notice = (alerts: readonly number[]) =>
    incidentNotice({ incident: incident({ alerts }), policy, told: told(event), inRoom: false, to: null }).text;

  it('names the way to end it here, claims of no alert that it fires, and promises nothing that an alert may stand in the way of', () => {
    expect(notice([])).toMatch(/still open: `\/apgms incident resolve INC-42` asks for its end\.$/);
    expect(notice([7])).toMatch(/asks for its end; should one of its alerts still fire, that needs a reason\.$/);
  });
});

describe('an update', () => {
  it('says what people wrote, as they wrote it, by whom, and when the next one comes', () => {
    const here = incidentUpdate({
      incident: incident(),
      told: told(update('*rolled* back\n<!channel>')),
      inRoom: false,
    });
    expect(here.text).toBe('INC-42, update by <@U0BEN>: ∗rolled∗ back &lt;!channel&gt;');
    expect(shown(here)).toEqual([
      '*Update* · INC-42',
      '*rolled* back\n<!channel>',
      '*Next*',
      'watch the errors',
      'By <@U0BEN>, <!date^1795277640^{date_short_pretty} {time}|2026-11-21 16:14 UTC> · next update <!date^1795278540^{date_short_pretty} {time}|2026-11-21 16:29 UTC>',
    ]);
  });

  it('says among others which incident it is about, and where people talk', () => {
    const room = shown(incidentUpdate({ incident: incident(), told: told(update('rolled back')), inRoom: true }));
    expect(room[0]).toBe('*Update* · INC-42 · SEV2 · Investigating');
    expect(room.at(-1)).toContain('<#C0INC42>');
  });

  it('of 12,000 characters is cut with a word on where the whole is', () => {
    const long = incidentUpdate({
      incident: incident(),
      told: told(update('long words '.repeat(1_100))),
      inRoom: false,
    });
    const texts = shown(long);
    expect(texts.join('').length).toBeLessThan(10_000);
    expect(texts[2]).toMatch(/… the whole is in: \/apgms incident timeline INC-42$/);
  });
});

describe('a notice', () => {
  const said = (event: IncidentEvent, changes = {}) =>
    shown(incidentNotice({ incident: incident(changes), policy, told: told(event), inRoom: false, to: null }))[0];

  it('of a changed severity says how it was, why, what it means, and whom it concerns', () => {
    const event: IncidentEvent = {
      ...{ type: 'severity-changed', v: 1 },
      data: { from: 'sev2', to: 'sev1', why: prose('all customers now') },
    };
    expect(said(event, { severity: 'sev1' })).toBe(
      '*Severity raised from SEV2 to SEV1* by <@U0BEN>, because: all customers now\n' +
        'SEV1: the platform is down for all customers (runbook 003)\nFor <@U0ANA>.',
    );
  });

  it.each<[IncidentEvent, string]>([
    [{ type: 'acknowledged', v: 1, data: { person: 'U0BEN' } }, '*Acknowledged* by <@U0BEN>'],
    [
      { type: 'mitigation-applied', v: 1, data: { mitigation: 1, what: prose('`flag` off') } },
      '*Mitigation 1 applied* by <@U0BEN>: ˋflagˋ off',
    ],
    [
      { type: 'merged', v: 1, data: { into: 7, from: 'identified' } },
      '*Merged into INC-7* by <@U0BEN>: it is the same, and goes on there',
    ],
    [
      { type: 'role-assigned', v: 1, data: { role: 'commander', person: 'U0ANA' } },
      '*<@U0ANA> is incident commander*, assigned by <@U0BEN>',
    ],
  ])('%# of %j', (event, words) => {
    expect(said(event)).toBe(words);
  });
});

describe('the notice of a note', () => {
  const notice = (text: string, at: number | null) =>
    incidentNotice({
      incident: incident(),
      policy,
      told: told({ type: 'noted', v: 1, data: { text: prose(text), at } }),
      inRoom: false,
      to: null,
    });

  it('is small print, with what was written, by whom, and when it was where that was earlier', () => {
    const { text, blocks } = notice('the *pool* ran dry', null);
    expect(text).toBe('INC-42: *Note* by <@U0BEN>: the ∗pool∗ ran dry');
    expect(blocks).toMatchObject([{ type: 'context', elements: [{ text: '*Note* by <@U0BEN>: the ∗pool∗ ran dry' }] }]);
    expect(notice('it began', declaredAt).text).toContain(
      '*Note* by <@U0BEN>, of <!date^1795277040^{date_short_pretty} {time}|2026-11-21 16:04 UTC>: it began',
    );
  });

  it('is cut where it is long, and never within a character that was made safe', () => {
    const { blocks } = notice('&<'.repeat(10_000), null);
    expect(JSON.stringify(blocks)).toMatch(/(?:&amp;&lt;)+(?:&amp;)?…/);
  });
});

describe('a drill', () => {
  it('is marked wherever it is named', () => {
    const drill = incident({ drill: true });
    expect(incidentTopic(drill)).toContain('DRILL INC-42');
    expect(incidentHeadline({ incident: drill }).text).toContain('DRILL INC-42');
    expect(shown(incidentAnnouncement({ incident: drill, policy })).join()).toContain('*Drill.* An exercise');
  });
});

describe('somebody who asks to be let in', () => {
  const event: IncidentEvent = { type: 'access-requested', v: 1, data: { person: 'U0BEN', why: prose('an audit') } };
  const asks = {
    ...incident({ restricted: true, requests: [{ request: 12, person: 'U0BEN', why: prose('an audit') }] }),
  };

  it('is let in or not by a press, once', () => {
    const { blocks } = accessAsked({ incident: asks, told: told(event) });
    expect(blocks.at(-1)).toMatchObject({
      elements: [
        { action_id: 'incident.grant', value: '42 U0BEN' },
        { action_id: 'incident.refuse-access', value: '42 U0BEN' },
      ],
    });
    const answered = accessAsked({ incident: { ...asks, requests: [] }, told: told(event) });
    expect(shown(answered)).toEqual([
      '*<@U0BEN> asks to be let in*, because: an audit\nThey are not in. Who is not let in is told nothing.',
    ]);
  });

  it('is told where to go once they are let in', () => {
    expect(shown(accessGranted({ incident: asks, told: null }))[0]).toContain('*You were let into INC-42.*');
  });
});

it('the security contact is told that there is something, and not what', () => {
  const text = JSON.stringify(securityTold({ incident: incident({ restricted: true }), policy }));
  expect(text).toContain('INC-42 · SEV2');
  expect(text).not.toContain('bank-lines');
});
