import type { Told } from '#src/domain/incident/events/promises.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { AlertEvent, RecordedAlertEvent } from './events.ts';
import { type Alert, alertStream } from './state.ts';

/** The message that follows the state of an alert: one card, where people look for alerts (runbook 003). */
export function cardOf(number: number): KeptMessage {
  const stream = alertStream(number);
  const card = { key: `${stream}.card`, stream, kind: 'card', place: { room: 'alerts' } } as const;
  return { ...card, of: null, reply: null, showsEffects: true };
}

/** Below its card, what people were told of by the event `seq`. A miss everybody there hears of. */
function tellingOf(stream: string, { seq, what }: { readonly seq: number; readonly what: Told['what'] }): KeptMessage {
  const message = { key: `${stream}.${what}.${seq}`, stream, kind: what, place: { room: 'alerts' } } as const;
  return { ...message, of: seq, reply: { broadcast: what === 'miss' }, showsEffects: false };
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

/** The kept messages that one event asks for or may have changed. What somebody was asked for says so once nobody needs to do it any more. */
export function touchedBy(
  { event, seq, stream }: RecordedAlertEvent,
  after: Alert,
  before: Alert | null,
): readonly KeptMessage[] {
  const card = unseen.has(event.type) ? [] : [cardOf(after.number)];
  const news = event.type === 'obligation-told' ? [tellingOf(stream, { seq, what: event.data.what })] : [];
  const asked = before?.unacknowledged ?? null;
  const ended = asked !== null && after.unacknowledged?.seq !== asked.seq ? asked.told : [];
  return [...card, ...news, ...ended.map((one) => tellingOf(stream, one))];
}
