import type { Webhook } from '#src/define.ts';
import { alertmanager } from './alertmanager.ts';
import { pagerduty } from './pagerduty.ts';

/** Every system that tells us something without being asked. */
export const webhooks: readonly Webhook[] = [alertmanager, pagerduty];
