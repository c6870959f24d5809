import { told } from '#commands/_form/told.ts';
import { parseReference } from '#commands/_grammar/parse-reference.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberIn } from '#commands/_incident/number-in.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { acknowledge } from '#src/operations/incident/acknowledge.ts';

export const ack = defineCommand({
  noun: 'incident',
  verb: 'ack',
  alsoSaid: ['acknowledge'],
  summary: 'Take an incident on: you look at it now',
  usage: '[INC-42]',
  examples: ['/apgms incident ack INC-42', '/apgms incident ack'],
  scopes: [],
  async run(text, gesture) {
    const { number, unread } = parseReference(text);
    if (unread !== null) return notRead(unread, ack);
    const meant = await numberMeant(number, gesture, { verb: 'ack', rest: '' });
    return meant.ok ? take(meant.number, gesture) : meant.reply;
  },
  buttons: {
    'incident.ack': ({ value }, gesture) => take(numberIn(value), gesture),
  },
});

async function take(number: number, gesture: Gesture): Promise<Reply> {
  const { deps, delivery } = gesture;
  const answer = await acknowledge(deps, { number }, { actor: await gesture.actor(), delivery });
  return told(answer, { what: 'acknowledge' }, gesture);
}
