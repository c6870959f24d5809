import { describe, expect, it } from 'vitest';
import {
  affected,
  declaredAt,
  hugePolicy,
  incident,
  minutes,
  policy,
  refused,
  resolution,
  resolved,
} from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { incidentCard } from '#views/incident/card.ts';
import { type EffectLine, effectLines, type WorkRow } from '#views/incident/effect-lines.ts';
import { renderKept } from '#views/incident/kept.ts';
import { incidentShow } from '#views/incident/show.ts';
import { when } from '#views/text.ts';

const done: EffectLine = { kind: 'open-channel', state: 'done', error: null };

describe('the card of an incident', () => {
  it('says how it stands, what was last said, who is on it, who owns it, and how what the bot does outside stands', () => {
    const effects: readonly EffectLine[] = [
      done,
      { kind: 'announcement', state: 'done', error: null },
      { kind: 'headline', state: 'waiting', error: null },
      { kind: 'invite', state: 'retrying', error: 'timeout' },
      { kind: 'pin-card', state: 'failed', error: 'not_pinnable' },
    ];
    const card = incidentCard({ incident: incident({ suggested: 'sev3' }), effects, firing: [], policy });
    expect(card.text).toBe('INC-42 · SEV2 · api-gateway: bank-lines returns 500 (Investigating)');
    expect(shown(card)).toEqual([
      'INC-42 · SEV2 · api-gateway: bank-lines returns 500',
      '*Investigating* · SEV2 · open since <!date^1795277040^{date_short_pretty} {time}|2026-11-21 16:04 UTC> · customers are affected',
      '*No update yet*',
      '*People*\nNobody has acknowledged it yet\nIncident commander: nobody yet · Communications lead: nobody yet · Scribe: nobody yet',
      '*Services*\n• API Gateway: Platform Engineering, backup Data Services, contact #apgms-ops',
      '*What is affected*',
      'org 4711\n/bank-lines',
      '✓ channel opened · ✓ announced in #incidents · waiting: headline in #incident-room · retrying: adding people · failed: pin (`not_pinnable`)',
      'Retry what failed',
      'Acknowledge',
      'Post update',
      'Resolve INC-42',
      'Resolve INC-42?',
      'The health of its services is checked first. What stands in the way is told here.',
      'Check and resolve',
      'Not yet',
    ]);
  });

  it('offers the three things to do next: who takes it, what is known, the end; and apart from them to retry what failed', () => {
    const buttons = (props: Parameters<typeof incidentCard>[0]) =>
      incidentCard(props).blocks.flatMap((block) =>
        'elements' in block && block.type === 'actions'
          ? block.elements.map((element) => ('action_id' in element ? element.action_id : null))
          : [],
      );
    const failed: EffectLine = { kind: 'pin-card', state: 'failed', error: null };
    const taken = { acknowledged: { by: 'U0BEN', at: 0, there: false } };
    const underWay = incident({ ...taken, resolution: resolution() });
    const [ack, update, resolve, retry] = ['ack', 'update', 'resolve', 'retry'].map((verb) => `incident.${verb}`);
    expect(buttons({ incident: incident(), effects: [done], firing: [], policy })).toEqual([ack, update, resolve]);
    expect(buttons({ incident: incident(), effects: [failed], firing: [], policy })).toEqual([
      retry,
      ack,
      update,
      resolve,
    ]);
    expect(buttons({ incident: incident(taken), effects: [failed], firing: [], policy })).toEqual([
      retry,
      update,
      resolve,
    ]);
    expect(buttons({ incident: underWay, effects: [done], firing: [], policy })).toEqual([update]);
    expect(buttons({ incident: refused, effects: [done], firing: [], policy })).toEqual([ack, update, resolve]);
    expect(buttons({ incident: resolved, effects: [done], firing: [], policy })).toEqual([
      'apgms.run.0',
      'apgms.run.1',
    ]);
  });

  it('gives its buttons the number of the incident, and that for an update how bad it is', () => {
    const [row] = incidentCard({ incident: incident(), effects: [], firing: [], policy }).blocks.slice(-1);
    expect(row).toMatchObject({ type: 'actions', elements: [{ value: '42' }, { value: '42 sev2' }, { value: '42' }] });
  });

  it('says while health is checked what is asked for and who asked', () => {
    const card = incidentCard({ incident: incident({ resolution: resolution() }), effects: [], firing: [], policy });
    expect(shown(card)).toContain(
      '*Checking health before it is resolved.* Asking for the health of API Gateway; a service the policy names no check for does not stand in the way.\nAsked by <@U0BEN>, <!date^1795278240^{date_short_pretty} {time}|2026-11-21 16:24 UTC>.',
    );
  });

  it('says that it is private, and how long it took once resolved', () => {
    const card = shown(
      incidentCard({ incident: { ...resolved, restricted: true }, effects: [], firing: [], policy }),
    ).join('\n');
    expect(card).toContain('*Private.* Only its members and the security group know what it is about.');
    expect(card).toContain('*Resolved after 23 min.*');
    expect(card).toContain('*Whatever health says, because:* the check flaps');
    const over = shown(
      incidentCard({ incident: { ...resolved, alerts: [7, 8] }, effects: [], firing: [], policy }),
    ).join('\n');
    expect(over).toContain('*Whatever health and its alerts (ALT-7, ALT-8) say, because:* the check flaps');
    expect(card).toContain('• API Gateway: could not be measured');
  });

  it('says which of its alerts fire', () => {
    const of = incident({ alerts: [7, 8] });
    const card = shown(incidentCard({ incident: of, effects: [], firing: [8], policy })).join('\n');
    expect(card).toContain('Alerts: ALT-7 (over), ALT-8 (fires)');
  });

  it('has the newest word to each audience, labelled: one for customers is not lost behind one of our own', () => {
    const said = { by: 'U0BEN', seq: 3, nextAt: null, next: null };
    const customers = { ...said, at: declaredAt + 5 * minutes, know: { prose: 't4', body: 'payments fail for some' } };
    const internal = { ...said, at: declaredAt + 9 * minutes, know: { prose: 't5', body: 'the pool ran dry' } };
    const card = shown(
      incidentCard({ incident: incident({ updates: { internal, customers } }), effects: [], firing: [], policy }),
    );
    expect(card.slice(2, 4)).toEqual([
      `*Last update* by <@U0BEN>, ${when(internal.at)}\nthe pool ran dry`,
      `*Last update for customers* by <@U0BEN>, ${when(customers.at)}\npayments fail for some`,
    ]);
  });

  it('says in two words that all is done outside, and spells it out while something is not', () => {
    const outside = (state: EffectLine['state']) =>
      shown(
        incidentCard({
          incident: incident(),
          effects: [done, { kind: 'headline', state, error: null }],
          firing: [],
          policy,
        }),
      );
    expect(outside('done')).toContain('✓ everything posted');
    expect(outside('retrying')).toContain('✓ channel opened · retrying: headline in #incident-room');
  });

  it('says of what is over when it began, and not that customers still feel it', () => {
    const line = (of: typeof resolved) => shown(incidentCard({ incident: of, effects: [], firing: [], policy }))[1];
    const rest = `SEV2 · began ${when(declaredAt)} · customers were affected`;
    expect(line(resolved)).toBe(`*Resolved after 23 min* · ${rest}`);
    expect(line({ ...resolved, status: 'closed', customerFacing: true })).toBe(`*Closed* · ${rest}`);
  });

  it('leaves what a severity means to those who ask to see it', () => {
    const meaning = '*Severity*\nSEV2: part of it is down for customers (runbook 003)\nThe policy suggested SEV3';
    const props = { incident: incident({ suggested: 'sev3' }), effects: [], firing: [], policy };
    expect(shown(incidentCard(props)).join('\n')).not.toContain('part of it is down');
    expect(shown(incidentShow({ ...props, now: declaredAt }))).toContain(meaning);
  });

  it('names as many services as fit and counts the others', () => {
    const services = hugePolicy.services.map((service) => service.id);
    const card = incidentCard({ incident: incident({ services }), effects: [], firing: [], policy: hugePolicy });
    const list = shown(card).find((text) => text.startsWith('*Services*'));
    expect(list).toMatch(/and \d+ more$/);
    expect(list).toContain('• Service &amp; &lt;team&gt; ∗0∗');
  });

  it('says that health was measured only where a check told something', () => {
    const assessed: EffectLine = { kind: 'assess', state: 'done', error: null };
    const outside = (verdict: 'pass' | 'unchecked' | 'unknown') => {
      const health = [{ service: 'api-gateway', verdict }];
      const over = { ...resolved, resolution: resolution({ outcome: 'resolved', concludedSeq: 7, health }) };
      return shown(incidentCard({ incident: over, effects: [assessed], firing: [], policy })).find((text) =>
        text.includes('health '),
      );
    };
    expect([outside('pass'), outside('unchecked'), outside('unknown')]).toEqual([
      undefined,
      '✓ everything posted · – health not measured',
      '✓ everything posted · – health not measured',
    ]);
  });

  it('says so where nobody owns a service, and where nobody said whether customers notice', () => {
    const orphan = { id: 'audit', name: 'Audit Service', stack: '', owner: 'not named', backup: 'not named' };
    const services = [{ ...orphan, contact: 'on-call', pagerDuty: null, from: '001' }];
    const unsaid = incident({ services: ['audit'], customerFacing: false });
    const asked = { incident: unsaid, effects: [], firing: [], policy: { ...policy, services } };
    expect(shown(incidentShow({ ...asked, now: declaredAt }))).toEqual(
      expect.arrayContaining([
        '*Services*\n• Audit Service: no owner named in the policy, contact on-call',
        '*Customers*\nnot said',
      ]),
    );
  });

  it('keeps a service the policy no longer knows', () => {
    const card = incidentCard({ incident: incident({ services: ['gone'] }), effects: [], firing: [], policy });
    expect(shown(card)).toContain('*Services*\n• gone (the policy knows it no more)');
  });

  it('shows a redacted text as such', () => {
    const hidden = incident({ title: { prose: 't1', body: null }, affected: affected({ prose: 't2', body: null }) });
    expect(shown(incidentCard({ incident: hidden, effects: [], firing: [], policy }))).toEqual(
      expect.arrayContaining(['INC-42 · SEV2 · api-gateway: [redacted]', '[redacted]']),
    );
  });
});

