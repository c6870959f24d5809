import { type EffectOf, effectsFrom, type Wanted } from '#src/domain/effect.ts';
import { actorId } from '#src/domain/people.ts';
import type { RecordedAlertEvent } from './events.ts';
import type { Alert } from './state.ts';

/** What the bot does outside for an alert; the part before the dot is the lane it waits in. */
export const alertEffectKinds = [
  'pagerduty.page-alert',
  'pagerduty.acknowledge-alert',
  'pagerduty.resolve-alert',
] as const;
export type AlertEffectKind = (typeof alertEffectKinds)[number];

/** What must now happen outside because of one event. `after` is the state with the event folded in. */
export function effectsOf(
  recorded: RecordedAlertEvent,
  after: Alert,
  before: Alert | null,
): readonly EffectOf<AlertEffectKind>[] {
  const wanted = [...(turnsCritical(before, after) ? called(after, 0) : []), ...following(recorded, after)];
  // PagerDuty sees what happens to one alert in the order in which it happened.
  return effectsFrom(recorded, wanted, () => `${recorded.stream}.pagerduty`);
}

/** Whether it fires and is critical since this event. Warnings and what is only good to know wake nobody. */
export function turnsCritical(before: Alert | null, after: Alert): boolean {
  return isCritical(after) && !(before && isCritical(before));
}

function isCritical({ status, severity }: Alert): boolean {
  return status === 'firing' && severity === 'critical';
}

function following({ event, actor }: RecordedAlertEvent, after: Alert): readonly Wanted<AlertEffectKind>[] {
  switch (event.type) {
    case 'page-unanswerable':
      return event.data.next === null ? [] : called(after, event.data.next);
    case 'paged':
      return [...acknowledged(after), ...over(after)];
    case 'alert-acknowledged':
      return actor.kind === 'vendor' ? [] : acknowledged(after, actorId(actor));
    case 'alert-detached':
      return isCritical(after) ? called(after, 0) : [];
    case 'page-changed':
      return event.data.what === 'deleted' && after.acknowledged === null && isCritical(after) ? called(after, 0) : [];
    case 'alert-attached':
    case 'alert-resolved':
      return over(after);
    default:
      return [];
  }
}

/** Runbook 003: "Critical alerts page the on-call engineer via PagerDuty." What PagerDuty tells us of called somebody already, and an incident calls by itself. */
function called({ source, incident }: Alert, rung: number): readonly Wanted<AlertEffectKind>[] {
  return source === 'pagerduty' || incident !== null ? [] : [['pagerduty.page-alert', { rung }]];
}

function acknowledged({ page, acknowledged: taken }: Alert, by = taken?.by): readonly Wanted<AlertEffectKind>[] {
  return page && taken && by ? [['pagerduty.acknowledge-alert', { by }]] : [];
}

/** What we did not open is not ours to resolve. */
function over({ source, page, status, incident }: Alert): readonly Wanted<AlertEffectKind>[] {
  const ended = status === 'resolved' || incident !== null;
  return page && source !== 'pagerduty' && ended ? [['pagerduty.resolve-alert', { page: page.id }]] : [];
}
