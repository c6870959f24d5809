import type { Chat } from '#src/ports/chat.ts';
import { postTo } from './post-to.ts';

/** Posts to a gesture's `response_url`: five times within half an hour, seen by that person only. Throws `IntegrationError`. */
export const respond: Chat['respond'] = (responseUrl, { text, blocks }, thread) => {
  const where = thread ? { thread_ts: thread } : {};
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...where, text, blocks });
  return postTo(responseUrl, { type: 'application/json', body, writes: true });
};
