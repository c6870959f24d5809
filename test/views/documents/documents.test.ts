import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import {
  ana,
  anIncident,
  aPolicy,
  channelOpened,
  declared,
  prose,
  recorded,
  wednesday,
} from '#test/support/builders.ts';
import { everyEvent } from '#test/views/incident/every-event.ts';
import { hugePolicy, incident, nasty, policy } from '#test/views/props.ts';
import { incidentDocument } from '#views/documents/incident.ts';
import { asQuotation, asText } from '#views/documents/markdown.ts';
import { securityMail } from '#views/documents/security-mail.ts';
import { statusEntry } from '#views/documents/status-entry.ts';

const people = new Map([
  ['UANA', 'Ana Ferreira'],
  ['UBEN', '<b>Ben</b> *Okafor*'],
]);

function documentOf(events: readonly IncidentEvent[]) {
  const state = anIncident(...events);
  return incidentDocument({ incident: state, events: recorded(events), policy, people, at: wednesday + 3_600_000 });
}

function entryOf(events: readonly IncidentEvent[]) {
  return statusEntry({ incident: anIncident(...events), events: recorded(events) });
}

const update = (audience: 'internal' | 'customers', know: string): IncidentEvent => ({
  type: 'updated',
  v: 1,
  data: { audience, know: prose(know), next: prose(`next ${know}`), impact: null, nextAt: wednesday + 7_200_000 },
});

const course: readonly IncidentEvent[] = [
  declared({ affected: prose('org 4711') }),
  channelOpened(),
  { type: 'acknowledged', v: 1, data: { person: 'UBEN' } },
  update('internal', 'the pool of the gateway is dry'),
  update('customers', 'bank feeds are late'),
  { type: 'status-changed', v: 1, data: { status: 'identified', why: prose('Ben saw it') } },
  { type: 'resolved', v: 1, data: { health: [{ service: 'api-gateway', verdict: 'pass' }] } },
];

const headings = [
  ...['## Timeline', '## Durations', '## What was owed', '## Review', '## Root cause', '## Corrective actions'],
  ...['## Lessons', '## Follow-ups', '## Where this is from'],
];

