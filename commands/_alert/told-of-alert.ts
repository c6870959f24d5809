import type { Gesture, Reply } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import { showAlert } from '#src/operations/alert/show.ts';
import { type AlertDone, alertDone } from '#views/alert/done.ts';
import { refusalMessage } from '#views/refusal.ts';

/** Tells who asked what came of it: what was done, or why not. */
export async function toldOfAlert(answer: Answer, done: AlertDone, { deps, actor }: Gesture): Promise<Reply> {
  const shown = answer.ok ? await showAlert(deps, { number: answer.number }, { actor: await actor() }) : answer;
  return {
    kind: 'tell',
    message: shown.ok ? alertDone({ ...shown, done, policy: deps.policy }) : refusalMessage(shown.refusal, deps),
  };
}
