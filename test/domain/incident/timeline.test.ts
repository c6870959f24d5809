import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { peopleIn, type TimelineFact, timelineOf } from '#src/domain/incident/timeline.ts';
import { engineActor, type PersonActor } from '#src/domain/people.ts';
import { actor } from '#src/store/shapes/actor.ts';
import { incidentEvent } from '#src/store/shapes/incident-event.ts';
import { ana, channelOpened, declared, person, recorded, wednesday } from '#test/support/builders.ts';

const minute = 60_000;
const ben = person('ben');

function prose(body: string) {
  return { prose: `of ${body}`, body };
}

type Step = IncidentEvent | readonly [by: PersonActor | typeof engineActor, event: IncidentEvent];

/** A declared incident, then one event a minute; each by Ana unless it says by whom. */
function happened(...steps: readonly Step[]): readonly RecordedIncidentEvent[] {
  const events = [declared(), ...steps.map((step) => ('type' in step ? step : step[1]))];
  return recorded(events).map((one, index) => {
    const step = index === 0 ? undefined : steps[index - 1];
    return step && !('type' in step) ? { ...one, actor: step[0] } : one;
  });
}

/** The seconds of a message's stamp, so many minutes after the declaration. */
function stamp(minutes: number): string {
  return `${(wednesday + minutes * minute) / 1_000}.000100`;
}

const place = { channel: 'C42', ts: stamp(-10), thread: null };

function asked(by: 'pin' | 'shortcut' = 'pin', body: string | null = null): IncidentEvent {
  const said = body === null ? null : { author: 'UCHEN', text: prose(body), files: [] };
  return { type: 'capture-requested', v: 1, data: { ...place, by, said } };
}

function read(body: string, files: readonly string[] = []): IncidentEvent {
  const data = { ...place, author: 'UCHEN', text: prose(body), files: files.map(prose) };
  return { type: 'captured', v: 1, data: { ...data, permalink: 'https://apgms.slack.com/archives/C42/p1' } };
}

const edited: IncidentEvent = {
  type: 'capture-edited',
  v: 1,
  data: { ts: place.ts, text: prose('what it says now') },
};

function off(why: 'unpinned' | 'deleted', whole = true): IncidentEvent {
  return { type: 'capture-retracted', v: 1, data: { ts: place.ts, why, whole } };
}

function message(events: readonly RecordedIncidentEvent[]) {
  return timelineOf(events).find(({ fact }) => fact.type === 'message') ?? null;
}

describe('the timeline', () => {
  it('has everything in the order in which it happened, what was told late at its own time', () => {
    const events = happened(
      channelOpened(),
      { type: 'noted', v: 1, data: { text: prose('the pool ran dry'), at: wednesday - 30 * minute } },
      { type: 'acknowledged', v: 1, data: { person: 'UBEN' } },
      { type: 'noted', v: 1, data: { text: prose('the provider confirms'), at: null } },
    );
    const lines = timelineOf(events).map(({ at, recordedAt, by, fact }) => [
      fact.type,
      (at - wednesday) / minute,
      recordedAt === null ? null : (recordedAt - wednesday) / minute,
      by,
    ]);
    expect(lines).toEqual([
      ['note', -30, 2, 'UANA'],
      ['declared', 0, null, 'UANA'],
      ['channel-opened', 1, null, 'UANA'],
      ['acknowledged', 3, null, 'UANA'],
      ['note', 4, null, 'UANA'],
    ]);
  });

  it('begins with what was said of the time before the declaration', () => {
    const times = {
      beganAt: wednesday - 60 * minute,
      detectedAt: wednesday - 50 * minute,
      endedAt: wednesday - 5 * minute,
    };
    const lines = timelineOf(recorded([declared(times)]));
    expect(lines.map(({ fact, at, recordedAt }) => [fact.type, (wednesday - at) / minute, recordedAt])).toEqual([
      ['began', 60, wednesday],
      ['noticed', 50, wednesday],
      ['was-over', 5, wednesday],
      ['declared', 0, null],
    ]);
  });

  it('leaves out the book-keeping of the bot, and nothing else', () => {
    const events = happened(
      { type: 'message-posted', v: 2, data: { message: 'card', of: null, channel: 'C42', ts: '1.1' } },
      { type: 'effect-done', v: 1, data: { effect: 'inc-42.1.slack.pin-card', kind: 'slack.pin-card' } },
      { type: 'effect-failed', v: 1, data: { effect: 'inc-42.1.slack.invite', kind: 'slack.invite', code: 'x' } },
    );
    expect(timelineOf(events).map(({ fact }) => fact.type)).toEqual(['declared', 'effect-failed']);
  });

  it('has a miss once and at its true time, however late it was recorded and however far it climbed', () => {
    const missed = (missedAt: number, ...rungs: readonly number[]): IncidentEvent => ({
      type: 'obligation-missed',
      v: 1,
      data: {
        ...{ obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: missedAt, missedAt },
        reached: rungs.map((rung) => ({ rung, name: `rung ${rung}`, people: [], at: missedAt + rung * minute })),
      },
    });
    const early = wednesday - 30 * minute;
    const entries = timelineOf(happened([engineActor, missed(early, 1)], [engineActor, missed(early, 2, 3)]));
    expect(entries.filter(({ fact }) => fact.type === 'obligation-missed')).toMatchObject([
      { at: early, recordedAt: wednesday + minute },
    ]);
  });

  it('names what turned out not to be touched as it was written once', () => {
    const [org, other] = [prose('org 4711'), prose('org 4712')];
    const events = happened(
      { type: 'scope-added', v: 1, data: { kind: 'organisation', values: [org, other] } },
      { type: 'scope-removed', v: 1, data: { values: [org.prose] } },
    );
    expect(timelineOf(events).at(-1)?.fact).toEqual({ type: 'untouched', kind: 'organisation', values: [org] });
  });

  it('keeps a redacted text as a redacted one', () => {
    const text = { prose: 'gone', body: null };
    const facts = timelineOf(happened({ type: 'noted', v: 1, data: { text, at: null } })).map(({ fact }) => fact);
    expect(facts.at(-1)).toEqual({ type: 'note', text });
  });
});

