import { z } from 'zod';

/** Every `error` ends a sentence that begins with the key: "severities.sev1.acknowledge.value must be …". */
export function words(what: string) {
  return z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, `must be ${what}`);
}

export const from = z
  .string({ error: 'must name the runbook in quotes, such as "003", or card, or ours' })
  .regex(
    /^(?:(?:\d{3}|card)(?:, (?:\d{3}|card))*|ours)$/,
    'must name runbooks, such as "003" or "000, 003", or card, or ours',
  )
  .meta({
    description:
      'The runbook the rule stands in, in quotes: "003". Several: "000, 003". `card`: the order card. `ours`: no runbook says, we chose it.',
  });

export const businessDays = z
  .int({ error: 'must be a whole number of business days' })
  .positive('must be at least 1')
  .max(60, 'must be at most 60');
