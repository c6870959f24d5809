import { type EffectOf, effectsFrom, type Wanted } from '#src/domain/effect.ts';
import type { PageChanged } from '#src/domain/paging/events.ts';
import { callsUnheard, isOpenThere, type Page, type PageHappening, type PageStatus } from '#src/domain/paging/page.ts';
import type { Reached } from '#src/domain/promises/owed.ts';
import type { RecordedAlertEvent } from './events.ts';
import { isCritical } from './evolve.ts';
import type { Alert } from './state.ts';

/** What the bot does outside for an alert; the part before the dot is the lane it waits in. */
export const alertEffectKinds = [
  'pagerduty.page',
  'pagerduty.acknowledge',
  'pagerduty.resolve-alert',
  'pagerduty.ask',
  'slack.find-on-call',
] as const;
export type AlertEffectKind = (typeof alertEffectKinds)[number];

/** What must now happen outside because of one event. `after` is the state with the event folded in. */
export function effectsOf(
  recorded: RecordedAlertEvent,
  after: Alert,
  before: Alert | null,
): readonly EffectOf<AlertEffectKind>[] {
  const wanted = [...(turnsCritical(before, after) ? called(after, 0) : []), ...following(recorded, after)];
  return effectsFrom(recorded, wanted, (kind) => orderKeyOf(kind, recorded.stream));
}

function orderKeyOf(kind: AlertEffectKind, stream: string): string | null {
  if (kind === 'slack.find-on-call') return null;
  // A request to join waits for the page it is for, and keeps nothing waiting.
  if (kind === 'pagerduty.ask') return `${stream}.pagerduty.asks`;
  // PagerDuty sees what happens to one alert in the order in which it happened.
  return `${stream}.pagerduty`;
}

/** Whether it fires and is critical since this event. Warnings and what is only good to know wake nobody. */
export function turnsCritical(before: Alert | null, after: Alert): boolean {
  return isCritical(after) && !(before && isCritical(before));
}

function following({ event, seq }: RecordedAlertEvent, after: Alert): readonly Wanted<AlertEffectKind>[] {
  switch (event.type) {
    case 'page-unanswerable':
      return event.data.next === null ? [] : called(after, event.data.next);
    case 'paged':
      return [...acknowledged(after), ...resolvesPage(after), ...calledAnew(after, after.page?.status ?? 'triggered')];
    case 'alert-acknowledged':
      return acknowledged(after);
    case 'alert-detached':
      return isCritical(after) ? called(after, 0) : [];
    case 'page-changed':
      return [
        ...calledAnew(after, event.data.what),
        ...ofAnEarlierFiring(after, event.data),
        ...(callsUnheard(after, event.data) ? acknowledged(after) : []),
      ];
    case 'alert-attached':
    case 'alert-resolved':
      return resolvesPage(after);
    case 'obligation-reminded':
      return [['slack.find-on-call', { of: seq }]];
    case 'obligation-missed':
      return [['slack.find-on-call', { of: seq }], ...climbed(after, event.data.reached, seq)];
    default:
      return [];
  }
}

/** Runbook 003: "Critical alerts page the on-call engineer via PagerDuty." What PagerDuty tells us of called somebody already, and an incident calls by itself. */
function called({ source, incident }: Alert, rung: number): readonly Wanted<AlertEffectKind>[] {
  return source === 'pagerduty' || incident !== null ? [] : [['pagerduty.page', { rung }]];
}

/** Runbook 003: the next rung, until somebody acknowledges. Where no page stands, and none is to come, one is opened for them. */
function climbed(after: Alert, [first]: readonly Reached[], of: number): readonly Wanted<AlertEffectKind>[] {
  if (first === undefined) return [];
  const { page, unanswered, callFailed } = after;
  const none = page === null ? callFailed || unanswered?.next === null : !isOpenThere(page);
  return [...(none ? called(after, first.rung) : []), ['pagerduty.ask', { of }]];
}

/** A page that was found late, and that somebody took on before the alert fired again, calls nobody for what fires now. */
function ofAnEarlierFiring(
  after: Alert,
  { what, at }: Pick<PageChanged, 'what' | 'at'>,
): readonly Wanted<AlertEffectKind>[] {
  const { page, unacknowledged, firedAt } = after;
  const silent = what === 'acknowledged' && unacknowledged !== null && page?.status === 'acknowledged' && at < firedAt;
  return silent && page ? [...resolving(after, page), ...called(after, 0)] : [];
}

/** Its page is gone there, or was ended after its time, and nobody has it in hand: that must not be the end of it. */
function calledAnew(after: Alert, what: PageHappening | PageStatus): readonly Wanted<AlertEffectKind>[] {
  const { unacknowledged } = after;
  if (unacknowledged === null) return [];
  if (what === 'deleted') return called(after, 0);
  // Before that, the next rung is called when its time comes.
  const missed = (what === 'resolved' || what === 'merged') && unacknowledged.missedAt !== null;
  return missed ? called(after, unacknowledged.reached.at(-1)?.rung ?? 0) : [];
}

/** What was taken on there needs no telling there. */
function acknowledged({ page, acknowledged: taken }: Alert): readonly Wanted<AlertEffectKind>[] {
  return page && taken && !taken.there ? [['pagerduty.acknowledge', {}]] : [];
}

/** What we did not open is not ours to resolve. */
function resolving({ source }: Alert, { id: page }: Page): readonly Wanted<AlertEffectKind>[] {
  return source === 'pagerduty' ? [] : [['pagerduty.resolve-alert', { page }]];
}

/** Nobody is called any more for what is over, or an incident's. */
function resolvesPage(after: Alert): readonly Wanted<AlertEffectKind>[] {
  const { page, status, incident } = after;
  const ended = status === 'resolved' || incident !== null;
  return page && ended ? resolving(after, page) : [];
}
