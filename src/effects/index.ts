import type { EffectKindDefinition } from '#src/define.ts';
import { assess } from './checks/assess.ts';
import { tellSecurity } from './mail/tell-security.ts';
import { acknowledge } from './pagerduty/acknowledge.ts';
import { ask } from './pagerduty/ask.ts';
import { claimUser } from './pagerduty/claim-user.ts';
import { identify } from './pagerduty/identify.ts';
import { note } from './pagerduty/note.ts';
import { page } from './pagerduty/page.ts';
import { readOnCall } from './pagerduty/read-on-call.ts';
import { reconcile } from './pagerduty/reconcile.ts';
import { reopen } from './pagerduty/reopen.ts';
import { resolve } from './pagerduty/resolve.ts';
import { resolveAlert } from './pagerduty/resolve-alert.ts';
import { resolveSpare } from './pagerduty/resolve-spare.ts';
import { setSeverity } from './pagerduty/set-severity.ts';
import { verifyDuty } from './pagerduty/verify-duty.ts';
import { verifyPerson as verifyPersonThere } from './pagerduty/verify-person.ts';
import { adoptChannel } from './slack/adopt-channel.ts';
import { exportRecord } from './slack/export.ts';
import { findDebtors } from './slack/find-debtors.ts';
import { findOnCall } from './slack/find-on-call.ts';
import { findResponders } from './slack/find-responders.ts';
import { findSecurity } from './slack/find-security.ts';
import { invite } from './slack/invite.ts';
import { knowPeople } from './slack/know-people.ts';
import { openChannel } from './slack/open-channel.ts';
import { pinCard } from './slack/pin-card.ts';
import { postAnchor } from './slack/post-anchor.ts';
import { postDigest } from './slack/post-digest.ts';
import { postVerification } from './slack/post-verification.ts';
import { readMembers } from './slack/read-members.ts';
import { readMessage } from './slack/read-message.ts';
import { setTopic } from './slack/set-topic.ts';
import { show } from './slack/show.ts';
import { showClaim } from './slack/show-claim.ts';
import { tellClaim } from './slack/tell-claim.ts';
import { verifyChannels } from './slack/verify-channels.ts';
import { verifyPerson } from './slack/verify-person.ts';

/** Everything the bot does outside. */
export const effects: readonly EffectKindDefinition[] = [
  assess,
  tellSecurity,
  acknowledge,
  ask,
  claimUser,
  identify,
  note,
  page,
  readOnCall,
  reconcile,
  reopen,
  resolve,
  resolveAlert,
  resolveSpare,
  setSeverity,
  verifyDuty,
  verifyPersonThere,
  adoptChannel,
  exportRecord,
  findDebtors,
  findOnCall,
  findResponders,
  findSecurity,
  invite,
  knowPeople,
  openChannel,
  pinCard,
  postAnchor,
  postDigest,
  postVerification,
  readMembers,
  readMessage,
  setTopic,
  show,
  showClaim,
  tellClaim,
  verifyChannels,
  verifyPerson,
];
