import { describe, expect, it } from 'vitest';
import { declaredAt, incident, minutes, policy, refused, resolution, resolved } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { incidentAnnouncement } from '#views/incident/announcement.ts';
import { incidentDeclared } from '#views/incident/declared.ts';
import { incidentHeadline } from '#views/incident/headline.ts';
import { incidentOutcome } from '#views/incident/outcome.ts';
import { incidentResolving } from '#views/incident/resolving.ts';
import { incidentShow } from '#views/incident/show.ts';
import { incidentTopic } from '#views/incident/topic.ts';

describe('the answer to a declaration', () => {
  it('says what is stored, what happens by itself, and what the runbook expects', () => {
    expect(shown(incidentDeclared({ incident: incident(), policy }))).toEqual([
      '*INC-42 is stored:* bank-lines returns 500\nSEV2: part of it is down for customers (runbook 003)',
      '*Now:* its channel is being opened; you will be added to it. It is announced in #incidents and #incident-room.',
      'Expected from people: an acknowledgement within 5 min (runbook 003), an update in #incident-room every 15 min (runbook 003).',
    ]);
  });

  it('promises silence elsewhere for a restricted one', () => {
    const answer = shown(incidentDeclared({ incident: incident({ restricted: true }), policy })).join('\n');
    expect(answer).toContain('private channel');
    expect(answer).not.toContain('#incident');
  });
});

describe('the announcement and the headline', () => {
  it('say how to join as soon as there is a channel', () => {
    const early = incident({ channel: null });
    expect(shown(incidentAnnouncement({ incident: early, policy }))).toContain('Its channel is being opened.');
    expect(shown(incidentAnnouncement({ incident: incident(), policy }))).toContain('Join <#C0INC42> to help.');
    expect(incidentHeadline({ incident: early }).text).toBe('*INC-42 · SEV2* · Investigating · bank-lines returns 500');
    expect(incidentHeadline({ incident: incident() }).text).toBe(
      '*INC-42 · SEV2* · Investigating · bank-lines returns 500 · <#C0INC42>',
    );
  });

  it('say in the end how long it took', () => {
    expect(shown(incidentAnnouncement({ incident: resolved, policy }))).toContain('*Status*\nResolved after 23 min');
    expect(incidentHeadline({ incident: resolved }).text).toContain('Resolved after 23 min');
  });
});

describe('resolving', () => {
  it('begins with what is measured, where the outcome will stand, and the rule', () => {
    expect(incidentResolving({ incident: incident({ resolution: resolution() }), policy }).text).toBe(
      '*Resolving INC-42: your request is stored.* Measuring API Gateway. The outcome follows in <#C0INC42>.\n' +
        'An incident is resolved when “health checks pass and errors return to baseline” (runbooks 000 and 003).',
    );
  });

  it('with a reason says that the reason is recorded', () => {
    const overridden = incident({ resolution: resolution({ override: { prose: 't3', body: 'the check flaps' } }) });
    expect(incidentResolving({ incident: overridden, policy }).text).toContain('Your reason is recorded');
  });

  it('that is refused says what failed, which rule, and what to do next', () => {
    expect(shown(incidentOutcome({ incident: refused, policy }))).toEqual([
      '*Not resolved: 1 of 2 services failing.* Asked by <@U0BEN>, <!date^1795278240^{date_short_pretty} {time}|2026-11-21 16:24 UTC>.',
      '• Worker: failing its health check\n• API Gateway: healthy',
      'An incident is resolved when “health checks pass and errors return to baseline” (runbooks 000 and 003).\n' +
        '*Next:* mend it and resolve again, or say why it is over all the same: `/apgms incident resolve INC-42 because &lt;reason&gt;`',
    ]);
  });

  it('that succeeds says after how long, what health said, and why it did not matter', () => {
    expect(shown(incidentOutcome({ incident: resolved, policy }))).toEqual([
      '*Resolved after 23 min.* Asked by <@U0BEN>, <!date^1795278240^{date_short_pretty} {time}|2026-11-21 16:24 UTC>.\n' +
        '*Whatever health says, because:* the check flaps',
      '• API Gateway: could not be measured',
    ]);
  });

  it('is honest about what was not measured', () => {
    const health = [{ service: 'api-gateway', verdict: 'unchecked' as const }];
    const unchecked = { ...resolved, resolution: resolution({ outcome: 'resolved', concludedSeq: 7, health }) };
    const without = { ...resolved, services: [], resolution: resolution({ outcome: 'resolved', concludedSeq: 7 }) };
    expect(shown(incidentOutcome({ incident: unchecked, policy }))).toContain(
      '• API Gateway: not measured: the policy names no check for it',
    );
    expect(shown(incidentOutcome({ incident: without, policy }))).toContain(
      'No service was named, so nothing was measured.',
    );
  });
});

describe('the details', () => {
  it('say for how long it is open and where its channel is', () => {
    const now = declaredAt + 125 * minutes;
    expect(shown(incidentShow({ incident: incident(), effects: [], policy, now })).at(-1)).toBe(
      'Open for 2 h 05 min · Channel: <#C0INC42>',
    );
    expect(shown(incidentShow({ incident: { ...resolved, channel: null }, effects: [], policy, now })).at(-1)).toBe(
      'Resolved after 23 min · Its channel is being opened',
    );
  });
});

describe('the topic of the channel', () => {
  it('is the state in one line', () => {
    expect(incidentTopic(incident())).toBe('Investigating · INC-42 · SEV2 · bank-lines returns 500');
  });

  it('fits, and pings nobody', () => {
    const topic = incidentTopic(incident({ title: { prose: 't1', body: `<!channel> ${'x'.repeat(3_000)}` } }));
    expect(topic).toContain('‹!channel›');
    expect(topic).toHaveLength(250);
  });
});
