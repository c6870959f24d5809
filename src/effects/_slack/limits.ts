import type { Bucket } from '#src/ports/store.ts';

/** A call that nobody waits for any more ends within the adapter's 8 s; what it did shows at once. */
export const settleMs = 10_000;

/** A minute in which what was promised to it is used, and what came five seconds late from the one before. */
const longMinute = 65 / 60;

/**
 * A share of one of Slack's rate tiers, per method (api.slack.com/apis/rate-limits): what can wait plus what a minute brings never exceeds the tier,
 * so no minute, wherever it begins, holds more calls than Slack grants. Nearly half of it can wait: trouble comes in bursts.
 */
function tier(method: string, granted: number): Bucket {
  const burst = Math.floor(granted * 0.45);
  return { key: `slack.${method}`, call: method, perMinute: Math.floor((granted - burst) / longMinute), burst };
}

export const createLimit = tier('conversations.create', 20);
export const topicLimit = tier('conversations.setTopic', 20);
export const pinLimit = tier('pins.add', 20);
export const inviteLimit = tier('conversations.invite', 50);
export const editLimit = tier('chat.update', 50);
export const infoLimit = tier('conversations.info', 50);
export const historyLimit = tier('conversations.history', 50);
export const shareLimit = tier('files.completeUploadExternal', 100);
export const membersLimit = tier('conversations.members', 100);
export const lookupLimit = tier('users.lookupByEmail', 50);

/** Posting is limited per channel, to about one message a second. */
export function postLimit(channel: string): Bucket {
  return { key: `slack.chat.postMessage.${channel}`, call: 'chat.postMessage', perMinute: 50, burst: 3 };
}
