import type { Answer } from '#src/domain/answer.ts';
import type { MessageAt, PostedAt } from '#src/domain/incident/events/capture.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface CaptureRequest {
  readonly number: number;
  readonly message: MessageAt;
  /** When a 📌 was put on it (ms); `null`: it comes by the shortcut. */
  readonly pinned: number | null;
  /** What the message says, where we were told; otherwise it is read from Slack next. */
  readonly said: { readonly author: string; readonly text: string; readonly files: readonly string[] } | null;
}

/** Puts somebody's message on the timeline, with its author and its time. Refuses when the timeline is full; twice changes nothing. */
export function captureMessage(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, message, pinned, said }: CaptureRequest,
  by: By,
): Promise<Answer> {
  const prose = (body: string): Prose => proseOf(deps, body);
  const told = said && { author: said.author, text: prose(said.text), files: said.files.map(prose) };
  const command = { type: 'capture', message, person: by.actor.person, moved: pinned, said: told } as const;
  return changeIncident(deps, { action: 'incident.capture', number, command }, by);
}

/** A 📌 came off a message, at `moved` (ms); with the last of them it is off the timeline. Whatever is not there is not missed. */
export function unpinMessage(
  deps: Changing,
  { number, message, moved }: { readonly number: number; readonly message: PostedAt; readonly moved: number },
  by: By,
): Promise<Answer> {
  const command = { type: 'unpin', message, person: by.actor.person, moved } as const;
  return changeIncident(deps, { action: 'incident.capture', number, command }, by);
}
