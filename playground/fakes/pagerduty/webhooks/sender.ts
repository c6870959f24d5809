import { createHmac } from 'node:crypto';
import { type Posted, post } from '#playground/post.ts';
import type { Delivery } from './delivery.ts';
import { webhookPath } from './subscription.ts';

export interface Webhook {
  /** Where the bot is; `null`: down. */
  readonly url: () => string | null;
  readonly secret: string;
  /** How long an answer may take, wall milliseconds; default: PagerDuty's five seconds. */
  readonly patience?: number;
}

export interface Sender {
  /** Sends it once. Never throws. */
  send(delivery: Delivery): Promise<Posted>;
  /** Signs with this one first, as while a secret is being replaced; `null`: no more. */
  signAlsoWith(secret: string | null): void;
}

/** Signed POSTs to `<url>/webhooks/pagerduty`. */
export function createSender({ url, secret, patience = 5_000 }: Webhook, subscription: string): Sender {
  let other: string | null = null;
  return {
    async send({ id, body }) {
      const base = url();
      if (base === null) return { kind: 'unreachable' };
      const secrets = other === null ? [secret] : [other, secret];
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'PagerDuty-Webhook/V3.0',
        'x-pagerduty-signature': secrets.map((one) => signature(one, body)).join(','),
        'x-webhook-id': id,
        'x-webhook-subscription': subscription,
      };
      return post(new URL(webhookPath, base), { headers, body, patience });
    },
    signAlsoWith(more) {
      other = more;
    },
  };
}

/** Over the body as it goes out, and nothing else: a webhook can be sent again by whoever has it. */
function signature(secret: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
