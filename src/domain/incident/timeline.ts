import { actorId } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { CaptureEvent } from './events/capture.ts';
import type { AffectedKind } from './events/life.ts';
import type { DeclaredEvent, IncidentEvent, RecordedIncidentEvent } from './events.ts';
import { firstRung } from './promises/course.ts';
import { type CapturedMessage, gathered } from './timeline/captures.ts';

/** What the bot did for its own book-keeping: it says nothing of the incident. */
type Unsaid = {
  readonly type:
    | 'message-posted'
    | 'effect-done'
    | 'security-found'
    | 'channel-entered'
    | 'status-due'
    | 'person-recognised';
};

type Happened = Exclude<IncidentEvent, Unsaid | CaptureEvent | { readonly type: 'scope-removed' }>;

export type TimelineFact =
  | Happened
  | { readonly type: 'note'; readonly text: Prose }
  | CapturedMessage
  /** What was said of the time before the declaration. */
  | { readonly type: 'began' | 'noticed' | 'was-over' }
  /** What turned out not to be touched, as it was written once; the kind is `null` where nothing left says so. */
  | { readonly type: 'untouched'; readonly kind: AffectedKind | null; readonly values: readonly Prose[] };

const minuteMs = 60_000;

/** One line of the timeline. */
export interface TimelineEntry {
  /** Of the event it comes from. */
  readonly seq: number;
  /** When it happened (ms). */
  readonly at: number;
  /** When it was recorded, where that was a minute later or more. */
  readonly recordedAt: number | null;
  /** Whose doing it was: a person's or a bot's id, or our own engine by its name. Of a message: its author, where known. */
  readonly by: string;
  readonly fact: TimelineFact;
}

/**
 * Everything that happened, in the order in which it happened: notes, captured messages and what was said of the time before the declaration stand at
 * their own times. Of a captured message there is one entry, as it reads now; one that was taken off again leaves none.
 */
export function timelineOf(events: readonly RecordedIncidentEvent[]): readonly TimelineEntry[] {
  const messages = gathered(events);
  const entries = events.flatMap((recorded) => entriesOf(recorded, events, messages));
  return entries.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
}

function entriesOf(
  recorded: RecordedIncidentEvent,
  events: readonly RecordedIncidentEvent[],
  messages: ReadonlyMap<number, CapturedMessage>,
): readonly TimelineEntry[] {
  const { event, seq, at } = recorded;
  const by = actorId(recorded.actor);
  const entry = (fact: TimelineFact): TimelineEntry => ({ seq, at, recordedAt: null, by, fact });
  const earlier = (time: number | null, fact: TimelineFact): readonly TimelineEntry[] => [
    { ...entry(fact), at: time ?? at, recordedAt: time !== null && at - time >= minuteMs ? at : null },
  ];
  switch (event.type) {
    case 'message-posted':
    case 'effect-done':
    case 'security-found':
    case 'channel-entered':
    case 'status-due':
    case 'person-recognised':
    case 'captured':
    case 'capture-edited':
    case 'capture-retracted':
      return [];
    // That promises came into force with the declaration is no news.
    case 'policy-adopted':
      return event.data.moved.every(({ from }) => from === null) ? [] : [entry(event)];
    case 'obligation-missed': {
      // It is missed once; who hears of it later stands in what they were told.
      const [first] = event.data.reached;
      return first && first.rung > firstRung(event.data) ? [] : earlier(event.data.missedAt, event);
    }
    case 'page-changed':
      return event.data.echo ? [] : earlier(event.data.at, event);
    case 'paged':
    case 'page-noted':
    case 'acknowledgement-lapsed':
      return earlier(event.data.at, event);
    case 'acknowledged':
      return earlier(event.v === 1 ? null : event.data.at, event);
    case 'declared':
      return [...before(event).flatMap(([type, time]) => earlier(time, { type })), entry(event)];
    case 'noted':
      return earlier(event.data.at, { type: 'note', text: event.data.text });
    case 'capture-requested': {
      const message = messages.get(seq);
      if (!message) return [];
      return earlier(timeOf(message.ts), message).map((one) => ({ ...one, by: message.said?.author ?? by }));
    }
    case 'scope-removed':
      return [entry({ type: 'untouched', ...named(event.data.values, events) })];
    default:
      return [entry(event)];
  }
}

function before(event: DeclaredEvent): readonly (readonly [type: 'began' | 'noticed' | 'was-over', time: number])[] {
  if (event.v === 1) return [];
  const { beganAt, detectedAt, endedAt } = event.data;
  const said = [['began', beganAt] as const, ['noticed', detectedAt] as const, ['was-over', endedAt] as const];
  return said.flatMap(([type, time]) => (time === null ? [] : [[type, time]]));
}

/** Slack stamps messages by the second, with six figures behind the point that only tell them apart; `null`: it is no such stamp. */
function timeOf(ts: string): number | null {
  const ms = Math.floor(Number(ts) * 1_000);
  return ts.trim() !== '' && Number.isSafeInteger(ms) ? ms : null;
}

/** The texts of these ids, as they were written when they were added. */
function named(ids: readonly string[], events: readonly RecordedIncidentEvent[]) {
  const added = events.flatMap(({ event }) => (event.type === 'scope-added' ? [event.data] : []));
  const found = added.filter(({ values }) => values.some(({ prose }) => ids.includes(prose)));
  const values = found.flatMap((one) => one.values).filter(({ prose }) => ids.includes(prose));
  return { kind: found[0]?.kind ?? null, values };
}

/** Ids of everybody who is named in these entries, also by a captured message, each once. */
export function peopleIn(entries: readonly TimelineEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ by, fact }) => [by, ...namedIn(fact)]))];
}

function namedIn(fact: TimelineFact): readonly string[] {
  if (fact.type === 'message') {
    const { capturedBy, said } = fact;
    const mentioned = [...(said?.text.body ?? '').matchAll(/<@([A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(([, id = '']) => id);
    return [...capturedBy, ...(said ? [said.author] : []), ...mentioned];
  }
  if (!('data' in fact)) return [];
  const { data } = fact;
  const person = 'person' in data && data.person !== null ? [data.person] : [];
  const owner = 'owner' in data && data.owner !== null ? [data.owner] : [];
  const asked = 'asked' in data && data.asked.kind === 'person' ? [data.asked.person] : [];
  const people = 'people' in data ? data.people.filter((one) => typeof one === 'string') : [];
  return [...person, ...owner, ...asked, ...people];
}
