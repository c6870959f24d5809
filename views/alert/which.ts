import { type Alert, alertName } from '#src/domain/alert/state.ts';
import { numberWords } from '#src/domain/numbers.ts';
import { actions, context, message, paragraph, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code } from '#views/text.ts';
import { heading } from './words.ts';

/** How many are offered. */
export const mostAsked = 5;

export interface WhichAlertProps {
  /** Those it may be, the worst first. */
  readonly alerts: readonly Alert[];
  readonly total: number;
  /** What is to be done with it. */
  readonly verb: 'show' | 'ack' | 'attach';
  /** How many fire, where these are not all of them. */
  readonly firing?: number;
}

/** The question which alert was meant: picking one goes on with it. */
export function whichAlert({ alerts, total, verb, firing = total }: WhichAlertProps): Message {
  if (alerts.length === 0 && firing > 0) {
    return paragraph(`Which alert? Whatever fires is acknowledged already: ${code('/apgms alert list')}`);
  }
  if (alerts.length === 0) {
    return paragraph(`Which alert? None fires. Those that are over: ${code('/apgms alert list all')}`);
  }
  const shown = alerts.slice(0, mostAsked);
  const buttons = shown.map((one, index) =>
    runButton(alertName(one.number), `alert ${verb} ${alertName(one.number)}`, index),
  );
  const more = total > shown.length ? `${total - shown.length} more: ${code('/apgms alert list')} · ` : '';
  return message('Which alert?', [
    section(`*Which alert?*\n${shown.map((one) => `• ${heading(one)}`).join('\n')}`),
    actions(buttons.filter((one) => one !== null)),
    context(`${more}To name it: ${code(`/apgms alert ${verb} ${alertName(shown[0]?.number ?? 0)}`)}`),
  ]);
}

/** An alert is to be attached, and no incident was named where none has its channel. */
export function alertWithoutIncident({ number }: { readonly number: number }): Message {
  const name = `ALT-${numberWords(number)}`;
  return paragraph(
    `*To which incident?* This is not the channel of one. Name it: ${code(`/apgms alert attach ${name} INC-42`)}. The open ones: ${code('/apgms incident list')}`,
  );
}
