import { describe, expect, it } from 'vitest';
import type { Incident } from '#src/domain/incident/state.ts';
import { declaredAt, incident, minutes, policy, refused, resolution, resolved } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { incidentAnnouncement } from '#views/incident/announcement.ts';
import { incidentDeclared } from '#views/incident/declared.ts';
import { incidentHeadline } from '#views/incident/headline.ts';
import { noSuchSeverity } from '#views/incident/no-such-severity.ts';
import { incidentOutcome } from '#views/incident/outcome.ts';
import { incidentResolving } from '#views/incident/resolving.ts';
import { incidentShow } from '#views/incident/show.ts';
import { incidentTopic } from '#views/incident/topic.ts';

/** Nothing had to be guessed. */
const plainly = { severityUnsaid: false, slips: [] } as const;

describe('the answer to a declaration', () => {
  it('says what is stored, what happens by itself, and what the runbook expects', () => {
    expect(shown(incidentDeclared({ incident: incident(), policy, ...plainly }))).toEqual([
      '*INC-42 is stored:* api-gateway: bank-lines returns 500\nSEV2: part of it is down for customers (runbook 003)',
      '*Now:* its channel is being opened; you will be added to it. It will be announced in #incidents and #incident-room.',
      'Expected from people: an acknowledgement within 5 min (runbook 003), an update in #incident-room every 15 min (runbook 003).',
    ]);
  });

  it('expects no acknowledgement where somebody acknowledged its alert before', () => {
    const taken = incident({ acknowledged: { by: 'U0BEN', at: declaredAt, there: false } });
    expect(shown(incidentDeclared({ incident: taken, policy, ...plainly })).at(-1)).toBe(
      'Expected from people: an update in #incident-room every 15 min (runbook 003).',
    );
  });

  it('promises silence elsewhere for a restricted one', () => {
    const restricted = incident({ restricted: true });
    const answer = shown(incidentDeclared({ incident: restricted, policy, ...plainly })).join('\n');
    expect(answer).toContain('*Private:* only you and the security group know what it is about.');
    expect(answer).toContain('private channel');
    expect(answer).not.toContain('#incident');
    expect(answer, 'where it calls nobody').not.toContain('PagerDuty');
    const calling = { ...policy, paging: { ...policy.paging, security: 'PSECURE' } };
    expect(shown(incidentDeclared({ incident: restricted, policy: calling, ...plainly })).join('\n')).toContain(
      'Nobody else is told what it is about. In PagerDuty, whoever has an account sees that there is one, and how bad it is.',
    );
  });
});

describe('what had to be guessed in a declaration', () => {
  it('is said: the severity nobody named, and the service read from a slip', () => {
    const slips = [{ typed: 'api-gatway', service: 'api-gateway' }];
    const unsaid = incident({ severity: 'sev3' });
    expect(shown(incidentDeclared({ incident: unsaid, policy, severityUnsaid: true, slips }))[0]).toBe(
      '*INC-42 is stored:* api-gateway: bank-lines returns 500\n' +
        'SEV3, because none was named. it is degraded (runbook 003)\n' +
        '`api-gatway` was read as API Gateway.',
    );
  });

  it('is not a severity there is none of: the answer says that there are SEV1, the worst, to SEV4, and suggests none', () => {
    const answer = noSuchSeverity({ named: 'sev9', text: 'api-gateway sev9: it is late', policy });
    expect(shown(answer)).toEqual([
      '*Not declared: there is no SEV9.*\n' +
        '• SEV1: the platform is down for all customers (runbook 003)\n' +
        '• SEV2: part of it is down for customers (runbook 003)\n' +
        '• SEV3: it is degraded (runbook 003)\n' +
        '• SEV4: a nuisance (runbook 003)',
      'There are SEV1 (the worst) to SEV4 (the mildest). Which is it?',
      ...['SEV1', 'SEV2', 'SEV3', 'SEV4'],
    ]);
    const said = [...JSON.stringify(answer.blocks).matchAll(/"value":"([^"]*)"/g)].map(([, words]) => words);
    expect(said, 'each says the same again').toEqual(
      ['sev1', 'sev2', 'sev3', 'sev4'].map((one) => `incident declare api-gateway ${one}: it is late`),
    );
  });
});

describe('the title in every heading', () => {
  it.each([
    ['fail for everyone', ['worker'], 'worker: fail for everyone'],
    ['fail', ['worker', 'redis'], 'worker, redis: fail'],
    ['fail', ['worker', 'redis', 'api-gateway', 'tax-engine'], 'worker, redis +2: fail'],
    ['the API Gateway fails', ['api-gateway', 'worker'], 'worker: the API Gateway fails'],
    ['workers fail', ['worker'], 'worker: workers fail'],
    ['fail', [], 'fail'],
  ])('%s, with %j, is %s', (body, services, title) => {
    const named = incident({ title: { prose: 't1', body }, services });
    expect(incidentTopic(named)).toBe(`Investigating · INC-42 · SEV2 · ${title}`);
    expect(incidentHeadline({ incident: named }).text).toContain(` · ${title} · `);
  });
});

