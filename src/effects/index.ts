import type { EffectKindDefinition } from '#src/define.ts';
import { assess } from './checks/assess.ts';
import { tellSecurity } from './mail/tell-security.ts';
import { adoptChannel } from './slack/adopt-channel.ts';
import { exportRecord } from './slack/export.ts';
import { findDebtors } from './slack/find-debtors.ts';
import { findSecurity } from './slack/find-security.ts';
import { invite } from './slack/invite.ts';
import { openChannel } from './slack/open-channel.ts';
import { pinCard } from './slack/pin-card.ts';
import { postAnchor } from './slack/post-anchor.ts';
import { postDigest } from './slack/post-digest.ts';
import { readMembers } from './slack/read-members.ts';
import { readMessage } from './slack/read-message.ts';
import { setTopic } from './slack/set-topic.ts';
import { show } from './slack/show.ts';

/** Everything the bot does outside. */
export const effects: readonly EffectKindDefinition[] = [
  assess,
  tellSecurity,
  adoptChannel,
  exportRecord,
  findDebtors,
  findSecurity,
  invite,
  openChannel,
  pinCard,
  postAnchor,
  postDigest,
  readMembers,
  readMessage,
  setTopic,
  show,
];
