import type { EffectKindDefinition } from '#src/define.ts';
import { assess } from './checks/assess.ts';
import { invite } from './slack/invite.ts';
import { openChannel } from './slack/open-channel.ts';
import { pinCard } from './slack/pin-card.ts';
import { setTopic } from './slack/set-topic.ts';
import { show } from './slack/show.ts';

/** Everything the bot does outside. */
export const effects: readonly EffectKindDefinition[] = [assess, invite, openChannel, pinCard, setTopic, show];
