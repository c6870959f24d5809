import { dayAt, isDay } from '#src/domain/calendar.ts';
import type { FollowUp, Incident } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events, longestAhead, most, refused, says, unlessLiving } from './decision.ts';

interface Assigning {
  /** `undefined`: as before. `null`: nobody. */
  readonly owner?: string | null | undefined;
  /** A day; `undefined`: as before. `null`: none. */
  readonly due?: string | null | undefined;
  /** The owner is known to be none who may do anything here. */
  readonly stranger: boolean;
}

/** What is left to do. What is on the list when the incident is closed is chased until it is done. */
export type FollowUpCommand =
  | (Assigning & { readonly type: 'add-follow-up'; readonly what: Prose })
  | (Assigning & { readonly type: 'change-follow-up'; readonly followUp: number })
  | { readonly type: 'finish-follow-up'; readonly followUp: number }
  | { readonly type: 'drop-follow-up'; readonly followUp: number; readonly why: Prose | null };

export function decideFollowUps(state: Incident, command: FollowUpCommand, context: Context): Decision {
  const { number } = state;
  if (command.type === 'add-follow-up') return unlessLiving(state) ?? add(state, command, context);
  if (state.status === 'cancelled') return refused({ code: 'is-over', number });
  const { followUp } = command;
  const found = state.followUps.find((one) => one.number === followUp && one.ended === null);
  if (!found) return refused({ code: 'no-such-follow-up', number, followUp });
  switch (command.type) {
    case 'change-follow-up':
      return change(state, found, command, context);
    case 'finish-follow-up':
      return events({ type: 'follow-up-done', v: 1, data: { followUp } });
    case 'drop-follow-up': {
      const { why } = command;
      if (why === null || !says(why)) return refused({ code: 'needs-reason', action: 'drop', number });
      return events({ type: 'follow-up-dropped', v: 1, data: { followUp, why } });
    }
  }
}

function add(
  state: Incident,
  { what, owner = null, due = null, stranger }: Extract<FollowUpCommand, { type: 'add-follow-up' }>,
  context: Context,
): Decision {
  const { number, followUps } = state;
  if (!says(what)) return refused({ code: 'nothing-said', number });
  if (followUps.length >= most.followUps) return refused({ code: 'too-many', number, most: most.followUps });
  const wrong = unfit(state, { owner, due, stranger }, context);
  if (wrong) return wrong;
  const data = { followUp: followUps.length + 1, what, owner, due };
  return events(...joining(state, owner), { type: 'follow-up-added', v: 1, data });
}

function change(state: Incident, before: FollowUp, asked: Assigning, context: Context): Decision {
  const { number: followUp } = before;
  const { owner = before.owner, due = before.due?.day ?? null } = asked;
  const moved = due !== (before.due?.day ?? null);
  if (owner === before.owner && !moved) return refused({ code: 'already-there', number: state.number });
  const wrong = unfit(state, { owner, due: moved ? due : null, stranger: asked.stranger }, context);
  if (wrong) return wrong;
  return events(...joining(state, owner), { type: 'follow-up-changed', v: 1, data: { followUp, owner, due } });
}

/** The refusal for an owner who can do nothing here, or a day nobody can keep. */
function unfit({ number }: Incident, { owner, due, stranger }: Assigning, { policy, now }: Context): Decision | null {
  if (owner && stranger) return refused({ code: 'not-a-responder', person: owner });
  if (!due) return null;
  const { calendar } = policy;
  const kept = isDay(due) && due >= dayAt(calendar, now) && due <= dayAt(calendar, now + longestAhead);
  return kept ? null : refused({ code: 'follow-up-day', number });
}

/** Whoever has something to do for a restricted incident may know of it: naming them is adding them. */
function joining({ restricted, members }: Incident, owner: string | null) {
  if (owner === null || !restricted || members.includes(owner)) return [];
  return [{ type: 'member-added', v: 1, data: { person: owner, moved: null } } as const];
}
