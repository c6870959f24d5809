import type { Answer } from '#src/domain/answer.ts';
import type { NextUpdate } from '#src/domain/incident/decide/life.ts';
import type { Audience } from '#src/domain/incident/events/life.ts';
import { type By, type Changing, changeIncident, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface UpdateRequest {
  readonly number: number;
  readonly audience: Audience;
  readonly know: string;
  readonly next: string | null;
  readonly impact: string | null;
  readonly nextAt: NextUpdate;
}

/**
 * Keeps what people know and posts it to those it is for (runbooks 003 and 000); whoever tells colleagues acknowledges. Refuses an empty one, a next time
 * that is no promise, and what is over.
 */
export function postUpdate(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, audience, know, next, impact, nextAt }: UpdateRequest,
  by: By,
): Promise<Answer> {
  const command = {
    type: 'update',
    by: by.actor.person,
    audience,
    know: proseOf(deps, know),
    next: proseOrNull(deps, next),
    impact: proseOrNull(deps, impact),
    nextAt,
  } as const;
  return changeIncident(deps, { action: 'incident.update', number, command }, by);
}
