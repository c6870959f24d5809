import { told } from '#commands/_form/told.ts';
import { parseReferenceBecause } from '#commands/_grammar/parse-reference.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand } from '#src/define.ts';
import { close as closeIncident } from '#src/operations/incident/close.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { refusalMessage } from '#views/refusal.ts';

export const close = defineCommand({
  noun: 'incident',
  verb: 'close',
  summary: 'Complete the record of a resolved incident',
  usage: '[INC-42] [because …]',
  examples: [
    '/apgms incident close INC-42',
    '/apgms incident close INC-42 because its review is part of that of INC-41',
    '/apgms incident close',
  ],
  scopes: [],
  async run(text, gesture) {
    const { number, reason: why, unread } = parseReferenceBecause(text);
    if (unread !== null) return notRead(unread, close);
    const meant = await numberMeant(number, gesture, {
      verb: 'close',
      rest: why ? `because ${why}` : '',
      of: 'resolved',
    });
    if (!meant.ok) return meant.reply;
    const { deps, delivery } = gesture;
    const by = { actor: await gesture.actor(), delivery };
    const answer = await closeIncident(deps, { number: meant.number, why }, by);
    if (answer.ok || answer.refusal.code !== 'record-incomplete') return told(answer, { what: 'close' }, gesture);
    const shown = await showIncident(deps, { number: meant.number }, by);
    const incident = shown.ok ? shown.incident : null;
    return { kind: 'tell', message: refusalMessage(answer.refusal, { policy: deps.policy, incident }) };
  },
});
