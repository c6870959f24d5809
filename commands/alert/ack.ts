import { alertMeant } from '#commands/_alert/alert-meant.ts';
import { toldOfAlert } from '#commands/_alert/told-of-alert.ts';
import { parseAlert } from '#commands/_grammar/parse-alert.ts';
import { numberIn } from '#commands/_incident/number-in.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { acknowledgeAlert } from '#src/operations/alert/acknowledge.ts';
import { incidentNotAlert, unreadWords } from '#views/unknown.ts';

export const ack = defineCommand({
  noun: 'alert',
  verb: 'ack',
  alsoSaid: ['acknowledge'],
  summary: 'Take an alert on: you look at it now',
  usage: '[ALT-7]',
  examples: ['/apgms alert ack ALT-7', '/apgms alert ack'],
  scopes: [],
  async run(text, gesture) {
    const { number, unread, instead } = parseAlert(text);
    if (instead !== null) return { kind: 'tell', message: incidentNotAlert({ number: instead, command: ack }) };
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: ack }) };
    return number === null ? alertMeant('ack', gesture) : take(number, gesture);
  },
  buttons: {
    'alert.ack': ({ value }, gesture) => take(numberIn(value), gesture),
  },
});

async function take(number: number, gesture: Gesture): Promise<Reply> {
  const { deps, delivery } = gesture;
  const answer = await acknowledgeAlert(deps, { number }, { actor: await gesture.actor(), delivery });
  return toldOfAlert(answer, { what: 'acknowledge' }, gesture);
}
