import type { Answer } from '#src/domain/answer.ts';
import type { CapturedBy, MessageAt } from '#src/domain/incident/events/capture.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface CaptureRequest {
  readonly number: number;
  readonly message: MessageAt;
  readonly by: CapturedBy;
  /** What the message says, where we were told; otherwise it is read from Slack next. */
  readonly said: { readonly author: string; readonly text: string; readonly files: readonly string[] } | null;
}

/** Puts somebody's message on the timeline, with its author and its time. Refuses when the timeline is full; twice changes nothing. */
export function captureMessage(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, message, by: way, said }: CaptureRequest,
  by: By,
): Promise<Answer> {
  const prose = (body: string): Prose => proseOf(deps, body);
  const told = said && { author: said.author, text: prose(said.text), files: said.files.map(prose) };
  const command = { type: 'capture', message, by: way, person: by.actor.person, said: told } as const;
  return changeIncident(deps, { action: 'incident.capture', number, command }, by);
}

/** A 📌 came off a message; with the last of them it is off the timeline. Whatever is not there is not missed. */
export function unpinMessage(
  deps: Changing,
  { number, ts }: { readonly number: number; readonly ts: string },
  by: By,
): Promise<Answer> {
  const command = { type: 'unpin', ts, person: by.actor.person } as const;
  return changeIncident(deps, { action: 'incident.capture', number, command }, by);
}
