import { describe, expect, it } from 'vitest';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { timelineOf } from '#src/domain/incident/timeline.ts';
import {
  aChange,
  ana,
  anIncident,
  aPolicy,
  captureRequested,
  declared,
  person,
  prose,
  recorded,
  upToDate,
  wednesday,
} from '#test/support/builders.ts';

const message = { channel: 'C42', ts: '1.2', thread: null };
const elsewhere = { ...message, channel: 'C7' };
const people = { ana, ben: person('ben') };
type Name = keyof typeof people;

const open = anIncident(declared());
const closed = anIncident(declared(), { type: 'closed', v: 1, data: {} });
const byShortcut = anIncident(declared(), captureRequested());
const pinned = anIncident(declared(), captureRequested({ moved: 5 }));
const pinnedOnce: IncidentEvent = { type: 'capture-requested', v: 1, data: { ...message, by: 'pin', said: null } };

const pin = (name: Name, moved: number, at = message): ChangeCommand => ({
  ...{ type: 'capture', message: at, person: people[name].person, moved, said: null },
});
const unpin = (name: Name, moved: number): ChangeCommand => ({
  ...{ type: 'unpin', message, person: people[name].person, moved },
});
const edit = (text: string, editedAt: number, at = message): ChangeCommand => ({
  ...{ type: 'edit-capture', message: at, text: prose(text), editedAt },
});
const drop = (why: 'unpinned' | 'deleted', at = message): ChangeCommand => ({ type: 'drop-capture', message: at, why });

function eventsOf(state: Incident, command: ChangeCommand): readonly IncidentEvent[] {
  const decision = decide(state, command, { policy: aPolicy, now: wednesday });
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events;
}

describe('a captured message', () => {
  it.each<[string, Incident, ChangeCommand, string | null]>([
    ['pinned', open, pin('ana', 5), 'capture-requested'],
    ['pinned by another too', pinned, pin('ben', 5), 'capture-requested'],
    ['pinned once it is closed', closed, pin('ana', 5), 'capture-requested'],
    ['of the same stamp in another channel', pinned, pin('ana', 5, elsewhere), 'capture-requested'],
    ['told of twice', pinned, pin('ana', 5), null],
    ['unpinned', pinned, unpin('ana', 6), 'capture-retracted'],
    [
      'pinned before anybody told when, and unpinned',
      anIncident(declared(), pinnedOnce),
      unpin('ana', 6),
      'capture-retracted',
    ],
    ['unpinned before it was pinned', open, unpin('ana', 5), null],
    ['without any pin by now', pinned, drop('unpinned'), 'capture-retracted'],
    ['without any pin, but by the shortcut', byShortcut, drop('unpinned'), null],
    ['deleted', byShortcut, drop('deleted'), 'capture-retracted'],
    ['edited', pinned, edit('new', 5), 'capture-edited'],
    ['edited, another one', open, edit('new', 5), null],
    ['edited, one of the same stamp in another channel', pinned, edit('new', 5, elsewhere), null],
    ['deleted, one of the same stamp in another channel', pinned, drop('deleted', elsewhere), null],
  ])('%s: %4$s', (_, state, command, expected) => {
    expect(eventsOf(state, command).map(({ type }) => type)).toEqual(expected === null ? [] : [expected]);
  });

  it('is read once, however many pin it', () => {
    const kinds = (before: Incident, event: IncidentEvent) =>
      aChange(upToDate(before), [event]).effects.map(({ kind }) => kind);
    expect(kinds(open, captureRequested({ moved: 5 }))).toEqual(['slack.read-message']);
    expect(kinds(pinned, captureRequested())).toEqual([]);
  });

  it('stays while one of two pins is on it, and while the shortcut holds it', () => {
    const both = anIncident(declared(), captureRequested({ moved: 5 }), captureRequested());
    expect(eventsOf(both, unpin('ana', 6))).toMatchObject([{ data: { whole: false } }]);
  });
});

