import type { Button } from '@slack/types';
import type { Alert } from '#src/domain/alert/state.ts';
import { button } from '#views/blocks.ts';
import { declareAlertId, declareAlertValue } from './declare-value.ts';

export function acknowledgeButton({ number }: Pick<Alert, 'number'>): Button {
  return button('Acknowledge', 'alert.ack', String(number), 'primary');
}

/** Opens the form, filled in with what the alert says. */
export function declareButton(alert: Alert): Button {
  return button('Declare incident', declareAlertId, declareAlertValue(alert));
}