describe('the announcement and the headline', () => {
  it('say how to join as soon as there is a channel', () => {
    const early = incident({ channel: null });
    expect(shown(incidentAnnouncement({ incident: early, policy }))).toContain('Its channel is being opened.');
    expect(shown(incidentAnnouncement({ incident: incident(), policy }))).toContain('Join <#C0INC42> to help.');
    expect(incidentHeadline({ incident: early }).text).toBe(
      '*INC-42 · SEV2* · Investigating · api-gateway: bank-lines returns 500',
    );
    expect(incidentHeadline({ incident: incident() }).text).toBe(
      '*INC-42 · SEV2* · Investigating · api-gateway: bank-lines returns 500 · <#C0INC42>',
    );
  });

  it('say in the end how long it took', () => {
    expect(shown(incidentAnnouncement({ incident: resolved, policy }))).toContain('*Status*\nResolved after 23 min');
    expect(incidentHeadline({ incident: resolved }).text).toContain('Resolved after 23 min');
  });
});

describe('resolving', () => {
  it('begins with what is asked for, where the outcome will stand, and the rule', () => {
    expect(
      incidentResolving({
        incident: incident({ resolution: resolution(), acknowledged: { by: 'U0BEN', at: 0, there: false } }),
        policy,
        firing: [],
      }).text,
    ).toBe(
      '*Resolving INC-42: your request is stored.* Asking for the health of API Gateway; a service the policy names no check for does not stand in the way. The outcome follows in <#C0INC42>.\n' +
        'An incident is resolved when “health checks pass and errors return to baseline” (runbooks 000 and 003).',
    );
  });

  it('says that nobody has acknowledged it, where nobody has', () => {
    const acknowledged = { by: 'U0BEN', at: 0, there: false };
    const answer = (changes: Partial<Incident>) =>
      incidentResolving({ incident: incident({ resolution: resolution(), ...changes }), policy, firing: [] }).text;
    expect(answer({ acknowledged: null })).toContain('<#C0INC42>. Nobody has acknowledged it, so its record will show');
    expect(answer({ acknowledged })).not.toContain('acknowledged');
  });

  it('with a reason says that the reason is recorded', () => {
    const overridden = incident({ resolution: resolution({ override: { prose: 't3', body: 'the check flaps' } }) });
    const answer = (firing: readonly number[]) => incidentResolving({ incident: overridden, policy, firing }).text;
    expect(answer([])).toContain('Your reason is recorded: it will be resolved whatever the checks say.');
    expect(answer([7, 8]), 'and which alerts it is resolved over').toContain(
      'Your reason is recorded: it will be resolved whatever the checks say, although ALT-7 and ALT-8 still fire.',
    );
  });

  it('that is refused says what failed, which rule, and what to do next', () => {
    expect(shown(incidentOutcome({ incident: refused, policy }))).toEqual([
      '*Not resolved: 1 of 2 services failing.* Asked by <@U0BEN>, <!date^1795278240^{date_short_pretty} {time}|2026-11-21 16:24 UTC>.',
      '• Worker: failing its health check\n• API Gateway: healthy',
      'An incident is resolved when “health checks pass and errors return to baseline” (runbooks 000 and 003).\n' +
        '*Next:* mend it and resolve again, or say why it is over all the same: `/apgms incident resolve INC-42 because &lt;reason&gt;`',
    ]);
  });

  it('that an alert stands in the way of names it, and what to do next', () => {
    const health = [{ service: 'worker', verdict: 'fail' as const }];
    const fires = (more: object) => {
      const outcome = { outcome: 'refused', concludedSeq: 7, ...more } as const;
      return shown(incidentOutcome({ incident: { ...refused, resolution: resolution(outcome) }, policy }));
    };
    const next =
      '*Next:* resolve it again once that is over, or say why it is over all the same: `/apgms incident resolve INC-42 because &lt;reason&gt;`';
    expect(fires({ firing: [7] })).toEqual([
      expect.stringMatching(/^\*Not resolved: ALT-7 still fires\.\* Asked by <@U0BEN>/),
      `“Ensure monitoring alerts clear” (runbook 000).\n${next}`,
    ]);
    expect(fires({ firing: [7, 8], health })).toEqual([
      expect.stringMatching(/^\*Not resolved: ALT-7 and ALT-8 still fire and 1 of 1 service failing\.\*/),
      '• Worker: failing its health check',
      `“Ensure monitoring alerts clear” (runbook 000). An incident is resolved when “health checks pass and errors return to baseline” (runbooks 000 and 003).\n${next}`,
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
  it('say for how long it is open, as long as it is, and where its channel is', () => {
    const now = declaredAt + 125 * minutes;
    expect(shown(incidentShow({ incident: incident(), effects: [], firing: [], policy, now })).at(-1)).toBe(
      'Open for 2 h 05 min · Channel: <#C0INC42>',
    );
    expect(
      shown(incidentShow({ incident: { ...resolved, channel: null }, effects: [], firing: [], policy, now })).at(-1),
    ).toBe('Its channel is being opened');
  });
});

describe('the topic of the channel', () => {
  it('is the state in one line', () => {
    expect(incidentTopic(incident())).toBe('Investigating · INC-42 · SEV2 · api-gateway: bank-lines returns 500');
  });

  it('fits, and pings nobody', () => {
    const topic = incidentTopic(incident({ title: { prose: 't1', body: `<!channel> ${'x'.repeat(3_000)}` } }));
    expect(topic).toContain('‹!channel›');
    expect(topic).toHaveLength(250);
  });
});
