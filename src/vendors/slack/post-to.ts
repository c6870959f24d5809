import { deadlines } from './call.ts';
import { httpFault, rateLimited, transportFault } from './fault.ts';
import { retryAfterOf } from './transport.ts';

/** Posts once to an address that Slack gave us, without our token. `writes`: a lost answer leaves a doubt. Throws `IntegrationError`. */
export async function postTo(
  address: string,
  {
    type,
    body,
    writes,
  }: { readonly type: string; readonly body: string | Uint8Array<ArrayBuffer>; readonly writes: boolean },
): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(deadlines.long),
  }).catch((error: unknown) => {
    throw transportFault(error, writes);
  });
  await response.body?.cancel();
  if (response.status === 429) throw rateLimited(retryAfterOf(response));
  if (!response.ok) throw httpFault(response.status, writes);
}
