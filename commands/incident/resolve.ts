import { cameOf } from '#commands/_form/told.ts';
import { parseReferenceBecause } from '#commands/_grammar/parse-reference.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberIn } from '#commands/_incident/number-in.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { firingOf } from '#src/operations/attaching.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { incidentResolving } from '#views/incident/resolving.ts';

export const resolve = defineCommand({
  noun: 'incident',
  verb: 'resolve',
  summary: 'Have health checked and the incident resolved',
  usage: '[INC-42] [because <why to resolve whatever health and alerts say>]',
  examples: ['/apgms incident resolve INC-42', '/apgms incident resolve INC-42 because the check itself is broken'],
  scopes: [],
  async run(text, gesture) {
    const { number, reason, unread } = parseReferenceBecause(text);
    if (unread !== null) return notRead(unread, resolve);
    const meant = await numberMeant(number, gesture, { verb: 'resolve', rest: text });
    return meant.ok ? request(meant.number, reason, gesture) : meant.reply;
  },
  buttons: {
    'incident.resolve': ({ value }, gesture) => request(numberIn(value), null, gesture),
  },
});

async function request(number: number, reason: string | null, gesture: Gesture): Promise<Reply> {
  const { deps, delivery } = gesture;
  const by = { actor: await gesture.actor(), delivery };
  const came = await cameOf(await requestResolve(deps, { number, reason }, by), gesture);
  if (!came.ok) return { kind: 'tell', message: came.message };
  const { incident } = came;
  const firing = await firingOf(deps, incident);
  return { kind: 'tell', message: incidentResolving({ incident, policy: deps.policy, firing }) };
}
