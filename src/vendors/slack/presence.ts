import { IntegrationError } from '#src/errors.ts';
import type { Call } from './call.ts';
import type { Rooms } from './channels.ts';
import { isRefusal } from './refusal.ts';
import { channelAnswer } from './schema.ts';

/** Brings what a call in a channel brings. What it throws is worth retrying where we were not in the channel and are now. */
export type InChannel = <Result>(channel: string, work: Promise<Result>) => Promise<Result>;

/** Whether we enter a channel only when somebody brings us in, public as it may be. */
export type StaysOut = (channel: string) => Promise<boolean>;

/** A public channel we were taken out of is entered again, for the next try; what we remember of one that is gone is forgotten. */
export function createInChannel(call: Call, rooms: Rooms, staysOut: StaysOut): InChannel {
  async function afterEntering(channel: string, refused: IntegrationError): Promise<IntegrationError> {
    try {
      if (await staysOut(channel)) return refused;
      await call('conversations.join', { channel }, channelAnswer);
    } catch (error) {
      // Nobody enters a private channel by themselves: that stays a refusal.
      return error instanceof IntegrationError && error.retryable ? error : refused;
    }
    const { vendor, code } = refused;
    return new IntegrationError({ vendor, code, retryable: true, ambiguous: false, cause: refused });
  }

  return async (channel, work) => {
    try {
      return await work;
    } catch (error) {
      if (!isRefusal(error, ['not_in_channel', 'channel_not_found', 'is_archived', 'is_inactive'])) throw error;
      rooms.forget(channel);
      throw error.code === 'not_in_channel' ? await afterEntering(channel, error) : error;
    }
  };
}
