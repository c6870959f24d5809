import { type Alert, alertName } from '#src/domain/alert/state.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { paragraph } from '#views/blocks.ts';
import { ownPlace, room } from '#views/incident/words.ts';
import type { Message } from '#views/message.ts';
import { code } from '#views/text.ts';

/** What somebody did with an alert. */
export type AlertDone = { readonly what: 'acknowledge' } | { readonly what: 'attach'; readonly incident: number };

export interface AlertDoneProps {
  /** As it is now, with the incident it belongs to. */
  readonly alert: Alert;
  readonly incident: Incident | null;
  readonly done: AlertDone;
  readonly policy: Policy;
}

/** The answer to who did something with an alert: what is so now, and where it shows. */
export function alertDone({ alert, incident, done, policy }: AlertDoneProps): Message {
  const name = alertName(alert.number);
  if (done.what === 'attach') {
    const place = incident ? ` Told in ${ownPlace(incident)}.` : '';
    return paragraph(`*${name} belongs to ${incidentName(done.incident)} now.*${place}`);
  }
  const next =
    alert.incident === null
      ? ` If it is more than an alert: ${code(`/apgms incident declare ${name}`)}, or the button of its card.`
      : '';
  return paragraph(`*You have acknowledged ${name}.* Its card in ${room(policy, 'alerts')} says so.${next}`);
}
