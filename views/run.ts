import type { Button } from '@slack/types';
import { button } from './blocks.ts';
import { limits } from './limits.ts';

/**
 * A button or a select of this id runs the words in its value, as if somebody had typed them after `/apgms`, from where it stands. Slack wants ids to
 * differ within one block, so `apgms.run.<anything>` is the same.
 */
export const runActionId = 'apgms.run';

/** Whether a control of this id runs words. */
export function runsWords(actionId: string): boolean {
  return actionId === runActionId || actionId.startsWith(`${runActionId}.`);
}

/** A button that runs `words`, which follow `/apgms`. `nth`: of several in one block. `null`: a button does not hold so many. */
export function runButton(label: string, words: string, nth?: number): Button | null {
  if (words.length > limits.buttonValue) return null;
  return button(label, nth === undefined ? runActionId : `${runActionId}.${nth}`, words);
}
