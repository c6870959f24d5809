import { parseResolve } from '#commands/_grammar/parse-reference.ts';
import { numberIn } from '#commands/_incident/number-in.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { incidentResolving } from '#views/incident/resolving.ts';
import { refusalMessage } from '#views/refusal.ts';
import { unreadWords } from '#views/unknown.ts';

export const resolve = defineCommand({
  noun: 'incident',
  verb: 'resolve',
  summary: 'Have health checked and the incident resolved',
  usage: '[INC-42] [because <why to resolve whatever health says>]',
  examples: ['/apgms incident resolve INC-42', '/apgms incident resolve INC-42 because the check itself is broken'],
  scopes: [],
  async run(text, gesture) {
    const { number, reason, unread } = parseResolve(text);
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: resolve }) };
    const meant = await numberMeant(number, gesture, { verb: 'resolve', rest: text });
    return meant.ok ? request(meant.number, reason, gesture) : meant.reply;
  },
  buttons: {
    'incident.resolve': ({ value }, gesture) => request(numberIn(value), null, gesture),
  },
});

async function request(number: number, reason: string | null, gesture: Gesture): Promise<Reply> {
  const { deps, delivery } = gesture;
  const actor = await gesture.actor();
  const answer = await requestResolve(deps, { number, reason }, { actor, delivery });
  if (!answer.ok) return { kind: 'tell', message: refusalMessage(answer.refusal, deps) };
  const shown = await showIncident(deps, { number }, { actor });
  if (!shown.ok) return { kind: 'tell', message: refusalMessage(shown.refusal, deps) };
  return { kind: 'tell', message: incidentResolving({ incident: shown.incident, policy: deps.policy }) };
}
