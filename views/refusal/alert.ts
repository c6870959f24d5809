import { alertName } from '#src/domain/alert/state.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import { highestNumber } from '#src/domain/numbers.ts';
import type { AlertRefusal } from '#src/domain/refusal.ts';
import { code, mention, when } from '#views/text.ts';
import { type Explanation, tooHigh } from './explanation.ts';

/** Why nothing was done with an alert, and what to do next. */
export function explainAlert(refusal: AlertRefusal): Explanation {
  const name = alertName(refusal.alert);
  const show = `Look at it: ${code(`/apgms alert show ${name}`)}`;
  switch (refusal.code) {
    case 'no-such-alert':
      if (refusal.alert >= highestNumber) return tooHigh('alert');
      return {
        stopped: `There is no ${name}.`,
        rule: null,
        next: `See which there are: ${code('/apgms alert list all')}`,
      };
    case 'alert-over':
      return { stopped: `Not acknowledged: nothing of ${name} fires any more.`, rule: null, next: show };
    case 'alert-nothing-to-retry':
      return { stopped: `Nothing of ${name} failed, or it is tried again already.`, rule: null, next: show };
    case 'alert-acknowledged':
      return {
        stopped: `${name} is acknowledged already, by ${mention(refusal.by)}, ${when(refusal.at)}.`,
        rule: null,
        next: show,
      };
    case 'alert-attached':
      return {
        stopped: `${name} is attached to ${incidentName(refusal.number)} already.`,
        rule: null,
        next: `Look at the incident: ${code(`/apgms incident show ${incidentName(refusal.number)}`)}`,
      };
    case 'alert-to-private':
      if (refusal.number === 0) {
        return {
          stopped: `Not declared: everybody reads alerts, so no private incident can go on with ${name}.`,
          rule: null,
          next: `Declare the private one by itself: ${code('/apgms incident declare private')}. Whoever is called for ${name} takes that on.`,
        };
      }
      return {
        stopped: `Not attached: ${incidentName(refusal.number)} is private, and everybody reads alerts.`,
        rule: '“Escalate security-sensitive issues directly to the security contact” (runbook 000): who may know of it is decided by its members.',
        next: `Note it in its channel instead: ${code(`/apgms incident note ${name} belongs to this`)}`,
      };
    case 'alert-fires': {
      const to = incidentName(refusal.number);
      return {
        stopped:
          refusal.why === 'drill'
            ? `Not attached: ${to} is an exercise, and nobody is called for what belongs to one, whenever ${name} fires.`
            : `Not attached: ${name} fires, and ${to} is resolved, so nobody is at work on it.`,
        rule: null,
        next:
          refusal.why === 'drill'
            ? `Declare an incident of its own on the card of ${name}.`
            : `If ${to} is back, reopen it first: ${code(`/apgms incident reopen ${to} because ${name} fires`)}. Else declare one of its own on the card of ${name}.`,
      };
    }
  }
}
