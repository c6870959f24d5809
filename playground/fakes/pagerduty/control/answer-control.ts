import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refused } from '#playground/fakes/pagerduty/refused.ts';
import { isOwnPage, originOf, readBody, readFields, sendJson } from '#playground/workspace/http.ts';
import { BadRequest } from '#playground/workspace/looking.ts';
import { setAbilities, setContacts, setOnCall, showOnCalls } from './conditions.ts';
import type { ControlRoute, PagerDutyControl } from './control-route.ts';
import { actOn, alert, remove, showIncidents } from './incidents.ts';
import { showPhone } from './phone.ts';
import { changeWebhooks, repeatDelivery, showDeliveries } from './webhooks.ts';

/** By method, name and whether something follows it: `POST incidents/…`. */
const routes: Readonly<Record<string, ControlRoute>> = {
  'GET incidents': showIncidents,
  'GET incidents/…': showIncidents,
  'POST incidents': alert,
  'POST incidents/…': actOn,
  'DELETE incidents/…': remove,
  'GET oncalls': showOnCalls,
  'POST oncall': setOnCall,
  'POST abilities': setAbilities,
  'POST contacts': setContacts,
  'GET phone/…': showPhone,
  'GET deliveries': showDeliveries,
  'POST deliveries/…': repeatDelivery,
  'POST webhooks': changeWebhooks,
};

/** Answers `/_pagerduty/…`, for whoever does what people and machines do in PagerDuty. `false`: there is no such route. */
export async function answerControl(
  control: PagerDutyControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!isOwnPage(request)) {
    sendJson(response, 403, { ok: false, error: 'only from this machine, and only from our own page' });
    return true;
  }
  const { pathname } = new URL(request.url ?? '/', originOf(request));
  const [name = '', ...subject] = pathname.split('/').slice(2).map(decodeURIComponent);
  const route = routes[`${request.method} ${name}${subject.length > 0 ? '/…' : ''}`];
  if (route === undefined) return false;
  const body = await readBody(request);
  const input = body === null ? null : readFields(request, body);
  if (input === null) {
    sendJson(response, 400, { ok: false, error: 'the body is not a JSON object' });
    return true;
  }
  try {
    sendJson(response, 200, await route(control, { input, subject }));
  } catch (error) {
    if (error instanceof BadRequest) sendJson(response, 400, { ok: false, error: error.message });
    else if (error instanceof Refused) sendJson(response, 400, { ok: false, error: wordsOf(error), code: error.code });
    else throw error;
  }
  return true;
}

function wordsOf({ message, errors }: Refused): string {
  return [message, ...errors].join(': ');
}
