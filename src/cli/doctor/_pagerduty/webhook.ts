import { type Finding, ok, warning, wrong } from '#src/cli/doctor/_examination/check.ts';
import type { PagerSubscription } from '#src/ports/pager.ts';
import { heardTypes } from '#src/vendors/pagerduty/schema.ts';
import type { Part } from './part.ts';

const path = '/webhooks/pagerduty';
const place = 'Integrations → Generic Webhooks (v3)';

/** PagerDuty tells the bot what happens there. Whether the secret is that of the subscription only a webhook can show. */
export const webhook: Part = async ({ pager }) => {
  const ours = (await pager.subscriptions()).filter(leadsToUs);
  if (ours.length === 0)
    return [
      wrong(
        `It tells nobody at ${path}, so the bot does not hear who takes a page on there. ${place} → New Webhook: https://<your host>${path}, the scope Account, and the events ${heardTypes.join(', ')}; then put its secret into PAGERDUTY_WEBHOOK_SECRET.`,
      ),
    ];
  const looked = ours.map((one) => ({ address: addressOf(one), problems: problemsOf(one) }));
  // One that is as it must be is enough.
  const [best] = looked.toSorted((one, other) => one.problems.length - other.problems.length);
  if (best === undefined || best.problems.length > 0) return best?.problems ?? [];
  return [ok(`it tells ${best.address} what happens there.`)];
};

function leadsToUs({ url }: PagerSubscription): boolean {
  return url !== null && URL.canParse(url) && new URL(url).pathname.replace(/\/$/, '') === path;
}

/** What follows a question mark may be somebody's secret. */
function addressOf({ url }: PagerSubscription): string {
  const { origin, pathname } = new URL(url ?? '');
  return `${origin}${pathname}`;
}

function problemsOf(subscription: PagerSubscription): readonly Finding[] {
  const { active, silenced, events, whole } = subscription;
  const url = addressOf(subscription);
  const missing = heardTypes.filter((type) => !events.includes(type));
  const there = `${place} → ${url}`;
  return [
    ...(active ? [] : [wrong(`Its webhook to ${url} is switched off. Switch it on: ${there} → Enable.`)]),
    ...(silenced
      ? [
          wrong(
            `It keeps silent towards ${url} for up to a day, because the bot refused what it was told. Is PAGERDUTY_WEBHOOK_SECRET the one of this webhook? Then: ${there} → Enable.`,
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [wrong(`Its webhook to ${url} does not tell of ${missing.join(', ')}. Add them: ${there}.`)]
      : []),
    ...(whole
      ? []
      : [
          warning(
            `Its webhook to ${url} tells of one service or one team only. Make one with the scope Account: ${place}.`,
          ),
        ]),
  ];
}
