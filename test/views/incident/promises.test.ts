import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { termsOf } from '#src/domain/incident/promises/terms.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { declared, recorded } from '#test/support/builders.ts';
import { declaredAt, incident, minutes, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { type PromiseToldProps, promiseTold } from '#views/incident/reminder.ts';
import { statusDigest, statusPost } from '#views/incident/status-post.ts';
import type { Message } from '#views/message.ts';
import { when } from '#views/text.ts';

const { promises, updates } = incident();
const owing = incident({ promises: { ...promises, terms: termsOf(policy) } });
const know = { prose: 't9', body: 'the pool ran dry' };
const update = { by: 'U0BEN', at: declaredAt + 9 * minutes, seq: 4, know, nextAt: null, next: null };
const acknowledged = { by: 'U0BEN', at: declaredAt + 2 * minutes, there: false };

const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: declaredAt + 5 * minutes } as const;

function toldMessage(of: Incident, data: Partial<Told>, place: Partial<PromiseToldProps> = {}): Message {
  const all: Told = { ...about, of: 3, what: 'reminder', rungs: [], people: ['U0BEN'], missing: [], ...data };
  const [event] = recorded([{ type: 'obligation-told', v: 1, data: all }]);
  const at = declaredAt + 25 * minutes;
  const told = event ? { ...event, at } : null;
  return promiseTold({ incident: of, policy, told, events: [], work: [], inRoom: false, to: null, ...place });
}

const told = (...asked: Parameters<typeof toldMessage>) => shown(toldMessage(...asked)).join('\n');
const direct = { inRoom: true, to: 'U0BEN' };

describe('who owes something', () => {
  it('is asked for it, with its deadline, its rule and the one step that keeps it', () => {
    expect(told(owing, {})).toMatchSnapshot();
    expect(told(owing, { people: [], missing: ['emil@example.org'] })).toMatchSnapshot();
    expect(told(owing, { people: [] })).toMatchSnapshot();
  });

  it('reads in a direct message which incident it is, what is wanted of them and since when, and how it stood', () => {
    const missed = { what: 'miss', rungs: ['Secondary on-call', 'Engineering Manager'] } as const;
    expect(told(owing, missed, direct)).toMatchSnapshot();
    const running = {
      ...owing,
      roles: { ...owing.roles, commander: 'U0ANA' },
      updates: { ...updates, internal: update },
    };
    expect(told(running, missed, direct)).toContain(`<@U0ANA> has command · last update ${when(update.at)}`);
  });

  it('is named when it was missed, and who is told now', () => {
    expect(told(owing, { what: 'miss', rungs: ['Secondary on-call'] })).toMatchSnapshot();
  });

  it('stands in the status room once, with everybody it climbed to since', () => {
    const climbed: Told = {
      ...about,
      ...{ of: 9, what: 'miss', rungs: ['Engineering Manager'], people: ['U0DORA'], missing: [] },
    };
    const [event] = recorded([{ type: 'obligation-told', v: 1, data: climbed }]);
    if (!event) throw new Error('nothing is recorded');
    const events = [{ ...event, at: declaredAt + 30 * minutes }];
    const first = { what: 'miss', rungs: ['Secondary on-call'] } as const;
    const room = told(owing, first, { inRoom: true, events });
    expect(room).toContain('Secondary on-call: <@U0BEN> → Engineering Manager: <@U0DORA>');
    expect(room).toContain(`since ${when(declaredAt)}`);
    expect(told(owing, first, { ...direct, events })).not.toContain('U0DORA');
  });

  it('is told no rule that stands in no runbook', () => {
    const { sev2 } = policy.severities;
    const assignCommander = { value: 10, from: 'ours' };
    const severities = { ...policy.severities, sev2: { ...sev2, assignCommander } };
    const chosen = { ...policy, severities };
    const without = incident({ acknowledged, promises: { ...promises, terms: termsOf(chosen) } });
    const data = { obligation: 'assign-commander.1', kind: 'assign-commander', dueAt: about.dueAt } as const;
    for (const what of ['reminder', 'miss'] as const) {
      expect(told(without, { ...data, what }, { policy: chosen })).not.toMatch(/runbook|chose/);
    }
  });

  it('of a private incident reads outside its channel nothing but its name', () => {
    const secret = incident({
      ...owing,
      restricted: true,
      members: ['U0BEN'],
      updates: { ...updates, internal: update },
    });
    const missed = { what: 'miss', rungs: ['VP Engineering'], missing: ['emil@example.org'] } as const;
    expect(told(secret, missed, direct)).toMatchSnapshot();
    const { text } = toldMessage(secret, missed, direct);
    for (const said of [text, told(secret, missed, direct)]) expect(said).not.toMatch(/bank-lines|pool/);
    expect(told({ ...secret, members: [] }, missed, direct)).toBe('');
  });

  it('reads in a line how it ended', () => {
    const events = recorded([
      declared(),
      { type: 'policy-adopted', v: 1, data: { terms: termsOf(policy), moved: [] } },
      { type: 'acknowledged', v: 1, data: { person: 'U0BEN' } },
    ]);
    const over = { ...owing, acknowledged };
    expect(told(over, { what: 'miss' }, { events })).toMatchSnapshot();
    expect(told(over, { what: 'miss' }, { ...direct, events })).toMatchSnapshot();
    expect(told(over, {}, direct)).toMatchSnapshot();
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
