import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import { roles } from '#src/domain/incident/events/people.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { TaskRefusal } from '#src/domain/refusal.ts';
import { recorded } from '#test/support/builders.ts';
import { checklists } from '#test/support/checklists.ts';
import { declaredAt, incident, nasty, policy as plain } from '#test/views/props.ts';
import { markedUp, shown } from '#test/views/shown.ts';
import { incidentChecklists, taskDone } from '#views/incident/checklist.ts';
import { roleDuties } from '#views/incident/duties.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';

const policy: Policy = { ...plain, checklists };
const { promises } = incident();

/** With one item ticked in somebody's name, with these words. */
function ticked(body: string, changes: Partial<Incident> = {}): Incident {
  const tick = { how: 'done', by: 'U0BEN', seq: 4, at: declaredAt, words: { prose: 't1', body } } as const;
  return incident({
    promises: { ...promises, checklists: { begun: {}, ticks: { 'triage.scope': tick } } },
    ...changes,
  });
}

function duties(role: (typeof roles)[number], of: Incident, to: string): Message {
  const event: IncidentEvent = { type: 'role-assigned', v: 2, data: { role, person: 'U0BEN', had: null } };
  return roleDuties({ incident: of, policy, told: recorded([event])[0] ?? null, to });
}

describe('the checklists', () => {
  it('read as they stand', () => {
    expect(shown(incidentChecklists({ incident: ticked('org 4711'), policy, only: null }))).toMatchSnapshot();
  });

  it('of a closed incident have no buttons left', () => {
    const over = ticked('org 4711', { status: 'closed', endedAt: declaredAt });
    const message = incidentChecklists({ incident: over, policy, only: null });
    expect(JSON.stringify(message)).not.toContain('"button"');
  });

  it.each(nasty)('are a message Slack takes, whatever people and the policy say: %j', (text) => {
    const of = ticked(text);
    const item = { due: null, owner: null, evidence: true, text: text.slice(0, 300) };
    const items = Array.from({ length: 20 }, (_, index) => ({ ...item, id: `item-${index}` }));
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...{ id: `list-${index}`, name: text.slice(0, 80), from: '000', items },
      phase: index % 2 ? ('triage' as const) : ('smoke' as const),
    }));
    const huge = { ...policy, checklists: [...checklists, ...many] };
    const messages = [
      ...[policy, huge].flatMap((one) => [
        incidentChecklists({ incident: of, policy: one, only: null }),
        incidentChecklists({ incident: of, policy: one, only: 'smoke' }),
        incidentChecklists({ incident: of, policy: one, only: 'list-1' }),
        taskDone(of, one, 1),
      ]),
      ...roles.flatMap((role) => ['U0BEN', 'U0ANA'].map((to) => duties(role, ticked(text), to))),
    ];
    for (const message of messages) {
      expect(blockKitProblems('message', message)).toEqual([]);
      expect(shown(message).join('').length).toBeLessThan(limits.messageTotal);
      expect(markedUp(message).join('\n')).not.toMatch(/<!(?:channel|here)>|<@U0ANA>.*click/);
    }
  });
});

describe('a role', () => {
  const of = incident({ roles: { commander: 'U0BEN', communications: 'U0BEN', scribe: 'U0BEN' } });

  it.each(roles)('%s is explained in the words of the runbooks', (role) => {
    expect(shown(duties(role, of, 'U0BEN'))).toMatchSnapshot();
  });

  it('that somebody else has by now says so', () => {
    expect(shown(duties('scribe', of, 'U0ANA'))).toEqual(['You are scribe of INC-42 no more: <@U0BEN> has it now.']);
  });
});

describe('a refusal', () => {
  const task = { number: 42, list: 'post-incident', item: 'status-file' };
  const refusals: readonly TaskRefusal[] = [
    { code: 'no-such-checklist', number: 42, list: 'tea', known: ['triage', 'smoke'] },
    { code: 'checklist-not-begun', number: 42, list: 'post-incident', begins: 'resolved' },
    { code: 'checklist-not-begun', number: 42, list: 'smoke', begins: 'on-demand' },
    { code: 'checklist-begun', number: 42, list: 'smoke', byItself: false },
    { code: 'checklist-begun', number: 42, list: 'triage', byItself: true },
    { code: 'no-such-task', number: 42, task: '9', most: 2 },
    { code: 'no-such-task', number: 42, task: 'triage.tea', most: 0 },
    { code: 'task-ticked', how: 'done', by: 'U0BEN', at: declaredAt, ...task },
    { code: 'task-not-ticked', ...task },
    { code: 'needs-evidence', ...task },
    { code: 'waiver-needs-reason', ...task, list: 'gone' },
  ];

  it.each(refusals)('says what stopped it, the rule where there is one, and what next: $code', (refusal) => {
    expect(shown(refusalMessage(refusal, { policy }))).toMatchSnapshot();
  });
});
