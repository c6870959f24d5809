import type { Chat } from '#src/ports/chat.ts';
import { deadlines } from './call.ts';
import { httpFault, rateLimited, transportFault } from './fault.ts';
import { retryAfterOf } from './transport.ts';

export type Content = Parameters<Chat['respond']>[1];

/** Posts to a gesture's `response_url`: five times within half an hour, seen by that person only. Throws `IntegrationError`. */
export async function respond(responseUrl: string, { text, blocks }: Content): Promise<void> {
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
    redirect: 'error',
    signal: AbortSignal.timeout(deadlines.long),
  }).catch((error: unknown) => {
    throw transportFault(error, true);
  });
  await response.body?.cancel();
  if (response.status === 429) throw rateLimited(retryAfterOf(response));
  if (!response.ok) throw httpFault(response.status, true);
}
