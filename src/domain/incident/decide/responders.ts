import type { Incident } from '#src/domain/incident/state.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Decision, events, refused, unlessOpen } from './decision.ts';

/** `by` asks for more people: by Slack id. `stranger`: whoever is asked is known to be none who may do anything here. */
export interface RespondersCommand {
  readonly type: 'ask-responders';
  readonly by: string;
  readonly asked: Asked;
  readonly why: Prose | null;
  readonly stranger: boolean;
}

/** In a restricted incident whoever is asked may know of it: naming them is adding them, and nobody else can be asked. */
export function decideResponders(state: Incident, { by, asked, why, stranger }: RespondersCommand): Decision {
  const { number, restricted, members } = state;
  const over = unlessOpen(state);
  if (over) return over;
  const request = { type: 'responders-asked', v: 1, data: { asked, why } } as const;
  if (asked.kind !== 'person') return restricted ? refused({ code: 'only-by-name', number }) : events(request);
  if (asked.person === by) return refused({ code: 'asks-oneself', number, byName: restricted });
  if (stranger) return refused({ code: 'not-a-responder', person: asked.person });
  if (!restricted || members.includes(asked.person)) return events(request);
  return events({ type: 'member-added', v: 1, data: { person: asked.person, moved: null } }, request);
}
