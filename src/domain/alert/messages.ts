import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { AlertEvent, AlertMessageKind, RecordedAlertEvent } from './events.ts';
import { type Alert, alertStream } from './state.ts';

/** The messages that follow the state of `alert`: one card, where people look for alerts (runbook 003). */
export function messagesOf({ number }: Alert): readonly KeptMessage[] {
  return [cardOf(number)];
}

export function cardOf(number: number): KeptMessage {
  const stream = alertStream(number);
  const card = { key: `${stream}.card`, stream, kind: 'card', place: { room: 'alerts' } } as const;
  return { ...card, of: null, reply: null, showsEffects: true };
}

/** Which of them may look different after an event. */
const touched = {
  'alert-fired': ['card'],
  'alert-fired-again': ['card'],
  'alert-grew': ['card'],
  'alert-shrank': ['card'],
  'alert-resolved': ['card'],
  'alert-acknowledged': ['card'],
  'alert-attached': ['card'],
  'alert-detached': ['card'],
  paged: ['card'],
  'page-unanswerable': ['card'],
  'page-changed': ['card'],
  'page-handed-over': [],
  'message-posted': [],
  'effect-done': [],
  'effect-failed': [],
  'effect-retried': [],
} as const satisfies Record<AlertEvent['type'], readonly AlertMessageKind[]>;

/** The kept messages that one event asks for or may have changed. */
export function touchedBy({ event }: RecordedAlertEvent, after: Alert): readonly KeptMessage[] {
  const kinds: ReadonlySet<string> = new Set(touched[event.type]);
  return messagesOf(after).filter(({ kind }) => kinds.has(kind));
}
