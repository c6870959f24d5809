import { describe, expect, it } from 'vitest';
import { broughtUpToDate, changeOf } from '#src/domain/incident/change.ts';
import { begunChecklists, listsToBegin } from '#src/domain/incident/checklists.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { ana, declared, person, prose, wednesday } from '#test/support/builders.ts';
import { policyWithLists as policy } from '#test/support/checklists.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const ben = person('ben');

const acknowledged: IncidentEvent = { type: 'acknowledged', v: 1, data: { person: 'UBEN' } };
const resolved: IncidentEvent = { type: 'resolved', v: 1, data: { health: [] } };
const reopened: IncidentEvent = { type: 'reopened', v: 1, data: { why: prose('it is back') } };
const closed: IncidentEvent = { type: 'closed', v: 1, data: {} };
const scope = { list: 'triage', item: 'scope' };
const statusFile = { list: 'post-incident', item: 'status-file' };
const done = (task: typeof scope): IncidentEvent => ({ type: 'task-done', v: 1, data: { ...task, evidence: null } });
const begun: IncidentEvent = { type: 'checklist-begun', v: 1, data: { list: 'smoke' } };

/** What happened, a minute after each other from 16:00 on a Wednesday. */
function lived(...events: readonly IncidentEvent[]): Incident {
  let state: Incident | null = null;
  for (const [index, event] of [declared(), ...events].entries()) {
    state = changeOf(state, [event], { actor: ben, at: wednesday + index * minute, policy }).after;
  }
  if (state === null) throw new Error('nothing happened');
  return state;
}

const tasks = (incident: Incident) =>
  obligationsOf(incident)
    .filter(({ kind }) => kind === 'task')
    .map(({ key, dueAt, debtor }) => [key, (dueAt - wednesday) / minute, debtor]);

function outcome(state: Incident, command: ChangeCommand): string {
  const decision = decide(state, command, { policy, now: wednesday });
  if (!decision.ok) return decision.refusal.code;
  return decision.events.map(({ type }) => type).join(' and ');
}

describe('what a checklist asks for', () => {
  it('is owed from the declaration on where it is triage, as far as it has a time', () => {
    expect(tasks(lived())).toEqual([['task.triage.scope.1', 30, { onCall: true }]]);
    expect(tasks(lived(acknowledged))).toEqual([['task.triage.scope.1', 30, { person: 'UBEN' }]]);
  });

  it('is owed no more once it is ticked or waived, and again once that is taken back', () => {
    const undone: IncidentEvent = { type: 'task-undone', v: 1, data: scope };
    const waived: IncidentEvent = { type: 'task-waived', v: 1, data: { ...scope, why: prose('a drill') } };
    expect(tasks(lived(done(scope)))).toEqual([]);
    expect(tasks(lived(waived))).toEqual([]);
    expect(tasks(lived(done(scope), undone))).toEqual(tasks(lived()));
  });

  it('of triage ends with the resolution, and what is left afterwards begins with it, in business days', () => {
    const after = tasks(lived(resolved));
    expect(after).toEqual([
      ['task.post-incident.status-file.4', 1 + (2 * day) / minute, { onCall: true }],
      ['task.post-incident.chaos.4', 1 + (7 * day) / minute, { onCall: true }],
    ]);
    expect(tasks(lived(resolved, done(statusFile)))).toEqual(after.slice(1));
    expect(tasks(lived(resolved, closed))).toEqual([]);
  });

  it('begins anew when it is taken up again: what was ticked before does not count', () => {
    expect(tasks(lived(done(scope), resolved, done(statusFile), reopened))).toEqual([
      [expect.stringMatching(/^task\.triage\.scope\.\d+$/), 34, { onCall: true }],
    ]);
    expect(tasks(lived(resolved, done(statusFile), reopened, resolved)).map(([key]) => key)).toEqual([
      expect.stringContaining('status-file'),
      expect.stringContaining('chaos'),
    ]);
  });

  it('of a list somebody begins is owed from then on, by whom the list says', () => {
    const communications: IncidentEvent = {
      ...{ type: 'role-assigned', v: 2 },
      data: { role: 'communications', person: 'UDORA', had: null },
    };
    expect(tasks(lived(begun)).map(([key]) => key)).toEqual(['task.triage.scope.1', 'task.smoke.boots.4']);
    expect(tasks(lived(begun, communications)).at(-1)?.[2]).toEqual({ person: 'UDORA' });
  });
});

