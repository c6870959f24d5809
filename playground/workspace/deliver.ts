import { createHmac } from 'node:crypto';
import { post } from '#playground/post.ts';
import type { Json } from './state.ts';

/** One payload on its way to the app. `retry`: this is not the first try. */
export interface Delivery {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
  readonly retry?: { readonly num: number; readonly reason: string };
}

/** What came of it. `body`: the parsed JSON, or the text as it was. */
export type Answer =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

export interface Transport {
  /** Never throws. Waits three wall seconds at most. */
  deliver(delivery: Delivery): Promise<Answer>;
}

/** How long Slack waits for an answer, wall milliseconds. */
export const patience = 3000;

/** Signed POSTs to `<url>/slack/events`; `url` answers `null` while the app is down. */
export function httpTransport(url: () => string | null, signingSecret: string): Transport {
  return {
    deliver(delivery) {
      const base = url();
      if (base === null) return Promise.resolve({ kind: 'unreachable' });
      const { type, body } = encoded(delivery);
      const timestamp = String(Math.floor(Date.now() / 1000));
      const headers = {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature(signingSecret, timestamp, body),
        ...(delivery.retry === undefined
          ? {}
          : { 'x-slack-retry-num': String(delivery.retry.num), 'x-slack-retry-reason': delivery.retry.reason }),
      };
      return post(new URL('/slack/events', base), { headers, body, patience });
    },
  };
}

/** Slack's v0 signature: HMAC-SHA-256 over `v0:<seconds>:<raw body>`. */
function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encoded({ kind, payload }: Delivery): { readonly type: string; readonly body: string } {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  const fields =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}