/** What Slack tells, in the order in which it tells it; `null` where nothing is on the timeline in the end. */
function told(...commands: readonly (readonly [Name, ChangeCommand])[]) {
  let state = open;
  const all = [...recorded([declared()])];
  for (const [name, command] of commands) {
    for (const event of eventsOf(state, command)) {
      const one = { ...recorded([event], people[name])[0], stream: 'inc-42', seq: state.seq + 1, event };
      const next = { ...one, actor: people[name], at: wednesday + state.seq, policyHash: 'policy' };
      all.push(next);
      state = evolve(state, next);
    }
  }
  const fact = timelineOf(all).find((entry) => entry.fact.type === 'message')?.fact;
  return { state, message: fact?.type === 'message' ? fact : null };
}

describe('what Slack tells in another order than it happened', () => {
  it('a second pin of one person before the first, and what was between them last: it stands', () => {
    const { state, message: shown } = told(['ana', pin('ana', 3)], ['ana', pin('ana', 1)], ['ana', unpin('ana', 2)]);
    expect(state.captures).toMatchObject([{ pinnedBy: ['UANA'] }]);
    expect(shown?.capturedBy).toEqual(['UANA']);
  });

  it('the pin of the second of two people before that of the first: the first is named first', () => {
    expect(told(['ben', pin('ben', 2)], ['ana', pin('ana', 1)]).message?.capturedBy).toEqual(['UANA', 'UBEN']);
  });

  it('an unpin before its pin: it does not hold the message, which goes with the pin of the other', () => {
    const late = [
      ['ana', pin('ana', 1)],
      ['ben', unpin('ben', 3)],
      ['ben', pin('ben', 2)],
    ] as const;
    const { state, message: shown } = told(...late);
    expect(state.captures).toMatchObject([{ pinnedBy: ['UANA'] }]);
    expect(shown?.capturedBy).toEqual(['UANA']);
    expect(told(...late, ['ana', unpin('ana', 4)])).toMatchObject({ state: { captures: [] }, message: null });
  });

  const read = (body: string, editedAt: number | null): ChangeCommand => ({
    ...{ type: 'record-capture', message, permalink: 'https://apgms.slack.com/archives/C42/p1', editedAt },
    said: { author: 'UCHEN', text: prose(body), files: [] },
  });

  it.each<[string, readonly ChangeCommand[], string, number | null]>([
    ['the newer of two edits first', [read('first', null), edit('third', 3), edit('second', 2)], 'third', 3],
    ['two edits within one second', [read('first', null), edit('second', 2), edit('third', 2)], 'third', 2],
    ['an edit that was read already', [read('third', 3), edit('second', 2)], 'third', 3],
    ['an edit, and what was read before it', [edit('second', 2), read('first', null)], 'second', 2],
    ['an edit, and what was read before it within the same second', [edit('second', 2), read('first', 2)], 'second', 2],
    [
      'an edit, and what was read twice after a newer one',
      [edit('second', 2), read('third', 3), read('third', 3)],
      'third',
      3,
    ],
    [
      'an edit, and what was read after a newer one',
      [edit('second', 2), read('third', 3), edit('second', 2)],
      'third',
      3,
    ],
  ])('%s: the newest stands', (_, commands, body, editedAt) => {
    const { message: shown } = told(['ana', pin('ana', 1)], ...commands.map((one) => ['ana', one] as const));
    expect(shown).toMatchObject({ said: { author: 'UCHEN', text: { body } }, editedAt });
  });

  it('an edit after the message was deleted: it stays off', () => {
    const { state, message: shown } = told(['ana', pin('ana', 1)], ['ana', drop('deleted')], ['ana', edit('late', 2)]);
    expect(state.captures).toEqual([]);
    expect(shown).toBeNull();
  });

  it('is told of one message at a time: the same stamp in two channels is two', () => {
    const other: ChangeCommand = { type: 'capture', message: elsewhere, person: 'UANA', moved: null, said: null };
    const { state } = told(['ana', pin('ana', 1)], ['ana', other], ['ana', drop('deleted', elsewhere)]);
    expect(state.captures).toMatchObject([{ channel: 'C42', ts: '1.2' }]);
  });
});
