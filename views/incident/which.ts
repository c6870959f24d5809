import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';

/** The question which incident was meant, outside of an incident's channel. */
export function whichIncident(): Message {
  return message('Which incident?', [
    section('*Which incident?* This is not the channel of one, so name it: `INC-42`.'),
    context('The open ones: `/apgms incident list`'),
  ]);
}
