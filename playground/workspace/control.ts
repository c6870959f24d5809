import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { act, actionShape } from './acts/action.ts';
import { changeChannel, channelShape } from './acts/channel.ts';
import { commandShape, typeCommand } from './acts/command.ts';
import { openHome } from './acts/home.ts';
import { close, closeShape, submit, submitShape } from './acts/modal.ts';
import { shortcutShape, useShortcut } from './acts/shortcut.ts';
import { suggest, suggestShape } from './acts/suggest.ts';
import { deleteShape, edit, editShape, erase, messageShape, reactAs, reactionShape, say } from './acts/talk.ts';
import type { Events } from './events.ts';
import type { Desk } from './gestures.ts';
import { originOf, readBody, readFields, sendJson } from './http.ts';
import { BadRequest } from './looking.ts';
import { type Control, parse, type Route } from './route.ts';
import { addFault, advanceClock, changeScopes, clearFaults, clock, settle } from './routes/conditions.ts';
import { channels, file, home, messages, team, views } from './routes/looking.ts';
import type { World } from './world.ts';

const routes: Readonly<Record<string, Route>> = {
  'POST command': gestured(commandShape, typeCommand),
  'POST submit': gestured(submitShape, submit),
  'POST close': gestured(closeShape, close),
  'POST action': gestured(actionShape, act),
  'POST shortcut': gestured(shortcutShape, useShortcut),
  'POST suggest': gestured(suggestShape, suggest),
  'POST message': told(messageShape, say),
  'POST message/edit': told(editShape, edit),
  'POST message/delete': told(deleteShape, erase),
  'POST reaction': told(reactionShape, reactAs),
  'POST channel': told(channelShape, changeChannel),
  'POST home': ({ world, events }, { subject }) => openHome(world, events, subject),
  'POST clock': advanceClock,
  'POST settle': settle,
  'POST faults': addFault,
  'DELETE faults': clearFaults,
  'POST scopes': changeScopes,
  'GET scopes': ({ world }) => ({ scopes: world.scopes.list() }),
  'GET faults': ({ line }) => ({ faults: line.faults.waiting() }),
  'GET log': ({ line }) => ({ calls: line.log.calls() }),
  'GET clock': clock,
  'GET bot': ({ botStatus }) => ({ status: botStatus() }),
  'GET channels': channels,
  'GET messages': messages,
  'GET files': file,
  'GET views': views,
  'GET home': home,
  'GET team': team,
};

/** Answers `/_workspace/<route>`; `false`: there is no such route. */
export async function answerControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const origin = originOf(request);
  const url = new URL(request.url ?? '/', origin);
  const path = url.pathname.slice('/_workspace/'.length);
  const [head = '', ...rest] = path.split('/').map(decodeURIComponent);
  const whole = routes[`${request.method} ${path}`];
  const route = whole ?? routes[`${request.method} ${head}`];
  if (route === undefined) return false;
  const body = await readBody(request);
  const input = body === null ? null : readFields(request, body);
  if (input === null) {
    sendJson(response, 400, { ok: false, error: 'the body is not a JSON object' });
    return true;
  }
  try {
    const subject = whole === undefined ? rest.join('/') : '';
    sendJson(response, 200, await route(control, { input, subject, as: url.searchParams.get('as'), origin }));
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    sendJson(response, 400, { ok: false, error: error.message });
  }
  return true;
}

function gestured<Schema extends z.ZodType>(
  schema: Schema,
  run: (desk: Desk, input: z.output<Schema>) => unknown,
): Route {
  return ({ world, transport }, { input, origin }) => run({ world, transport, origin }, parse(schema, input));
}

function told<Schema extends z.ZodType>(
  schema: Schema,
  run: (world: World, events: Events, input: z.output<Schema>) => unknown,
): Route {
  return ({ world, events }, { input }) => run(world, events, parse(schema, input));
}