describe('the timeline document', () => {
  it('is named by date and summary, and reads as runbook 001 wants it', () => {
    const file = documentOf(course);
    expect(file.name).toBe('2026-11-18-bank-lines-returns-500.md');
    expect(file.content).toMatchSnapshot();
  });

  it('has names instead of ids, and no markup of theirs', () => {
    const { content } = documentOf(course);
    expect(content).toContain('by Ana Ferreira');
    expect(content).toContain('Acknowledged** by &lt;b&gt;Ben&lt;/b&gt; \\*Okafor\\*');
    expect(content).not.toMatch(/UANA|UBEN|<@/);
  });

  it.each([
    ['a private one', declared({ restricted: true })],
    ['one whose title is redacted', declared({ title: { prose: 'gone', body: null } })],
    ['one whose title has no letters', declared({ title: prose('🔥🔥') })],
  ])('of %s is named by its number', (_, event) => {
    expect(documentOf([event]).name).toBe('2026-11-18-inc-42.md');
  });

  it('of a drill says so', () => {
    expect(documentOf([declared({ drill: true })]).content).toContain('# DRILL INC-42');
  });

  it.each([
    ...nasty,
    '- item\n# heading\n\n    code\n1. one\n---\n===\n<!-- x -->\n> q\n```\nfence',
    '</details><script>x</script>',
  ])('lets nobody out of their line: %j', (text) => {
    const events = recorded(everyEvent(text));
    const state = incident({ title: { prose: 't', body: text }, services: [text.slice(0, 60)] });
    const { content } = incidentDocument({ incident: state, events, policy: hugePolicy, people, at: wednesday });
    expect(content.replaceAll(/&(?:lt|gt|amp);/g, '')).not.toMatch(/[<&]/);
    const lines = content.split('\n');
    const odd = lines.filter(
      (line) =>
        !/^(?:$|#{1,2} |- | {2}> | {2}>$| {2}[A-Z][a-z]+:$|Times are UTC\.|This is a drill|\*\*Private)/.test(line),
    );
    expect(odd).toEqual([]);
    // Headings are ours, whatever people write.
    expect(lines.filter((line) => line.startsWith('#')).slice(1)).toEqual(headings);
    const quoted = lines.filter((line) => line.startsWith('  > ')).map((line) => line.slice(4));
    expect(
      quoted.filter((line) => /^(?:[-+=#>]|\d+[.)]|\s)|(?<!\\)[`*_[\]~|]/.test(line.replaceAll('\\\\', ''))),
    ).toEqual([]);
  });
});

describe('the record of what came after', () => {
  const minute = 60_000;
  const rungs = ['On-call', 'Engineering *Manager*'].map((name) => ({ name, who: { people: ['ben@apgms.example'] } }));
  const rules = { ...aPolicy, escalation: { ...aPolicy.escalation, rungs }, hash: 'with rungs' };
  const steps: readonly (readonly [minutes: number, ...events: readonly IncidentEvent[]])[] = [
    [0, declared({ customerFacing: false, beganAt: wednesday - 12 * minute, detectedAt: wednesday - 2 * minute })],
    [3, { type: 'acknowledged', v: 1, data: { person: 'UBEN' } }],
    [9, { type: 'mitigation-applied', v: 1, data: { mitigation: 1, what: prose('freed the disk') } }],
    [21, update('internal', 'the disk is full')],
    [30, { type: 'resolved', v: 1, data: { health: [] } }],
    [31, { type: 'review-scheduled', v: 1, data: { at: wednesday + 24 * 60 * minute } }],
    [
      24 * 60,
      {
        type: 'review-held',
        v: 1,
        data: { cause: prose('a log\nfilled the disk'), actions: prose('alert at 80 %'), lessons: null },
      },
      {
        type: 'follow-up-added',
        v: 1,
        data: { followUp: 1, what: prose('alert on *disks*'), owner: 'UBEN', due: '2026-12-01' },
      },
      { type: 'follow-up-added', v: 1, data: { followUp: 2, what: prose('ask the bank'), owner: null, due: null } },
      { type: 'follow-up-dropped', v: 1, data: { followUp: 2, why: prose('they know') } },
    ],
  ];

  function documented(): string {
    let state: Incident | null = null;
    const record: RecordedIncidentEvent[] = [];
    for (const [minutes, ...happened] of steps) {
      const at = wednesday + minutes * minute;
      const change = changeOf(state, happened, { actor: ana, at, policy: rules });
      record.push(...change.recorded);
      state = change.after;
    }
    if (state === null) throw new Error('nothing happened');
    return incidentDocument({ incident: state, events: record, policy, people, at: wednesday }).content;
  }

  it('has how long it took, what was owed and missed, what was learnt and what is left to do', () => {
    expect(documented().split('## Durations')[1]).toMatchSnapshot();
  });

  it('says of what was missed which promise it was, never who', () => {
    const owed = documented().split('## What was owed')[1]?.split('## Review')[0];
    expect(owed).toContain(
      'Missed: an update, due 2026-11-18 16:15 UTC, told to On-call and Engineering \\*Manager\\*; kept',
    );
    expect(owed).not.toMatch(/Ana|Ben|UANA|UBEN/);
  });
});

describe('the status entry', () => {
  it('is named by the incident, and has what was said to customers and how it stood', () => {
    const file = entryOf(course);
    expect(file.name).toBe('INC-42.md');
    expect(file.content).toMatchSnapshot();
  });

  it('has nothing that was meant for us alone', () => {
    const { content } = entryOf([...course, { type: 'noted', v: 1, data: { text: prose('secret note'), at: null } }]);
    expect(content).not.toMatch(/pool|gateway|Ben|Ana|UANA|4711|secret|bank-lines|SEV/);
    expect(content).toContain('bank feeds are late');
  });

  it('of a private one says its number and its times, and no more', () => {
    const { content } = entryOf([declared({ restricted: true, drill: true }), ...course.slice(1)]);
    expect(content).toBe('# Incident INC-42\n\n- Began: 2026-11-18 16:00 UTC\n- Over: 2026-11-18 16:06 UTC\n');
  });

  it('of a drill says that nothing was affected', () => {
    expect(entryOf([declared({ drill: true })]).content).toContain('This was an exercise');
  });

  it.each(nasty)('lets nobody out of their line: %j', (text) => {
    const { content } = statusEntry({ incident: incident(), events: recorded(everyEvent(text)) });
    const odd = content
      .split('\n')
      .filter((line) => !/^(?:$|#{1,2} (?:Incident INC-42|Updates)$|- | {2}>| {2}[A-Z][a-z]+:$|This was)/.test(line));
    expect(odd).toEqual([]);
    expect(content.replaceAll(/&(?:lt|gt|amp);/g, '')).not.toMatch(/[<&]/);
  });
});

describe('the mail to the security contact', () => {
  it('says that there is a private incident and where to look, and nothing of what it is about', () => {
    const { subject, text } = securityMail({ incident: incident({ restricted: true }), policy });
    expect({ subject, text }).toMatchSnapshot();
    expect(subject + text).not.toMatch(/bank-lines|4711|api-gateway|U0ANA/);
  });

  it('of a drill says so', () => {
    expect(securityMail({ incident: incident({ drill: true }), policy }).subject).toContain('DRILL');
  });
});

describe('text in Markdown', () => {
  it.each([
    ['*bold* _it_ `code` [x](y)', '\\*bold\\* \\_it\\_ \\`code\\` \\[x\\](y)'],
    ['<script>alert(1)</script> & co', '&lt;script&gt;alert(1)&lt;/script&gt; &amp; co'],
    ['- a list', '\\- a list'],
    ['12. a list', '12\\. a list'],
    ['back\\slash', 'back\\\\slash'],
    ['https://example.org/a?b=1', 'https://example.org/a?b=1'],
  ])('%j is written %j', (text, written) => {
    expect(asText(text)).toBe(written);
  });

  it('is quoted line by line', () => {
    expect(asQuotation('one\n\n  # two')).toBe('  > one\n  >\n  > \\# two');
  });
});
