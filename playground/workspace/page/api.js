import { byId, el } from './dom.js';

/** @returns the answer; what a route refuses is shown to the person and comes back as `{ ok: false }`. */
export async function call(method, path, body) {
  const response = await fetch(`/_workspace/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) notice(answer.error ?? `${response.status}`);
  return answer;
}

export const get = (path) => call('GET', path);
export const post = (path, body) => call('POST', path, body);

export function notice(text) {
  const line = el('div', { class: 'notice' }, text);
  byId('notices').append(line);
  setTimeout(() => line.remove(), 8000);
}

const failures = {
  operation_timeout: 'the bot did not answer within three seconds (operation_timeout)',
  dispatch_failed: 'the bot is down, or it failed (dispatch_failed)',
};

/** Says what went wrong with something a person did, as far as the answer tells. */
export function tellFailure(what, answer) {
  if (answer.error === undefined) return;
  const problems = answer.problems?.messages?.join(' ') ?? '';
  notice(`${what} failed: ${failures[answer.error] ?? answer.error} ${problems}`.trim());
}
