import { describe, expect, it } from 'vitest';
import { type Action, allowedGroups, may } from '#src/domain/access.ts';
import { engineActor, groups } from '#src/domain/people.ts';
import { person } from '#test/support/builders.ts';

/** Each action with the groups that may. A row is missing here, or one too many: decide who may, then write it down. */
const table: Readonly<Record<Action, readonly string[]>> = {
  'incident.declare': ['responder', 'unverified'],
  'incident.list': ['responder'],
  'incident.show': ['responder'],
  'incident.resolve': ['responder'],
  'incident.retry': ['responder'],
  'incident.update': ['responder'],
  'incident.status': ['responder'],
  'incident.severity': ['responder'],
  'incident.assign': ['responder'],
  'incident.page': ['responder'],
  'incident.ack': ['responder'],
  'incident.note': ['responder'],
  'incident.timeline': ['responder'],
  'incident.mitigation': ['responder'],
  'incident.affected': ['responder'],
  'incident.link': ['responder'],
  'incident.merge': ['responder'],
  'incident.reopen': ['responder'],
  'incident.cancel': ['responder'],
  'incident.close': ['responder'],
  'incident.review': ['responder'],
  'incident.follow-up': ['responder'],
  'incident.checklist': ['responder'],
  'incident.task': ['responder'],
  'incident.snooze': ['responder'],
  'incident.capture': ['responder'],
  'incident.access': ['responder'],
  'incident.grant': ['responder'],
  'alert.list': ['responder'],
  'alert.show': ['responder'],
  'alert.ack': ['responder'],
  'alert.retry': ['responder'],
  'alert.attach': ['responder'],
  'service.list': ['responder'],
  'oncall.show': ['responder'],
  'me.show': ['responder'],
  'me.pagerduty': ['responder'],
  'report.show': ['responder'],
};

const rows = Object.entries(allowedGroups).flatMap(([action]) => groups.map((group) => [action, group] as const));

describe('who may do what', () => {
  it.each(rows)('%s by %s', (action, group) => {
    const known = Object.keys(allowedGroups).find((one): one is Action => one === action);
    if (!known) throw new Error('an action');
    expect(may(person('somebody', [group]), known).ok).toBe(table[known].includes(group));
  });

  it('a guest, being in no group, may nothing, and is told who may', () => {
    expect(may(person('gus', []), 'incident.declare')).toEqual({
      ok: false,
      refusal: { code: 'not-allowed', action: 'incident.declare', needs: ['responder'] },
    });
  });

  it('the bot itself may everything', () => {
    expect(may(engineActor, 'incident.resolve').ok).toBe(true);
  });
});
