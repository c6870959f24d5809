import { describe, expect, it } from 'vitest';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import {
  aChange,
  ana,
  anIncident,
  aPolicy,
  channelOpened,
  declared,
  prose,
  upToDate,
  wednesday,
} from '#test/support/builders.ts';

const room = [declared({ restricted: true }), channelOpened()] as const;
const turned = (to: 'public' | 'private', at: number): IncidentEvent =>
  ({ type: to === 'public' ? 'channel-exposed' : 'channel-entered', v: 2, data: { at } }) as const;
const seenPublic: IncidentEvent = { type: 'channel-exposed', v: 1, data: {} };
const seenPrivate: IncidentEvent = { type: 'channel-hidden', v: 1, data: {} };
const noted: IncidentEvent = { type: 'noted', v: 1, data: { text: prose('a note'), at: null } };
const posted = (of: number, channel: string): IncidentEvent => ({
  ...{ type: 'message-posted', v: 2 },
  data: { message: 'notice', of, channel, ts: '1.1' },
});
const member = (what: 'added' | 'removed', moved: number | null): IncidentEvent => ({
  ...{ type: `member-${what}`, v: 1 },
  data: { person: 'UBEN', moved },
});

function outcome(state: Incident, command: ChangeCommand): string {
  const decision = decide(state, command, { policy: aPolicy, now: wednesday });
  if (!decision.ok) return decision.refusal.code;
  return decision.events.map(({ type }) => type).join(' and ') || 'nothing';
}

const hears = (what: 'made-public' | 'made-private', at: number): ChangeCommand => ({
  ...{ type: 'hear-channel', failed: [] },
  news: { what, at },
});

describe('that its channel was made public or private', () => {
  it.each([
    ['public, the first time', [], hears('made-public', 5), 'channel-exposed'],
    ['public, as it was seen to be', [seenPublic], hears('made-public', 5), 'channel-exposed'],
    ['public, later than it was private', [turned('private', 4)], hears('made-public', 5), 'channel-exposed'],
    ['public, at the time it was made private', [turned('private', 5)], hears('made-public', 5), 'channel-exposed'],
    ['public, told late', [turned('private', 6)], hears('made-public', 5), 'nothing'],
    ['private, the first time', [], hears('made-private', 5), 'channel-entered'],
    ['private, later than it was public', [turned('public', 4)], hears('made-private', 5), 'channel-entered'],
    ['private, at the time it was made public', [turned('public', 5)], hears('made-private', 5), 'nothing'],
    ['private, told late', [turned('public', 6)], hears('made-private', 5), 'nothing'],
  ])('%s', (_, before, command, expected) => {
    expect(outcome(anIncident(...room, ...before), command)).toBe(expected);
  });

  it('is no news of an incident everybody may know of', () => {
    expect(outcome(anIncident(declared(), channelOpened()), hears('made-public', 5))).toBe('nothing');
  });

  it('is said there once, however often it is told', () => {
    const before = upToDate(anIncident(...room));
    const exposed = aChange(before, [turned('public', 5)]);
    const seq = before.seq + 1;
    expect(exposed.messages.map(({ key }) => key)).toEqual([`inc-42.notice.${seq}.channel`]);
    const again = aChange(exposed.after, [turned('public', 7)]);
    expect(again.messages).toEqual([]);
    expect(again.after.channel).toMatchObject({ exposed: seq, turnedAt: 7 });
  });

  it('has us look who is in it; so has what we saw ourselves, for it may have changed meanwhile', () => {
    const before = upToDate(anIncident(...room));
    const asksFor = (event: IncidentEvent) => aChange(before, [event]).effects.map(({ kind }) => kind);
    expect(asksFor(turned('private', 5))).toEqual(['slack.read-members']);
    expect(asksFor(seenPublic)).toEqual(['slack.read-members']);
    expect(asksFor(turned('public', 5))).toEqual([]);
  });
});

describe('what its channel must be told', () => {
  it('waits until it stands there, also where it was on its way already', () => {
    const waiting = (...events: readonly IncidentEvent[]) => anIncident(...room, ...events).untold;
    expect(waiting(noted)).toEqual([{ kind: 'notice', of: 3 }]);
    expect(waiting(noted, seenPublic, seenPrivate, seenPublic)).toEqual([{ kind: 'notice', of: 3 }]);
    expect(waiting(noted, posted(3, 'CELSEWHERE'))).toEqual([{ kind: 'notice', of: 3 }]);
    expect(waiting(noted, posted(3, 'C42'))).toEqual([]);
  });

  it('follows once it is private again, with all that follows the state', () => {
    const resolved: readonly IncidentEvent[] = [
      { type: 'resolve-requested', v: 1, data: { override: prose('new keys') } },
      { type: 'resolved', v: 1, data: { health: [] } },
    ];
    const hidden = aChange(anIncident(...room, noted, seenPublic, noted, ...resolved), [seenPrivate]);
    expect(hidden.messages.map(({ key }) => key)).toEqual([
      'inc-42.card',
      'inc-42.outcome.7',
      'inc-42.notice.3.channel',
      'inc-42.notice.5.channel',
    ]);
    expect(hidden.effects.map(({ kind }) => kind)).toEqual(['slack.set-topic']);
  });
});

describe('who is in its channel, when we look', () => {
  const looks = (before: Incident, people: readonly string[], moved = 9): ChangeCommand => ({
    ...{ type: 'match-members', people, moved, before },
  });
  const seen = (events: readonly IncidentEvent[], people: readonly string[]) => {
    const state = anIncident(...room, ...events);
    return outcome(state, looks(state, [ana.person, ...people]));
  };
  const granted: IncidentEvent = { type: 'access-granted', v: 1, data: { person: 'UBEN', request: 3 } };

  it.each([
    ['somebody who came', [], ['UBEN'], 'member-added'],
    ['nobody who was there before', [member('added', 5)], [], 'member-removed'],
    ['nobody who was given a role, and is still to come', [member('added', null)], [], 'nothing'],
    ['nobody who left once, and was given a role since', [member('removed', 5), member('added', null)], [], 'nothing'],
    ['nobody who left once, and was let in since', [member('removed', 5), granted], [], 'nothing'],
    ['somebody who left after we looked', [member('removed', 10)], ['UBEN'], 'nothing'],
    ['nobody who came after we looked', [member('added', 10)], [], 'nothing'],
    ['somebody who came in while it was public', [seenPublic], ['UBEN'], 'member-added and channel-hidden'],
  ])('%s', (_, events, people, expected) => {
    expect(seen(events, people)).toBe(expected);
  });

  it('does not count where it was made public or private meanwhile: it is looked at anew, or not spoken in', () => {
    const before = anIncident(...room, turned('public', 5), turned('private', 6));
    expect(outcome(before, looks(before, [ana.person]))).toBe('channel-hidden');
    const meanwhile = anIncident(...room, turned('public', 5), turned('private', 6), turned('public', 7));
    expect(outcome(meanwhile, looks(before, [ana.person]))).toBe('nothing');
    const seenMeanwhile = anIncident(...room, seenPublic);
    expect(outcome(seenMeanwhile, looks(anIncident(...room), [ana.person]))).toBe('nothing');
  });
});