describe('a captured message', () => {
  it('stands at its own time, under its author, with its files', () => {
    const entry = message(happened([ben, asked()], [engineActor, read('500 since the deploy', ['trace.txt'])]));
    expect(entry).toEqual({
      seq: 2,
      at: wednesday - 10 * minute,
      recordedAt: wednesday + minute,
      by: 'UCHEN',
      fact: {
        type: 'message',
        ...place,
        said: { author: 'UCHEN', text: prose('500 since the deploy'), files: [prose('trace.txt')] },
        permalink: 'https://apgms.slack.com/archives/C42/p1',
        capturedBy: ['UBEN'],
        editedAt: null,
      },
    });
  });

  const cases: readonly (readonly [
    string,
    readonly Step[],
    Partial<Extract<TimelineFact, { type: 'message' }>> | null,
  ])[] = [
    ['is there before it was read', [asked()], { said: null, permalink: null }],
    ['by the shortcut says what it told', [asked('shortcut', 'told')], { permalink: null }],
    ['by the shortcut says what was read, once it was', [asked('shortcut', 'told'), read('read')], { editedAt: null }],
    ['that was edited says so', [asked(), read('at first'), edited], { editedAt: wednesday + 3 * minute }],
    ['that was deleted is gone', [asked(), read('at first'), off('deleted')], null],
    ['that nobody pins any more is gone', [asked(), read('at first'), off('unpinned')], null],
    [
      'that one of two people unpins stays',
      [asked(), [ben, asked()], off('unpinned', false)],
      { capturedBy: ['UBEN'] },
    ],
    [
      'that came on again begins anew',
      [asked(), off('unpinned'), [ben, asked()]],
      { capturedBy: ['UBEN'], said: null },
    ],
    [
      'is known by whoever put it there, each once',
      [asked(), [ben, asked()], asked('shortcut', 'told')],
      { capturedBy: ['UBEN', 'UANA'] },
    ],
    ['that was never there is not retracted', [off('unpinned'), edited], null],
  ];
  it.each(cases)('%s', (_, steps, expected) => {
    const fact = message(happened(...steps))?.fact ?? null;
    if (expected === null) expect(fact).toBeNull();
    else expect(fact).toMatchObject(expected);
  });

  it.each([
    ['the shortcut', [asked('shortcut', 'told')], 'told'],
    ['the reading', [asked('shortcut', 'told'), read('read')], 'read'],
    ['the edit', [asked('shortcut', 'told'), read('read'), edited], 'what it says now'],
    ['the shortcut, where a pin came first', [asked(), asked('shortcut', 'told')], 'told'],
  ])('says what %s said', (_, steps, words) => {
    const fact = message(happened(...steps))?.fact;
    expect(fact?.type === 'message' ? fact.said?.text.body : null).toBe(words);
  });

  it('with a stamp that is none stands where it was put', () => {
    const odd: IncidentEvent = {
      type: 'capture-requested',
      v: 1,
      data: { ...place, ts: 'soon', by: 'pin', said: null },
    };
    expect(message(happened(odd))).toMatchObject({ at: wednesday + minute, recordedAt: null });
  });
});

it('names everybody who is in it, each once', () => {
  const events = happened(
    [ben, asked()],
    [engineActor, read('x')],
    { type: 'role-assigned', v: 1, data: { role: 'scribe', person: 'UDORA' } },
    { type: 'role-assigned', v: 1, data: { role: 'scribe', person: null } },
    { type: 'merge-received', v: 1, data: { incident: 8, people: ['UEMIL', ana.person] } },
    { type: 'follow-up-added', v: 1, data: { followUp: 1, what: prose('ask the bank'), owner: 'UFAY', due: null } },
  );
  expect([...peopleIn(timelineOf(events))].sort()).toEqual(['UANA', 'UBEN', 'UCHEN', 'UDORA', 'UEMIL', 'UFAY']);
});

const folder = 'test/fixtures/streams';
const stream = z.array(
  z.object({ stream: z.string(), seq: z.int(), event: incidentEvent, actor, at: z.number(), policyHash: z.string() }),
);

it.each((await readdir(folder)).filter((file) => file.startsWith('incident-')))(
  '%s has a line for everything but book-keeping and what belongs to captures',
  async (file) => {
    const events = stream.parse(JSON.parse(await readFile(`${folder}/${file}`, 'utf8')));
    const entries = timelineOf(events);
    const unsaid =
      /^(?:message-posted|effect-done|security-found|channel-entered|status-due|person-recognised|capture|noted$)/;
    const news = events.filter(
      // That promises came into force with the declaration is none.
      ({ event }) => event.type !== 'policy-adopted' || event.data.moved.some(({ from }) => from !== null),
    );
    const expected = news.map(({ event }) => event.type).filter((type) => !unsaid.test(type));
    const types = entries.map(({ fact }) => (fact.type === 'untouched' ? 'scope-removed' : fact.type));
    expect(types).toEqual(expect.arrayContaining(expected));
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted((a, b) => a - b));
  },
);
