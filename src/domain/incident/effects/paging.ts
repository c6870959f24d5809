import type { Wanted } from '#src/domain/incident/effects.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { isAcknowledgementMissed } from '#src/domain/incident/promises/overdue.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { callsUnheard, type PageHappening } from '#src/domain/paging/page.ts';
import { actorId, isSomebody } from '#src/domain/people.ts';

/**
 * What PagerDuty is asked for because of one event. What it cannot be told yet is not kept for it: once somebody was called, it learns how things stand
 * by then.
 */
export function pagingEffects({ event, actor, seq }: RecordedIncidentEvent, after: Incident): readonly Wanted[] {
  const by = actorId(actor);
  switch (event.type) {
    case 'declared':
      return called(after);
    case 'reopened':
    case 'unmerged':
      return reopened(after, by);
    case 'page-unanswerable':
      return event.data.next === null ? [] : [['pagerduty.page', { rung: event.data.next }]];
    case 'page-spare':
      return [['pagerduty.resolve-spare', { page: event.data.page }]];
    case 'paged':
      return isOpen(after) ? found(after, by) : ended(after, by);
    case 'acknowledged':
      if (event.v === 1) return acknowledged(after);
      return actor.kind === 'vendor' && actor.user ? [['pagerduty.identify', { user: actor.user.id, by }]] : [];
    case 'resolved':
      return ended(after, after.resolution?.by ?? by);
    case 'cancelled':
    case 'merged':
      return ended(after, by);
    case 'severity-changed':
      return prioritised(after, by);
    case 'page-changed':
      return [
        ...calledAnew(after, event.data.what, by),
        ...(callsUnheard(after, event.data) ? acknowledged(after) : []),
      ];
    case 'responders-asked':
      return [
        ['slack.find-responders', { of: seq }],
        ['pagerduty.ask', { of: seq }],
      ];
    case 'obligation-missed':
      // Runbook 003: the next rung, until somebody acknowledges. Exercises call nobody, and a rung need not know of what is private.
      if (event.data.kind !== 'acknowledge' || after.drill) return [];
      return [
        // Somebody or something resolved it there, and nobody has it in hand here: whoever is on call is called anew.
        ...(after.page?.status === 'resolved' ? reopened(after, by) : []),
        ...(after.restricted ? [] : [['pagerduty.ask', { of: seq }] as const]),
      ];
    case 'updated':
      return event.data.audience === 'internal' && isSomebody(actor) ? note(after, seq) : [];
    default:
      return [];
  }
}

/** It learns how things stand. One that was resolved there before we knew of it is no better than one that is resolved now. */
function found(after: Incident, by: string): readonly Wanted[] {
  const anew = after.page?.status === 'resolved' ? calledAnew(after, 'resolved', by) : [];
  return [...toAcknowledge(after), ...noted(after), ...prioritised(after, by), ...anew];
}

/** Nobody is called for an exercise, nor for what is over. */
function called(after: Incident): readonly Wanted[] {
  return isOpen(after) && !after.drill ? [['pagerduty.page', { rung: 0 }]] : [];
}

/** It is gone there, or was over after the time to acknowledge, and nobody has it in hand: before that, the next rung has its turn. */
function calledAnew(after: Incident, what: PageHappening, by: string): readonly Wanted[] {
  if (after.acknowledged !== null) return [];
  if (what === 'deleted') return called(after);
  const late = (what === 'resolved' || what === 'merged') && isAcknowledgementMissed(after);
  return late && isOpen(after) && !after.drill ? reopened(after, by) : [];
}

function reopened(after: Incident, by: string): readonly Wanted[] {
  return stands(after) ? [['pagerduty.reopen', { by }]] : called(after);
}

function stands({ page }: Incident): boolean {
  return page !== null && !page.gone;
}

/** What was taken on there needs no telling there. */
function acknowledged(after: Incident): readonly Wanted[] {
  return after.acknowledged?.there ? [] : toAcknowledge(after);
}

function toAcknowledge(after: Incident): readonly Wanted[] {
  return stands(after) && after.acknowledged && after.page?.status === 'triggered'
    ? [['pagerduty.acknowledge', {}]]
    : [];
}

function ended(after: Incident, by: string): readonly Wanted[] {
  return stands(after) ? [['pagerduty.resolve', { by }]] : [];
}

/** Also of one that was only just opened: nobody waited for its priority, and the severity may have changed on the way. */
function prioritised(after: Incident, by: string): readonly Wanted[] {
  return stands(after) ? [['pagerduty.set-severity', { by }]] : [];
}

/** The newest of what was said before anybody was called. */
function noted(after: Incident): readonly Wanted[] {
  const { internal } = after.updates;
  return internal ? note(after, internal.seq) : [];
}

/** What is said of a private incident stays here. */
function note(after: Incident, of: number): readonly Wanted[] {
  return stands(after) && !after.restricted ? [['pagerduty.note', { of }]] : [];
}
