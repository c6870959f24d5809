import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { AlertEvent, RecordedAlertEvent } from './events.ts';
import { type Alert, alertStream, type Unacknowledged } from './state.ts';

/** The message that follows the state of an alert: one card, where people look for alerts (runbook 003). */
export function cardOf(number: number): KeptMessage {
  const stream = alertStream(number);
  const card = { key: `${stream}.card`, stream, kind: 'card', place: { room: 'alerts' } } as const;
  return { ...card, of: null, reply: null, showsEffects: true };
}

type Telling = Unacknowledged['told'][number];

/** What people were told of by the event `seq`: below its card, of a miss for everybody there to see, and each of them directly: who is to be woken need not be there. */
function tellingsOf(stream: string, { seq, what, people }: Telling): readonly KeptMessage[] {
  const message = { stream, kind: what, of: seq, showsEffects: false } as const;
  const key = `${stream}.${what}.${seq}`;
  return [
    { ...message, key, place: { room: 'alerts' }, reply: { broadcast: what === 'miss' } },
    ...people.map((person) => ({ ...message, key: `${key}.${person}`, place: { person }, reply: null })),
  ];
}

/** What does not change how its card looks. */
const unseen: ReadonlySet<AlertEvent['type']> = new Set<AlertEvent['type']>([
  'page-handed-over',
  'message-posted',
  'obligation-reminded',
  'obligation-told',
  'responders-paged',
  'effect-done',
  'effect-failed',
  'effect-retried',
]);

/** The kept messages that one event asks for or may have changed. */
export function touchedBy(
  { event, seq, stream }: RecordedAlertEvent,
  after: Alert,
  before: Alert | null,
): readonly KeptMessage[] {
  const card = unseen.has(event.type) ? [] : [cardOf(after.number)];
  const { what, people } = event.type === 'obligation-told' ? event.data : { what: null, people: [] };
  const news = what === null ? [] : [{ seq, what, people }];
  return [...card, ...[...news, ...tellingsChanged(event, after, before)].flatMap((one) => tellingsOf(stream, one))];
}

/** What nobody needs to do any more says so, what is missed asks for no time that is past, and a miss says whether anybody was called. */
function tellingsChanged({ type }: AlertEvent, after: Alert, before: Alert | null): readonly Telling[] {
  const asked = before?.unacknowledged ?? null;
  if (asked === null) return [];
  if (after.unacknowledged?.seq !== asked.seq) return asked.told;
  if (type === 'obligation-missed') return asked.missedAt === null ? asked.told : [];
  return tellsOfCalls.has(type) ? asked.told.filter(({ what }) => what === 'miss') : [];
}

/** After these it may be another matter whether anybody was called. */
const tellsOfCalls: ReadonlySet<AlertEvent['type']> = new Set<AlertEvent['type']>([
  'paged',
  'page-changed',
  'page-unanswerable',
  'responders-paged',
  'effect-failed',
  'effect-retried',
]);
