import { type EffectOf, effectsFrom, type Wanted } from '#src/domain/effect.ts';
import type { RecordedAlertEvent } from './events.ts';
import type { Alert } from './state.ts';

/** What the bot does outside for an alert; the part before the dot is the lane it waits in. */
export const alertEffectKinds = [] as const;
export type AlertEffectKind = (typeof alertEffectKinds)[number];

/** What must now happen outside because of one event. `after` is the state with the event folded in. */
export function effectsOf(
  recorded: RecordedAlertEvent,
  after: Alert,
  before: Alert | null,
): readonly EffectOf<AlertEffectKind>[] {
  return effectsFrom(recorded, turnsCritical(before, after) ? paging : []);
}

/** Runbook 003: "Critical alerts page the on-call engineer via PagerDuty." Nobody does as yet: the effect that pages is wanted here. */
const paging: readonly Wanted<AlertEffectKind>[] = [];

/** Whether it fires and is critical since this event. Warnings and what is only good to know wake nobody. */
export function turnsCritical(before: Alert | null, after: Alert): boolean {
  return isCritical(after) && !(before && isCritical(before));
}

function isCritical({ status, severity }: Alert): boolean {
  return status === 'firing' && severity === 'critical';
}
