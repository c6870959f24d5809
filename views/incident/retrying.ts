import { incidentName } from '#src/domain/incident/state.ts';
import { message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';

/** The answer to Retry. */
export function retrying(number: number): Message {
  const text = `${incidentName(number)}: what failed is tried again. The card shows how it goes.`;
  return message(text, [section(text)]);
}
