import { alertName } from '#src/domain/alert/state.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';

/** The answer to Retry. */
export function retryingAlert(number: number): Message {
  return paragraph(`${alertName(number)}: what failed is tried again. The card shows how it goes.`);
}
