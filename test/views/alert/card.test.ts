import { describe, expect, it } from 'vitest';
import type { Incident } from '#src/domain/incident/state.ts';
import { declaredAt, hugePolicy, incident, minutes, nasty, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { alertCard } from '#views/alert/card.ts';
import { declareAlertValue, readDeclareAlert } from '#views/alert/declare-value.ts';
import type { WorkRow } from '#views/incident/effect-lines.ts';
import { when } from '#views/text.ts';
import { alert, instances } from './props.ts';

const since = when(declaredAt);
const card = (changes: Parameters<typeof alert>[0] = {}, about: Incident | null = null) =>
  alertCard({ alert: alert(changes), incident: about, work: [], policy });

describe('the card of an alert', () => {
  it('says what fires and since when, whose it is, what is known of it and where to look', () => {
    const one = card();
    expect(one.text).toBe('ALT-7 · Critical · bank-lines answers with errors (Firing)');
    expect(shown(one)).toEqual([
      'ALT-7 · Critical · bank-lines answers with errors',
      `*Firing* since ${since} · HighErrorRate\nAPI Gateway: Platform Engineering, backup Data Services`,
      'More than 5% of requests fail.',
      '<https://runbooks.example/errors|Runbook> · <https://grafana.example/d/errors|Dashboard>',
      'Nobody has acknowledged it yet',
      'Acknowledge',
      'Declare incident',
    ]);
  });

  it('says when it was over, and asks nobody any more', () => {
    const resolvedAt = declaredAt + 20 * minutes;
    const one = card({ status: 'resolved', resolvedAt, instances: [], description: null, links: noLinks });
    expect(one.text).toContain('(Resolved)');
    expect(shown(one).slice(1)).toEqual([
      `*Resolved* ${when(resolvedAt)} · fired since ${since} · HighErrorRate\nAPI Gateway: Platform Engineering, backup Data Services`,
    ]);
  });

  it('counts what fires and names the newest', () => {
    const text = shown(card({ instances: instances(7, 'instance=db-'), unlisted: 3 })).join('\n');
    expect(text).toContain(`*10 fire*, the newest first\n• instance=db-6, since ${when(declaredAt + 6 * minutes)}\n`);
    expect(text).toContain(`• instance=db-2, since ${when(declaredAt + 2 * minutes)}\nand 5 more`);
  });

  it('says that nobody was called, why, and what to do', () => {
    const nobody = { rung: 3, name: 'VP Engineering', why: 'no-account', next: null } as const;
    const words =
      ':warning: *Nobody was called.* VP Engineering in PagerDuty: nobody of it has an account there, and nobody else is left to page. Take it on, or tell somebody.';
    expect(shown(card({ unanswered: nobody }))).toContain(words);
    expect(shown(card({ unanswered: { ...nobody, next: 2 } }))).toEqual(shown(card()));
    expect(shown(card({ unanswered: nobody, status: 'resolved', resolvedAt: declaredAt })).join()).not.toContain(
      'called',
    );
    expect(shown(card({ unanswered: nobody, incident: 42 }, incident())).join()).not.toContain('called');
  });

  it.each([
    [
      'failed',
      'refused',
      '*Nobody was called.* PagerDuty did not take the page (`http_401`: PagerDuty does not take the token, npm run doctor)',
    ],
    [
      'ready',
      'retryable',
      '*Nobody’s phone has rung for this yet.* PagerDuty does not answer: paging is tried again (`http_401`: PagerDuty does not take the token, npm run doctor)',
    ],
  ] as const)('says that the page is %s', (state, last, words) => {
    const row = { id: 'alert-7.1.pagerduty.page', kind: 'pagerduty.page', state, last, error: 'http_401' };
    const lines = shown(alertCard({ alert: alert(), incident: null, work: [row], policy }));
    expect(lines).toContain(`:warning: ${words}`);
    expect(lines.includes('Retry what failed')).toBe(state === 'failed');
  });

  const failed: WorkRow = {
    ...{ id: 'alert-7.1.pagerduty.page', kind: 'pagerduty.page' },
    ...{ state: 'failed', last: 'refused', error: 'http_401' },
  };
  const retrying: WorkRow = { ...failed, state: 'ready', last: 'retryable' };
  const inDoubt: WorkRow = { ...retrying, last: 'ambiguous' };
  const open = { id: 'Q7', number: 7, url: 'https://apgms.pagerduty.com/incidents/Q7', status: 'triggered' } as const;
  const rest = { service: { id: 'PS', name: 'API' }, urgency: 'high', priority: null, openedAt: 0, since: 0 } as const;
  const page = { ...open, ...rest, assignees: [], responders: [], gone: false, heard: [], notes: [] };
  const ben = { by: 'U0BEN', at: declaredAt, there: false };
  it.each([
    ['whom a page was opened for since', { page }, failed, null],
    ['what is over', { status: 'resolved', resolvedAt: declaredAt }, failed, null],
    ['what an incident has in hand', { incident: 42 }, retrying, null],
    ['what somebody has in hand', { acknowledged: ben }, retrying, null],
    ['a call in doubt of what somebody has in hand', { acknowledged: ben }, inDoubt, 'may call, or go on calling'],
    ['a page that was resolved there', { page: { ...page, status: 'resolved' } }, failed, '*Nobody was called anew.*'],
  ] as const)('says of paging only what is true of %s', (_, changes, row, words) => {
    const of = alert(changes);
    const said = shown(alertCard({ alert: of, incident: null, work: [row], policy })).join('\n');
    if (words === null) expect(said).not.toContain(':warning:');
    else expect(said).toContain(words);
    expect(said.includes('Retry what failed')).toBe(words !== null && row === failed);
  });

  it('accuses nobody of having resolved what an incident goes on with', () => {
    const resolved = { page: { ...page, status: 'resolved' }, incident: 42 } as const;
    expect(shown(card(resolved, incident())).join('\n')).not.toContain('was resolved there');
    expect(shown(card({ ...resolved, incident: null })).join('\n')).toContain('was resolved there although it fires');
  });

  it.each(['ready', 'claimed', 'done', 'void'] as const)(
    'says nothing of a page that is %s, and met no trouble',
    (state) => {
      const row = {
        id: 'alert-7.1.pagerduty.page',
        kind: 'pagerduty.page',
        state,
        last: 'none',
        error: null,
      } as const;
      expect(alertCard({ alert: alert(), incident: null, work: [row], policy })).toEqual(card());
    },
  );

  it('says who has it in hand, and which incident it belongs to', () => {
    const acknowledged = { by: 'U0BEN', at: declaredAt, there: false };
    const there = 'Belongs to INC-42 · <#C0INC42>';
    expect(shown(card({ acknowledged, incident: 42 }, incident())).at(-1)).toBe(`Acknowledged by <@U0BEN> · ${there}`);
    expect(shown(card({ incident: 42 }, incident()))).toContain(there);
    const page = { id: 'Q7', number: 7, url: 'https://apgms.pagerduty.com/incidents/Q7', status: 'triggered' } as const;
    const assignees = [{ id: 'PBEN', name: 'Ben Okafor' }];
    const rest = {
      service: { id: 'PS', name: 'API' },
      urgency: 'high',
      priority: null,
      openedAt: 0,
      since: 0,
      gone: false,
    } as const;
    const paged = { ...page, ...rest, assignees, responders: [], heard: [], notes: [] };
    expect(shown(card({ page: paged }))).toContain(
      'Nobody has acknowledged it yet · PagerDuty <https://apgms.pagerduty.com/incidents/Q7|#7>, with Ben Okafor',
    );
    const over = incident({ status: 'closed', channel: null });
    expect(shown(card({ acknowledged, incident: 42 }, over))).toContain(
      'Acknowledged by <@U0BEN> · Belongs to INC-42 (Closed)',
    );
  });

  it.each([
    [null, 'It names no service of the policy.'],
    ['gone', 'gone (the policy knows it no more)'],
  ])('of the service %s says so', (service, words) => {
    expect(shown(card({ service }))[1]).toContain(words);
  });

  it('is called by its rule where its title is empty or redacted', () => {
    expect(card({ title: { prose: 't1', body: ' ' } }).text).toContain('HighErrorRate');
    expect(card({ title: { prose: 't1', body: null } }).text).toContain('[redacted]');
  });

  it('is the same bytes for the same state', () => {
    expect(JSON.stringify(card())).toBe(JSON.stringify(card()));
    expect(alertCard({ alert: alert(), incident: null, work: [], policy: hugePolicy }).text).toBe(card().text);
  });
});

describe('its buttons', () => {
  const acknowledged = { by: 'U0BEN', at: declaredAt, there: false };
  it.each<[string, Parameters<typeof alert>[0], Incident | null, readonly string[]]>([
    ['it fires', {}, null, ['Acknowledge', 'Declare incident']],
    ['somebody has it in hand', { acknowledged }, null, ['Declare incident']],
    ['it is worked on as an incident', { incident: 42 }, incident(), []],
    ['its incident is over', { incident: 42, acknowledged }, incident({ status: 'closed' }), ['Declare incident']],
    ['it is over', { status: 'resolved', resolvedAt: declaredAt, instances: [] }, null, []],
  ])('are what is left to do where %s', (_, changes, about, labels) => {
    const all = ['Acknowledge', 'Declare incident'];
    expect(shown(card(changes, about)).filter((text) => all.includes(text))).toEqual(labels);
  });

  it('carry along what the form begins with, whatever was written', () => {
    for (const text of ['errors', ...nasty]) {
      const value = declareAlertValue(alert({ title: { prose: 't1', body: text }, severity: 'warning' }));
      expect(value.length).toBeLessThanOrEqual(2_000);
      expect(readDeclareAlert(value)).toMatchObject({ alert: 7, severity: 'sev3', services: ['api-gateway'] });
    }
    expect(readDeclareAlert('nonsense')).toEqual({ alert: null, title: '', severity: null, services: [] });
  });
});

const noLinks = { runbook: null, dashboard: null, source: null };
