import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall, type VendorAnswer } from '#playground/answer-call.ts';
import { keep } from './files.ts';
import { readBytes, sendJson } from './http.ts';
import { refuse } from './method.ts';
import type { WebApi } from './web-api.ts';

/**
 * Answers `POST /upload/v1/<ticket>`: the bytes as they are, or a form with one file in it. In logs and faults it is the method `upload_url`.
 * Its address is a secret, so no token is asked for.
 */
export async function answerUpload(
  api: WebApi,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBytes(request);
  if (body === null) return sendJson(response, 413, refuse('file_too_large'));
  const file = [...api.world.state.files.values()].find((other) => other.ticket === ticket);
  const args = { file: file?.id ?? null, name: file?.name ?? null, bytes: body.length };
  await answerCall(
    api.line,
    {
      vendor: 'slack',
      method: 'upload_url',
      args,
      text: JSON.stringify(args),
      channels: [],
      async apply() {
        if (request.method !== 'POST') return no('method_not_allowed', 405);
        if (file === undefined || file.isComplete) return no('invalid_ticket', 404);
        const content = await contentOf(request.headers['content-type'], body);
        if (content?.length !== file.length) return no('length_mismatch', 400);
        keep(api.world, { ...file, content });
        return { status: 200, body: `OK - ${content.length}`, outcome: 'ok' };
      },
      refuse: (code) => no(code, 400),
      rateLimit: (seconds) => ({ ...no('rate_limited', 429), headers: { 'retry-after': String(seconds) } }),
    },
    response,
  );
}

/** The file in the body, or `null` when a form holds none. */
async function contentOf(type: string | undefined, body: Buffer): Promise<Buffer | null> {
  if (!type?.startsWith('multipart/form-data')) return body;
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const file = [...form.values()].find((value) => typeof value !== 'string');
    return file === undefined ? null : Buffer.from(await file.arrayBuffer());
  } catch {
    return null;
  }
}

function no(code: string, status: number): VendorAnswer {
  return { status, body: refuse(code), outcome: code };
}
