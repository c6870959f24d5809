import { byId, el } from './dom.js';

/** @returns the answer. What a route refuses, or cannot because the playground has ended, is shown to the person and is `{ refused: true }`. */
export async function call(method, path, body) {
  try {
    const response = await fetch(`/_workspace/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    notice(answer.error ?? `${response.status}`);
  } catch {
    notice('The playground is not running');
  }
  return { refused: true };
}

export const get = (path) => call('GET', path);
export const post = (path, body) => call('POST', path, body);

/** Says it for a while, where it covers nothing: in the bar at the top, and in a dialog, which covers the bar, in that. */
export function notice(text) {
  if ([...document.querySelectorAll('.notice')].some((one) => one.textContent === text)) return;
  const line = el('div', { class: 'notice' }, text);
  (document.querySelector('dialog[open] .notices') ?? byId('notices')).append(line);
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
