import type { CallLine } from '#playground/answer-call.ts';
import { originOf } from '#playground/workspace/http.ts';
import type { Mounted } from '#playground/workspace/serve.ts';
import { answerControl } from './control/answer-control.ts';
import { answerRest } from './rest/answer-rest.ts';
import { botEmail, defaultSeed } from './seed.ts';
import { createState } from './state.ts';
import { createDeliveries } from './webhooks/deliveries.ts';
import type { Webhook } from './webhooks/sender.ts';
import type { World } from './world.ts';

export interface PagerDuty extends Mounted {
  /** For the bot's `PAGERDUTY_API_TOKEN`. */
  readonly token: string;
  /** For its `PAGERDUTY_FROM_EMAIL`. */
  readonly fromEmail: string;
  /** For its `PAGERDUTY_WEBHOOK_SECRET`. */
  readonly webhookSecret: string;
  /** Sends the webhooks that are due by the clock; resolves when none is on its way. */
  runDue(): Promise<void>;
  /** Resolves when no webhook is on its way. */
  idle(): Promise<void>;
  /** How often a webhook set out or came back so far. */
  moves(): number;
  /** When the next webhook is due (clock, ms). */
  nextDue(): number | null;
  close(): void;
}

export interface PagerDutyOptions {
  /** What goes wrong and what is written down; calls are those of vendor `pagerduty`. */
  readonly line: CallLine;
  readonly clock: { now(): number };
  /** Something is otherwise on somebody's screen. */
  readonly changed?: () => void;
  readonly webhook: Webhook;
}

/** A small, strict, stateful PagerDuty for one account: its REST API under `/pagerduty`, its webhooks to the bot, and `/_pagerduty` for what people do. */
export function openPagerDuty({ line, clock, changed = () => undefined, webhook }: PagerDutyOptions): PagerDuty {
  const now = () => clock.now();
  const state = createState(defaultSeed, now());
  const deliveries = createDeliveries({ state, now, webhook, changed });
  const world: World = { state, now, webhookUrl: webhook.url, publish: deliveries.add, changed };
  const token = 'playground-pagerduty-token';
  // The clock is somebody else's and may run by itself, so what fell due is looked for now and then.
  const retries = setInterval(() => void deliveries.runDue(), 1_000).unref();

  return {
    token,
    fromEmail: botEmail,
    webhookSecret: webhook.secret,
    runDue: deliveries.runDue,
    idle: deliveries.idle,
    moves: deliveries.moves,
    nextDue: deliveries.nextDue,
    async handle(request, response) {
      const origin = originOf(request);
      const { pathname } = new URL(request.url ?? '/', origin);
      const [, root] = pathname.split('/');
      if (root !== 'pagerduty' && root !== '_pagerduty') return false;
      state.site = origin;
      if (root === '_pagerduty') return answerControl({ world, deliveries }, request, response);
      await answerRest({ world, line, token }, request, response);
      return true;
    },
    close: () => clearInterval(retries),
  };
}