describe('an item that is missed', () => {
  const heard = (incident: Incident, at: number): readonly (number | string)[] =>
    (broughtUpToDate(incident, [], { at, policy })?.recorded ?? []).flatMap(
      ({ event }): readonly (number | string)[] => {
        if (event.type === 'obligation-missed' && event.data.kind === 'task') return [event.data.reached.length];
        return event.type === 'obligation-reminded' && event.data.kind === 'task' ? ['reminder'] : [];
      },
    );

  it('wakes no rung while the incident is open, however long, and its debtor is reminded once', () => {
    const incident = lived(acknowledged);
    expect(heard(incident, wednesday + 26 * minute)).toEqual(['reminder']);
    const late = broughtUpToDate(incident, [], { at: wednesday + 31 * minute, policy });
    expect(heard(incident, wednesday + 31 * minute)).toEqual([0]);
    expect(late && heard(late.after, wednesday + 10 * day)).toEqual([]);
  });

  it('climbs by business days once the incident is over', () => {
    const incident = lived(resolved);
    expect(heard(incident, wednesday + minute + day)).toEqual(['reminder']);
    expect(heard(incident, wednesday + 2 * minute + 2 * day)).toEqual([1]);
  });

  it('is kept by the person who ticks it, and lapses where it is waived', () => {
    const ended = (event: IncidentEvent) =>
      changeOf(lived(), [event], { actor: ana, at: wednesday + minute, policy }).ledger.find(
        ({ key }) => key === 'task.triage.scope.1',
      )?.ended;
    expect(ended(done(scope))).toMatchObject({ how: 'met', by: 'UANA' });
    expect(ended({ type: 'task-waived', v: 1, data: { ...scope, why: prose('no') } })).toMatchObject({ how: 'lapsed' });
  });

  it('is told to its debtor alone; where nobody is found, in the channel', () => {
    const incident = lived({ type: 'channel-opened', v: 1, data: { channel: 'C42', name: 'inc-42' } });
    const told = (people: readonly string[]) => {
      const about = { obligation: 'task.triage.scope.1', kind: 'task', dueAt: wednesday + 30 * minute } as const;
      const data = { ...about, of: 4, what: 'miss', rungs: [], people, missing: [] } as const;
      const event: IncidentEvent = { type: 'obligation-told', v: 1, data };
      const change = changeOf(incident, [event], { actor: ana, at: wednesday + minute, policy });
      return change.messages.filter(({ kind }) => kind === 'miss').map(({ place }) => place);
    };
    expect(told(['UBEN'])).toEqual([{ person: 'UBEN' }]);
    expect(told([])).toEqual([{ channel: 'C42' }]);
  });
});

describe('the numbers of the items', () => {
  const numbered = (incident: Incident) =>
    begunChecklists(incident, policy).flatMap((one) => one.tasks.map(({ number, item }) => `${number} ${item.id}`));

  it('go through all lists that are begun, and stay when another begins', () => {
    expect(numbered(lived())).toEqual(['1 scope', '2 timeline']);
    expect(numbered(lived(begun))).toEqual(['1 scope', '2 timeline', '3 boots']);
    expect(numbered(lived(begun, resolved))).toEqual(['1 scope', '2 timeline', '3 boots', '4 status-file', '5 chaos']);
  });

  it('a list can be begun that is not, and anew once all of it is ticked', () => {
    const toBegin = (incident: Incident) => listsToBegin(incident, policy).map(({ id }) => id);
    expect(toBegin(lived())).toEqual(['smoke']);
    expect(toBegin(lived(begun))).toEqual([]);
    expect(toBegin(lived(begun, done({ list: 'smoke', item: 'boots' })))).toEqual(['smoke']);
  });
});

describe('what is asked of a checklist', () => {
  const open = lived();
  const over = lived(resolved);
  const ticked = lived(done(scope));
  const doing = (task: number | typeof scope, evidence: string | null = null): ChangeCommand => ({
    ...{ type: 'do-task', task },
    evidence: evidence === null ? null : prose(evidence),
  });

  it.each<[string, Incident, ChangeCommand, string]>([
    ['ticking by number', open, doing(2), 'task-done'],
    ['ticking by name', open, doing(scope), 'task-done'],
    ['ticking what was resolved since', over, doing(1), 'task-done'],
    ['ticking twice', ticked, doing(1), 'task-ticked'],
    ['ticking a number nobody has', open, doing(3), 'no-such-task'],
    ['ticking a name nobody has', open, doing({ list: 'triage', item: 'tea' }), 'no-such-task'],
    ['ticking what is to come', open, doing(statusFile, 'a link'), 'checklist-not-begun'],
    ['ticking what nobody began', open, doing({ list: 'smoke', item: 'boots' }), 'checklist-not-begun'],
    ['ticking without the evidence that is wanted', over, doing(statusFile), 'needs-evidence'],
    ['ticking with evidence nobody can see', over, doing(statusFile, '\u200b'), 'needs-evidence'],
    ['ticking with evidence', over, doing(statusFile, 'https://x.example/1'), 'task-done'],
    ['ticking what is closed', lived(resolved, closed), doing(1), 'is-over'],
    ['taking a tick back', ticked, { type: 'undo-task', task: 1 }, 'task-undone'],
    ['taking no tick back', open, { type: 'undo-task', task: 1 }, 'task-not-ticked'],
    ['waiving without a reason', open, { type: 'waive-task', task: 1, why: null }, 'waiver-needs-reason'],
    ['waiving', open, { type: 'waive-task', task: 1, why: prose('a drill') }, 'task-waived'],
    ['waiving what is ticked', ticked, { type: 'waive-task', task: 1, why: prose('a drill') }, 'task-ticked'],
    ['beginning a list', open, { type: 'begin-checklist', list: 'smoke' }, 'checklist-begun'],
    ['beginning it twice', lived(begun), { type: 'begin-checklist', list: 'smoke' }, 'checklist-begun'],
    ['beginning none', open, { type: 'begin-checklist', list: 'tea' }, 'no-such-checklist'],
  ])('%s: %s', (_, state, command, expected) => {
    expect(outcome(state, command)).toBe(expected);
  });

  it('a list that is worked on, or begins by itself, is not begun', () => {
    const begins = (state: Incident, list: string) =>
      decide(state, { type: 'begin-checklist', list }, { policy, now: wednesday });
    const refused = (list: string, byItself: boolean) => ({
      ...{ ok: false, refusal: { code: 'checklist-begun', number: 42, list, byItself } },
    });
    expect(begins(lived(begun), 'smoke')).toEqual(refused('smoke', false));
    expect(begins(open, 'triage')).toEqual(refused('triage', true));
  });
});
