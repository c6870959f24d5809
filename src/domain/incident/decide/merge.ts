import type { OpenStatus } from '#src/domain/incident/events/life.ts';
import { openStatuses } from '#src/domain/incident/events/life.ts';
import { type Incident, involvedIn, isOpen } from '#src/domain/incident/state.ts';
import { type Decision, events, refused, unlessLiving } from './decision.ts';

/** What incidents have to do with each other. Each command is for one of the two streams; an operation commits both together. */
export type MergeCommand =
  | { readonly type: 'relate'; readonly other: Incident }
  | { readonly type: 'unrelate'; readonly other: Incident }
  | { readonly type: 'merge'; readonly into: Incident }
  | { readonly type: 'receive-merge'; readonly from: Incident }
  | { readonly type: 'undo-merge' }
  | { readonly type: 'lose-merge'; readonly incident: number };

export function decideMerge(state: Incident, command: MergeCommand): Decision {
  const { number } = state;
  switch (command.type) {
    case 'relate': {
      const { number: incident, restricted } = command.other;
      if (incident === number) return refused({ code: 'itself', number });
      // What each says of the other is read by all who may know of either, and members differ.
      if (restricted || state.restricted) {
        return refused({ code: 'cannot-merge', number, into: incident, why: 'private' });
      }
      if (state.related.includes(incident)) return refused({ code: 'already-there', number });
      return events({ type: 'related', v: 1, data: { incident } });
    }
    case 'unrelate': {
      const { number: incident } = command.other;
      if (!state.related.includes(incident)) return refused({ code: 'not-there', number });
      return events({ type: 'unrelated', v: 1, data: { incident } });
    }
    case 'merge':
      return merge(state, command.into);
    case 'receive-merge': {
      const { number: incident, restricted, members } = command.from;
      const people = restricted ? members : involvedIn(command.from);
      return events({ type: 'merge-received', v: 1, data: { incident, people } });
    }
    case 'undo-merge': {
      if (!state.merged) return refused({ code: 'not-merged', number });
      return events({ type: 'unmerged', v: 1, data: { into: state.merged.into } });
    }
    case 'lose-merge':
      return events({ type: 'merge-undone', v: 1, data: { incident: command.incident } });
  }
}

function merge(state: Incident, into: Incident): Decision {
  const { number } = state;
  const from = openStatus(state);
  if (into.number === number) return refused({ code: 'itself', number });
  if (from === null || !isOpen(state)) return refused({ code: 'not-open', number });
  if (into.merged) return refused({ code: 'is-merged', number: into.number, into: into.merged.into });
  const over = unlessLiving(into);
  if (over) return over;
  // It would go out of sight with what is over, and with it whatever is still wrong.
  if (!isOpen(into)) return refused({ code: 'into-resolved', number, into: into.number });
  // They and their people would be known to this one alone, and not to what goes on.
  const { duplicates } = state;
  if (duplicates.length > 0) return refused({ code: 'has-duplicates', number, duplicates, into: into.number });
  const mitigations = state.mitigations.filter(({ removed }) => removed === null).map((one) => one.number);
  const followUps = state.followUps.filter(({ ended }) => ended === null).map((one) => one.number);
  if (mitigations.length + followUps.length > 0) {
    return refused({ code: 'merge-leaves', number, into: into.number, mitigations, followUps });
  }
  if (into.drill !== state.drill) return refused({ code: 'cannot-merge', number, into: into.number, why: 'drill' });
  if (into.restricted !== state.restricted) {
    return refused({ code: 'cannot-merge', number, into: into.number, why: 'private' });
  }
  return events({ type: 'merged', v: 1, data: { into: into.number, from } });
}

function openStatus({ status }: Incident): OpenStatus | null {
  return openStatuses.find((one) => one === status) ?? null;
}
