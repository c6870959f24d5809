import type { BotEffect } from '#src/domain/bot-effects.ts';

/** Has PagerDuty asked how our pages stand there. */
export const reconcilePages: BotEffect = {
  id: 'pages.pagerduty.reconcile',
  kind: 'pagerduty.reconcile',
  stream: 'pages',
  payload: {},
  orderKey: null,
};

/** How often (ms): what its webhooks did not tell is known so much later. */
export const reconcileEveryMs = 10 * 60_000;
