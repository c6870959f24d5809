import type { Effect } from './incident/effects.ts';

/** What the bot does outside for itself; the part before the dot is the lane it waits in. */
export const botEffectKinds = ['slack.post-anchor'] as const;
export type BotEffectKind = (typeof botEffectKinds)[number];

/** Something the bot does outside, once, that belongs to no incident. Its stream names what it is about and holds no events. */
export interface BotEffect extends Omit<Effect, 'kind'> {
  readonly kind: BotEffectKind;
}
