import { describe, expect, it } from 'vitest';
import type { Told } from '#src/domain/incident/events/promises.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { termsOf } from '#src/domain/incident/promises/terms.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { declared, recorded } from '#test/support/builders.ts';
import { declaredAt, incident, minutes, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { promiseTold } from '#views/incident/reminder.ts';
import { statusDigest, statusPost } from '#views/incident/status-post.ts';
import { when } from '#views/text.ts';

const { promises, updates } = incident();
const owing = incident({ promises: { ...promises, terms: termsOf(policy) } });
const know = { prose: 't9', body: 'the pool ran dry' };
const update = { by: 'U0BEN', at: declaredAt + 9 * minutes, seq: 4, know, nextAt: null };
const acknowledged = { by: 'U0BEN', at: declaredAt + 2 * minutes };

function told(of: Incident, data: Partial<Told>, inRoom = false): string {
  const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: declaredAt + 5 * minutes } as const;
  const all: Told = { ...about, of: 3, what: 'reminder', rungs: [], people: ['U0BEN'], missing: [], ...data };
  const [event] = recorded([{ type: 'obligation-told', v: 1, data: all }]);
  return shown(promiseTold({ incident: of, policy, told: event ?? null, inRoom })).join('\n');
}

describe('who owes something', () => {
  it('is asked for it, with its deadline, its rule and the one step that keeps it', () => {
    expect(told(owing, {})).toMatchSnapshot();
    expect(told(owing, { people: [], missing: ['emil@example.org'] })).toMatchSnapshot();
    expect(told(owing, { people: [] })).toMatchSnapshot();
  });

  it('is named when it was missed, and who is told now', () => {
    expect(told(owing, { what: 'miss', rungs: ['Secondary on-call', 'Engineering Manager'] }, true)).toMatchSnapshot();
    expect(told({ ...owing, restricted: true }, { what: 'miss', missing: ['emil@example.org'] })).toMatchSnapshot();
  });

  it('reads that it is owed no more', () => {
    expect(told({ ...owing, acknowledged }, {})).toMatchSnapshot();
    expect(told({ ...owing, acknowledged }, { what: 'miss' })).toMatchSnapshot();
  });
});

describe('the status at a tick of the clock', () => {
  const tick: IncidentEvent = { type: 'status-due', v: 1, data: { tick: declaredAt, digest: false } };
  const known = { ...owing, acknowledged, updates: { ...updates, internal: update } };
  const events = recorded([declared(), tick, { type: 'acknowledged', v: 1, data: { person: 'U0BEN' } }, tick, tick]);
  const post = (seq: number, incident = known) => {
    const event = events[seq - 1] ?? null;
    const at = declaredAt + 15 * minutes;
    return shown(statusPost({ incident, policy, told: event && { ...event, at }, events })).join('\n');
  };

  it('says how it stands, what happened since the last one and what is owed', () => {
    expect(post(4)).toMatchSnapshot();
  });

  it('says of the first one what happened so far, and of a quiet time that it was', () => {
    expect(post(2)).toContain('So far');
    expect(post(5)).toContain('nothing new');
  });

  it('says of an update that came after the tick when it was given, and of any other how old it was then', () => {
    const after = { ...update, at: declaredAt + 16 * minutes };
    const late = { ...known, updates: { ...updates, internal: after } };
    expect(post(4)).toContain('Last update by <@U0BEN>, 6 min old: ');
    expect(post(4, late)).toContain(`Last update by <@U0BEN>, given ${when(after.at)}: `);
  });

  it('of many has a paragraph each, and counts those that do not fit', () => {
    const digest = (count: number) => {
      const incidents = Array.from({ length: count }, (_, index) => ({ ...known, number: index + 1 }));
      return shown(statusDigest({ incidents, tick: declaredAt + 15 * minutes, policy }));
    };
    expect(digest(4).join('\n')).toMatchSnapshot();
    expect(digest(1)[0]).toBe('*Status of 1 incident*');
    const many = digest(100);
    const paragraphs = many.filter((line) => line.startsWith('*INC-')).length;
    expect(paragraphs).toBeGreaterThan(10);
    expect(many.at(-1)).toContain(`And ${100 - paragraphs} more: \`/apgms incident list\``);
  });
});
