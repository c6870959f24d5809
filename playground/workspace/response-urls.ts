import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall, type VendorAnswer } from '#playground/answer-call.ts';
import { readContent } from './content.ts';
import { readBody, readFields, sendJson } from './http.ts';
import { addMessage, changeMessage, removeMessage } from './messages.ts';
import { refuse } from './method.ts';
import { findMessage, type Json, nextId, nextTs } from './state.ts';
import type { WebApi } from './web-api.ts';
import type { World } from './world.ts';

const mostUses = 5;
/** 30 minutes on the playground's clock. */
const life = 30 * 60_000;

/** Opens a new address the app may answer to. `ts`: the message whose button was pressed. */
export function newResponseUrl(
  world: World,
  origin: string,
  given: { readonly user: string; readonly channel: string; readonly ts: string | null },
): string {
  const id = nextId(world.state, 'R');
  world.state.responseUrls.set(id, { ...given, at: world.now(), uses: 0 });
  return `${origin}/_response/${id}`;
}

/** Answers `POST /_response/<id>`: five times within half an hour. In logs and faults it is the method `response_url`. */
export async function answerResponseUrl(
  api: WebApi,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const args = body === null ? null : readFields(request, body);
  if (args === null) return sendJson(response, 400, refuse('invalid_payload'));
  const channel = api.world.state.responseUrls.get(id)?.channel ?? '';
  const name = api.world.state.channels.get(channel)?.name ?? '';
  await answerCall(
    api.line,
    {
      vendor: 'slack',
      method: 'response_url',
      args,
      text: JSON.stringify(args),
      channels: [channel, name],
      apply: () => respond(api.world, id, args),
      refuse: no,
      rateLimit: (seconds) => ({ ...no('rate_limited', 429), headers: { 'retry-after': String(seconds) } }),
    },
    response,
  );
}

function respond(world: World, id: string, args: Json): VendorAnswer {
  const { state } = world;
  const url = state.responseUrls.get(id);
  const channel = state.channels.get(url?.channel ?? '');
  if (url === undefined || channel === undefined) return no('invalid_url');
  if (world.now() - url.at > life) return no('expired_url');
  if (url.uses >= mostUses) return no('used_url');
  const original = url.ts === null ? undefined : findMessage(channel, url.ts);
  if (args['delete_original'] === true) {
    url.uses += 1;
    if (original !== undefined) removeMessage(world, channel, original);
    return yes;
  }
  const read = readContent(state, args);
  if (!read.ok) return no(String(read.refusal['error']));
  url.uses += 1;
  if (args['replace_original'] === true && original !== undefined) {
    const edited = { user: state.team.botUserId, ts: nextTs(channel, world.now()) };
    const { blocks: _, ...plain } = original;
    changeMessage(world, channel, original, { ...plain, ...read.content, edited });
    return yes;
  }
  const thread = args['thread_ts'];
  addMessage(world, channel, {
    ...read.content,
    user: state.team.botUserId,
    ...(args['response_type'] === 'in_channel' ? {} : { onlyFor: url.user }),
    ...(typeof thread === 'string' ? { threadTs: thread } : {}),
  });
  return yes;
}

const yes: VendorAnswer = { status: 200, body: 'ok', outcome: 'ok' };

function no(code: string, status = 404): VendorAnswer {
  return { status, body: refuse(code), outcome: code };
}
