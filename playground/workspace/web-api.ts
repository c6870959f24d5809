import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall, type CallLine, type VendorAnswer } from '#playground/answer-call.ts';
import { originOf, readBody, readFields, sendJson } from './http.ts';
import { type ApiResult, fromJsonText, refuse } from './method.ts';
import { type Method, methods } from './methods.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Json, State } from './state.ts';
import type { World } from './world.ts';

export interface WebApi {
  readonly world: World;
  readonly line: CallLine;
  readonly limits: RateLimits | null;
  readonly tokens: { readonly bot: string; readonly app: string };
}

/** Answers `POST /api/<method>` as Slack does: JSON or form body, the token in the header or the body. */
export async function answerApi(
  api: WebApi,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const fields = body === null ? null : readFields(request, body);
  if (fields === null) return sendJson(response, 200, refuse('invalid_json'));
  const query = Object.fromEntries(new URL(request.url ?? '/', originOf(request)).searchParams);
  const { token: bodyToken, ...args } = { ...query, ...fields };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (typeof bodyToken === 'string' ? bodyToken : undefined);
  const tell = (answer: VendorAnswer) => withScopes(api, methods.get(name)?.scopes ?? [], token, answer);
  await answerCall(
    api.line,
    {
      vendor: 'slack',
      method: name,
      args: readable(args),
      text: JSON.stringify(readable(args)),
      channels: namesOf(api.world.state, args),
      apply: () => tell(run(api, name, args, token, originOf(request))),
      refuse: (code) => tell(answered(refuse(code))),
      rateLimit: (retryAfter) => tell(rateLimit(retryAfter)),
    },
    response,
  );
}

function run(api: WebApi, name: string, args: Json, token: string | undefined, origin: string): VendorAnswer {
  const method = methods.get(name);
  if (method === undefined) return answered(refuse('unknown_method', { req_method: name }));
  const denied = name === 'api.test' ? null : denial(api, method, args, token);
  if (denied !== null) return answered(denied);
  const key = method.tier === 'post' ? String(args['channel']) : name;
  const wait = api.limits?.spend(method.tier, key) ?? null;
  return wait === null ? answered(method.handle(api.world, args, origin)) : rateLimit(wait);
}

/** Whoever shows a token of ours is told what it may do, and what the method takes. */
function withScopes(
  { world, tokens }: WebApi,
  accepted: readonly string[],
  token: string | undefined,
  answer: VendorAnswer,
): VendorAnswer {
  if (token !== tokens.app && token !== tokens.bot) return answer;
  const granted = token === tokens.app ? ['connections:write'] : world.scopes.list();
  const headers = {
    'x-oauth-scopes': granted.join(','),
    ...(accepted.length > 0 && { 'x-accepted-oauth-scopes': accepted.join(',') }),
  };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function denial({ world, tokens }: WebApi, method: Method, args: Json, token: string | undefined): ApiResult | null {
  if (token === undefined) return refuse('not_authed');
  if (token !== tokens.bot && token !== tokens.app) return refuse('invalid_auth');
  if ((token === tokens.app) !== (method.name === 'apps.connections.open') && method.name !== 'auth.test') {
    return refuse('not_allowed_token_type');
  }
  const needed = neededScopes(world.state, method, args).find((scope) => !world.scopes.has(scope));
  return needed === undefined ? null : refuse('missing_scope', { needed, provided: world.scopes.list().join(',') });
}

function neededScopes(state: State, { name, scopes }: Method, args: Json): readonly string[] {
  const [shared, restricted = shared, direct = shared] = scopes;
  if (shared === undefined) return [];
  if (name === 'conversations.list') return listScopes(String(args['types'] ?? 'public_channel'));
  const kind = state.channels.get(String(args['channel']))?.kind;
  if (kind === 'im') return [direct ?? shared];
  const asksPrivate = kind === 'private' || ['true', '1', true].some((yes) => yes === args['is_private']);
  return [asksPrivate ? (restricted ?? shared) : shared];
}

const listed: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

function listScopes(types: string): readonly string[] {
  return types.split(/\s*,\s*/).flatMap((type) => listed[type] ?? []);
}

function namesOf(state: State, args: Json): readonly string[] {
  const given = String(args['channel'] ?? args['channel_id'] ?? '').replace(/^#/, '');
  const name = state.channels.get(given)?.name;
  return name === undefined ? [given] : [given, name];
}

/** Arguments a form carried as JSON text, opened up so that the log and faults' `match` read the same for both kinds of body. */
function readable(args: Json): Json {
  const isJsonText = (value: unknown) => typeof value === 'string' && /^[[{]/.test(value);
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, isJsonText(value) ? fromJsonText(value) : value]),
  );
}

function answered(result: ApiResult): VendorAnswer {
  return { status: 200, body: result, outcome: result.ok ? 'ok' : String(result['error']) };
}

function rateLimit(retryAfter: number): VendorAnswer {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfter) },
    body: refuse('ratelimited'),
    outcome: 'ratelimited',
  };
}