describe('the lines of what is done outside', () => {
  const row = (id: string, kind: string, changes: Partial<WorkRow> = {}): WorkRow => ({
    id,
    kind,
    state: 'ready',
    last: 'none',
    error: null,
    ...changes,
  });

  it('name each kind once, and its newest row speaks', () => {
    const lines = effectLines([
      row('inc-42.1.slack.open-channel', 'slack.open-channel', { state: 'done' }),
      row('inc-42.announcement.show', 'slack.show', { state: 'claimed', last: 'ambiguous', error: 'timeout' }),
      row('inc-42.2.slack.set-topic', 'slack.set-topic', { state: 'failed', last: 'refused', error: 'too_long' }),
      row('inc-42.outcome.7.show', 'slack.show'),
      row('inc-42.8.slack.set-topic', 'slack.set-topic', { state: 'done' }),
    ]);
    expect(lines).toEqual([
      { kind: 'open-channel', state: 'done', error: null },
      { kind: 'announcement', state: 'retrying', error: 'timeout', inDoubt: true },
      { kind: 'set-topic', state: 'done', error: null },
      { kind: 'outcome', state: 'waiting', error: null },
    ]);
  });

  it('count a message that stands and is only renewed as done, but not its trouble', () => {
    const renewed = row('inc-42.headline.show', 'slack.show', { state: 'ready' });
    expect(effectLines([renewed], {})).toEqual([{ kind: 'headline', state: 'waiting', error: null }]);
    expect(effectLines([renewed], { headline: {} })).toEqual([{ kind: 'headline', state: 'done', error: null }]);
    const troubled = row('inc-42.headline.show', 'slack.show', {
      state: 'ready',
      last: 'retryable',
      error: 'http_500',
    });
    expect(effectLines([troubled], { headline: {} })).toMatchObject([{ state: 'retrying' }]);
  });

  it('leave out what was superseded', () => {
    expect(effectLines([row('inc-42.2.slack.invite', 'slack.invite', { state: 'void' })])).toEqual([]);
  });

  it('on the card, leave out the card itself', () => {
    const card = renderKept('card', {
      incident: incident(),
      work: [row('inc-42.card.show', 'slack.show')],
      firing: [],
      policy,
      told: null,
      events: [],
      inRoom: false,
      to: null,
    });
    expect(JSON.stringify(card)).not.toContain('waiting');
  });
});
