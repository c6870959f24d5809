import { parseReference } from '#commands/_grammar/parse-reference.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberIn } from '#commands/_incident/number-in.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { retryFailed } from '#src/operations/incident/retry.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { effectLines } from '#views/incident/effect-lines.ts';
import { retrying } from '#views/incident/retrying.ts';
import { incidentShow } from '#views/incident/show.ts';
import { refusalMessage } from '#views/refusal.ts';

export const show = defineCommand({
  noun: 'incident',
  verb: 'show',
  summary: 'What is known about one incident',
  usage: '[INC-42]',
  examples: ['/apgms incident show INC-42', '/apgms incident show'],
  scopes: [],
  async run(text, gesture) {
    const { number, unread } = parseReference(text);
    if (unread !== null) return notRead(unread, show);
    const meant = await numberMeant(number, gesture, { verb: 'show', rest: '', of: 'any' });
    return meant.ok ? details(meant.number, gesture) : meant.reply;
  },
  buttons: {
    'incident.retry': async ({ value }, gesture) => {
      const number = numberIn(value);
      const by = { actor: await gesture.actor(), delivery: gesture.delivery };
      const answer = await retryFailed(gesture.deps, { number }, by);
      const message = answer.ok ? retrying(number) : refusalMessage(answer.refusal, gesture.deps);
      return { kind: 'tell', message };
    },
  },
});

async function details(number: number, gesture: Gesture): Promise<Reply> {
  const { policy, clock } = gesture.deps;
  const shown = await showIncident(gesture.deps, { number }, { actor: await gesture.actor() });
  if (!shown.ok) return { kind: 'tell', message: refusalMessage(shown.refusal, { policy }) };
  const { incident, work, firing } = shown;
  const effects = effectLines(work, incident.posted);
  return { kind: 'tell', message: incidentShow({ incident, effects, firing, policy, now: clock.now() }) };
}
