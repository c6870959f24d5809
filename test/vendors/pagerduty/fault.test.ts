import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { IntegrationError } from '#src/errors.ts';
import { pagerAt, says, stubPagerDuty } from './stub-pagerduty.ts';

async function faultOf(call: Promise<unknown>) {
  const error = await call.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof IntegrationError)) throw new Error('not an IntegrationError', { cause: error });
  const { vendor, code, retryable, ambiguous, retryAfterMs, call: name } = error;
  return { vendor, code, retryable, ambiguous, retryAfterMs, call: name };
}

const no = (status: number, code: number, headers: Record<string, string> = {}) =>
  says(status, { error: { message: 'no', code, errors: [] } }, headers);
const resets: RequestListener = (request) => request.socket.destroy();
const resetsWithin: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"incident":');
  setImmediate(() => request.socket.destroy());
};
const elsewhere = says(302, '', { location: '/elsewhere' });

/** What PagerDuty or the net does · our code · trying again can help · it may have happened · wait (ms). */
const rows: readonly (readonly [string, RequestListener, string, boolean, boolean, number | null])[] = [
  ['refuses what is invalid', no(400, 2001), 'invalid', false, false, null],
  ['has that key already', no(400, 2002), 'invalid', false, false, null],
  ['has nobody on call', no(400, 1015), 'nobody-on-call', false, false, null],
  ['knows of a change meanwhile', no(400, 1005), 'changed-meanwhile', true, false, null],
  ['lacks an ability', no(402, 2014), 'ability-missing', false, false, null],
  ['does not know it', no(404, 2100), 'not-found', false, false, null],
  ['does not know our token', says(401, { error: { message: 'no' } }), 'http_401', false, false, null],
  ['asks for quiet, and says how long', no(429, 2020, { 'ratelimit-reset': '7' }), 'rate-limited', true, false, 7_000],
  ['asks for quiet, and does not say how long', no(429, 2020), 'rate-limited', true, false, 30_000],
  ['asks for quiet in words', says(429, 'slow down'), 'rate-limited', true, false, 30_000],
  ['breaks', no(500, 2000), 'http_500', true, true, null],
  ['took too long inside', no(408, 2016), 'timeout', true, true, null],
  ['stands behind a broken proxy', says(502, '<html>bad gateway</html>'), 'http_502', true, true, null],
  ['drops the line', resets, 'reset', true, true, null],
  ['drops the line within its answer', resetsWithin, 'reset', true, true, null],
  ['never answers', () => undefined, 'timeout', true, true, null],
  ['answers something else', says(200, { hello: 'there' }), 'unreadable', true, true, null],
  ['answers no JSON', says(200, 'hello'), 'reset', true, true, null],
  ['sends us elsewhere', elsewhere, 'redirected', false, false, null],
];

describe('a call that opens an incident', () => {
  const page = {
    service: 'PSVC1',
    key: 'inc-42',
    title: 'x',
    urgency: 'high',
    priority: null,
    details: 'y',
    users: [],
    from: null,
  } as const;

  it.each(rows)('where PagerDuty %s', async (_, answer, code, retryable, ambiguous, retryAfterMs) => {
    const { pager, asked } = await stubPagerDuty(() => answer);
    expect(await faultOf(pager.page(page))).toEqual({
      vendor: 'pagerduty',
      code,
      retryable,
      ambiguous,
      retryAfterMs,
      call: 'incidents.create',
    });
    // The library asks again by itself after a 429, and only then: it cannot be told not to.
    expect(asked.length).toBe(code === 'rate-limited' ? 4 : 1);
  });

  it('where nobody listens never left', async () => {
    const { url } = await stubPagerDuty(() => says(200, {}));
    expect(await faultOf(pagerAt(url.replace(/\d+$/, '1')).page(page))).toMatchObject({
      code: 'unreachable',
      retryable: true,
      ambiguous: false,
    });
  });
});

it('a question that gets no answer leaves no doubt: it changes nothing', async () => {
  const { pager } = await stubPagerDuty(() => resets);
  expect(await faultOf(pager.pageOf('PGR0VU2'))).toMatchObject({ code: 'reset', retryable: true, ambiguous: false });
});
