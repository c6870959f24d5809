import type { EffectOf } from './effect.ts';

/** What the bot does outside for itself; the part before the dot is the lane it waits in. */
export const botEffectKinds = [
  'slack.post-anchor',
  'slack.post-digest',
  'slack.know-people',
  'slack.tell-claim',
  'slack.show-claim',
  'slack.verify-person',
  'slack.verify-channels',
  'slack.post-verification',
  'pagerduty.read-on-call',
  'pagerduty.claim-user',
  'pagerduty.reconcile',
  'pagerduty.verify-duty',
  'pagerduty.verify-person',
] as const;
export type BotEffectKind = (typeof botEffectKinds)[number];

/** Those that several incidents ask for under one id, each not knowing of the others. */
export const sharedEffectKinds: ReadonlySet<string> = new Set<BotEffectKind>(['slack.post-digest']);

/** Something the bot does outside, once, that belongs to no incident. Its stream names what it is about and holds no events. */
export type BotEffect = EffectOf<BotEffectKind>;
