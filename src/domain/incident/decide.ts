import { type AlertsCommand, decideAlerts } from './decide/alerts.ts';
import { type CaptureCommand, decideCapture } from './decide/capture.ts';
import { type ChannelCommand, decideChannel } from './decide/channel.ts';
import { type Context, type Decision, refused } from './decide/decision.ts';
import { type DeclareCommand, declare } from './decide/declare.ts';
import { decideEnding, type EndingCommand } from './decide/ending.ts';
import { decideFollowUps, type FollowUpCommand } from './decide/follow-ups.ts';
import { decideLife, type LifeCommand } from './decide/life.ts';
import { decideMerge, type MergeCommand } from './decide/merge.ts';
import { decidePaging, type PagingCommand } from './decide/paging.ts';
import { decidePeople, type PeopleCommand } from './decide/people.ts';
import { decideResponders, type RespondersCommand } from './decide/responders.ts';
import { decideReview, type ReviewCommand } from './decide/review.ts';
import { decideSnooze, type SnoozeCommand } from './decide/snooze.ts';
import { decideTasks, type TaskCommand } from './decide/tasks.ts';
import type { Incident } from './state.ts';

export type { ChannelNews } from './decide/channel.ts';
export type { Context, Decision } from './decide/decision.ts';
export type { Declaration } from './decide/declare.ts';
export type { TaskCommand } from './decide/tasks.ts';

/** What can be asked of an incident that exists. */
export type ChangeCommand =
  | EndingCommand
  | LifeCommand
  | MergeCommand
  | PeopleCommand
  | PagingCommand
  | RespondersCommand
  | AlertsCommand
  | CaptureCommand
  | ChannelCommand
  | ReviewCommand
  | FollowUpCommand
  | SnoozeCommand
  | TaskCommand;

export type IncidentCommand = DeclareCommand | ChangeCommand;

/** What `command` means for `state`, under `policy`: events to keep, or a refusal. Total and pure; no event means nothing is left to do. */
export function decide(state: Incident | null, command: IncidentCommand, context: Context): Decision {
  if (command.type === 'declare') return declare(command, context);
  if (state === null) throw new Error(`${command.type} needs an incident`);
  if (state.merged && !worksOnMerged.has(command.type)) {
    return refused({ code: 'is-merged', number: state.number, into: state.merged.into });
  }
  switch (command.type) {
    case 'request-resolve':
    case 'conclude-resolve':
    case 'reopen':
    case 'cancel':
    case 'close':
    case 'request-export':
      return decideEnding(state, command);
    case 'relate':
    case 'unrelate':
    case 'merge':
    case 'receive-merge':
    case 'undo-merge':
    case 'lose-merge':
      return decideMerge(state, command);
    case 'assign':
    case 'request-access':
    case 'answer-access':
    case 'add-member':
    case 'remove-member':
    case 'match-members':
      return decidePeople(state, command);
    case 'hear-channel':
    case 'retry':
      return decideChannel(state, command);
    case 'note':
    case 'capture':
    case 'record-capture':
    case 'edit-capture':
    case 'unpin':
    case 'drop-capture':
      return decideCapture(state, command, context);
    case 'hear-paged':
    case 'hear-unanswerable':
    case 'hear-page':
    case 'hear-note':
      return decidePaging(state, command, context);
    case 'ask-responders':
      return decideResponders(state, command);
    case 'join-alert':
    case 'lose-alert':
    case 'hear-alert':
      return decideAlerts(state, command);
    case 'schedule-review':
    case 'hold-review':
      return decideReview(state, command, context);
    case 'add-follow-up':
    case 'change-follow-up':
    case 'finish-follow-up':
    case 'drop-follow-up':
      return decideFollowUps(state, command, context);
    case 'snooze':
      return decideSnooze(state, command, context);
    case 'begin-checklist':
    case 'do-task':
    case 'undo-task':
    case 'waive-task':
      return decideTasks(state, command, context);
    default:
      return decideLife(state, command, context);
  }
}

/** A duplicate lives on in another; what is still told of it is told for the record. */
const worksOnMerged: ReadonlySet<IncidentCommand['type']> = new Set([
  'undo-merge',
  'lose-merge',
  'lose-alert',
  'request-export',
  'request-access',
  'answer-access',
  'add-member',
  'remove-member',
  'match-members',
  'conclude-resolve',
  'hear-channel',
  'retry',
  'note',
  'capture',
  'record-capture',
  'edit-capture',
  'unpin',
  'drop-capture',
  'hear-paged',
  'hear-unanswerable',
  'hear-page',
  'hear-note',
]);
