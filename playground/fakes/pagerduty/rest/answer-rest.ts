import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall, type CallLine, type VendorAnswer } from '#playground/answer-call.ts';
import { invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { Json, User } from '#playground/fakes/pagerduty/state.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';
import { originOf, readBody } from '#playground/workspace/http.ts';
import { fromJsonText } from '#playground/workspace/method.ts';
import { aboutIncidents } from './about-incidents.ts';
import { account } from './account.ts';
import { type Asked, fieldsOf, type Route } from './asked.ts';
import { incidents } from './incidents.ts';

export interface RestApi {
  readonly world: World;
  readonly line: CallLine;
  readonly token: string;
}

const routes: readonly Route[] = [...incidents, ...aboutIncidents, ...account];

/** Answers `<site>/pagerduty/…` as api.pagerduty.com does: the token, then the path, whom `From` names, and what is asked. */
export async function answerRest(api: RestApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', originOf(request));
  const path = pathname.replace(/^\/pagerduty/, '');
  const text = await readBody(request);
  const body = objectIn(text);
  const match = matchOf(request.method, path);
  const name = match === null ? `${request.method} ${path}` : nameOf(match.route, { query, body: body ?? {} });
  const from = request.headers.from ?? null;
  const args = { ...(match?.id && { id: match.id }), ...fieldsOf(query), ...body, ...(from !== null && { from }) };
  await answerCall(
    api.line,
    {
      vendor: 'pagerduty',
      method: name,
      args,
      text: JSON.stringify(args),
      channels: [],
      apply: () => refusing(() => run(api, request, match, { query, body, from })),
      refuse: (code) => refusal(/^\d{4}$/.test(code) ? new Refused(Number(code)) : invalid(code)),
      rateLimit: (seconds) => ({
        ...refusal(new Refused(2020)),
        headers: { 'ratelimit-limit': '960', 'ratelimit-remaining': '0', 'ratelimit-reset': String(seconds) },
      }),
    },
    response,
  );
}

interface Match {
  readonly route: Route;
  readonly id: string;
}

function matchOf(method: string | undefined, path: string): Match | null {
  for (const route of routes) {
    const found = new RegExp(`^${route.path.replace(':id', '(?<id>[^/]+)')}$`).exec(path);
    if (found !== null && route.method === method) return { route, id: decodeURIComponent(found.groups?.['id'] ?? '') };
  }
  return null;
}

function nameOf({ name }: Route, asked: Pick<Asked, 'query' | 'body'>): string {
  return typeof name === 'string' ? name : name(asked);
}

function run(
  { world, token }: RestApi,
  { headers, method }: IncomingMessage,
  match: Match | null,
  { query, body, from }: { readonly query: URLSearchParams; readonly body: Json | null; readonly from: string | null },
): VendorAnswer {
  if (headers.authorization !== `Token token=${token}`) throw new Refused(2006);
  if (!/^(?:\*\/\*|application\/vnd\.pagerduty\+json;version=2)$/.test(headers.accept ?? '*/*'))
    throw invalid('Accept: only version 2 is spoken here');
  if (match === null) throw new Refused(2100);
  const { route, id } = match;
  if (method !== 'GET' && body === null) throw invalid('The body is no JSON object');
  const acts = route.from === undefined ? null : userOf(world, from);
  const told = route.run(world, { id, query, body: body ?? {}, from: acts });
  return { status: told.status, body: told.body ?? '', outcome: 'ok' };
}

function userOf({ state }: World, from: string | null): User {
  if (from === null) throw invalid('From: the e-mail address of a user is needed');
  const user = [...state.users.values()].find(({ email }) => email.toLowerCase() === from.trim().toLowerCase());
  if (user === undefined) throw new Refused(1008);
  return user;
}

function refusing(work: () => VendorAnswer): VendorAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return refusal(error);
    throw error;
  }
}

function refusal({ status, code, message, errors }: Refused): VendorAnswer {
  return { status, body: { error: { code, message, errors } }, outcome: String(code) };
}

/** Nothing at all is an empty object: some calls need no body. */
function objectIn(text: string | null): Json | null {
  if (text === '') return {};
  const value = text === null ? null : fromJsonText(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
