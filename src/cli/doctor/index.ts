import type { Check } from './_examination/check.ts';
import { alertmanager } from './alertmanager.ts';
import { clock } from './clock.ts';
import { configuration } from './configuration.ts';
import { database } from './database.ts';
import { groups } from './groups.ts';
import { mail } from './mail.ts';
import { migrations } from './migrations.ts';
import { node } from './node.ts';
import { pagerDuty } from './pagerduty.ts';
import { people } from './people.ts';
import { policy } from './policy.ts';
import { queue } from './queue.ts';
import { rooms } from './rooms.ts';
import { scopes } from './scopes.ts';
import { slackRequests } from './slack-requests.ts';
import { slackToken } from './slack-token.ts';

/** In the order of the report: what others build on comes first. */
export const checks: readonly Check[] = [
  node,
  configuration,
  policy,
  database,
  migrations,
  queue,
  slackToken,
  slackRequests,
  clock,
  scopes,
  rooms,
  people,
  groups,
  mail,
  pagerDuty,
  alertmanager,
];
