import { alertMeant } from '#commands/_alert/alert-meant.ts';
import { parseAlert } from '#commands/_grammar/parse-alert.ts';
import { numberIn } from '#commands/_incident/number-in.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { retryAlert } from '#src/operations/alert/retry.ts';
import { showAlert } from '#src/operations/alert/show.ts';
import { alertCard } from '#views/alert/card.ts';
import { retryingAlert } from '#views/alert/retrying.ts';
import { refusalMessage } from '#views/refusal.ts';
import { incidentNotAlert, unreadWords } from '#views/unknown.ts';

export const show = defineCommand({
  noun: 'alert',
  verb: 'show',
  summary: 'What is known about one alert',
  usage: '[ALT-7]',
  examples: ['/apgms alert show ALT-7', '/apgms alert show'],
  scopes: [],
  async run(text, gesture) {
    const { number, unread, instead } = parseAlert(text);
    if (instead !== null) return { kind: 'tell', message: incidentNotAlert({ number: instead, command: show }) };
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: show }) };
    return number === null ? alertMeant('show', gesture) : details(number, gesture);
  },
  buttons: {
    'alert.retry': async ({ value }, gesture) => {
      const number = numberIn(value);
      const by = { actor: await gesture.actor(), delivery: gesture.delivery };
      const answer = await retryAlert(gesture.deps, { number }, by);
      const message = answer.ok ? retryingAlert(number) : refusalMessage(answer.refusal, gesture.deps);
      return { kind: 'tell', message };
    },
  },
});

async function details(number: number, { deps, actor }: Gesture): Promise<Reply> {
  const shown = await showAlert(deps, { number }, { actor: await actor() });
  return {
    kind: 'tell',
    message: shown.ok ? alertCard({ ...shown, policy: deps.policy }) : refusalMessage(shown.refusal, deps),
  };
}
