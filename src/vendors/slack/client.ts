import type { Chat } from '#src/ports/chat.ts';
import { remembered } from '#src/vendors/remembered.ts';
import { defaultApiUrl, slackAddresses } from './addresses.ts';
import { type CallOptions, createCall } from './call.ts';
import { createRooms, enterById, everyChannel, isPrivate, membersOf, seenChannels } from './channels.ts';
import { createFiles } from './files.ts';
import { bodyOf, createMessages } from './messages.ts';
import { personOf } from './person.ts';
import { createInChannel, type StaysOut } from './presence.ts';
import { unlessRefused } from './refusal.ts';
import { respond } from './respond.ts';
import { anything, authTest, channelAnswer, directChannel, posted, userAnswer } from './schema.ts';

/** How long we go by what Slack said of an e-mail: many incidents ask for the same few people. */
const peopleMs = 5 * 60_000;

/** Slack's Web API as the port wants it. */
export function createChat(options: CallOptions & { readonly staysOut?: StaysOut }): Chat {
  const call = createCall(options);
  const rooms = createRooms(call);
  const inChannel = createInChannel(call, rooms, options.staysOut ?? (async () => false));
  const isSlack = slackAddresses(options.apiUrl ?? defaultApiUrl);
  let identity: ReturnType<Chat['identity']> | null = null;

  async function whoAmI() {
    const { user_id, bot_id, team_id, response_metadata } = await call('auth.test', {}, authTest);
    return { botUserId: user_id, botId: bot_id, teamId: team_id, scopes: response_metadata.scopes };
  }

  function known(): ReturnType<Chat['identity']> {
    identity ??= whoAmI().catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  }

  async function direct(person: string): Promise<string> {
    const { channel } = await call('conversations.open', { users: person }, directChannel);
    return channel.id;
  }

  async function askByEmail(email: string): ReturnType<Chat['personByEmail']> {
    const { teamId } = await known();
    const asked = call('users.lookupByEmail', { email }, userAnswer);
    const answer = await unlessRefused(['users_not_found'], asked);
    return answer && personOf(answer.user, teamId);
  }

  return {
    identity: known,
    async createChannel({ name, restricted }) {
      const made = call('conversations.create', { name, is_private: restricted }, channelAnswer);
      const answer = await unlessRefused(['name_taken'], made);
      return answer?.channel ?? null;
    },
    async findOwnChannel({ names, since }) {
      const { botUserId } = await known();
      for await (const { id, name, creator, created } of everyChannel(call, { archived: true })) {
        if (names.includes(name) && creator === botUserId && created * 1_000 >= since) return { id, name };
      }
      return null;
    },
    room: rooms.enter,
    enter: (channel) => enterById(call, channel),
    isPrivate: (channel) => isPrivate(call, channel),
    members: (channel) => inChannel(channel, membersOf(call, channel)),
    direct,
    async setTopic(channel, topic) {
      await inChannel(channel, call('conversations.setTopic', { channel, topic }, anything));
    },
    async invite(channel, person) {
      const invited = inChannel(channel, call('conversations.invite', { channel, users: person }, anything));
      await unlessRefused(['already_in_channel', 'cant_invite_self'], invited);
    },
    ...createMessages(call, inChannel, known),
    ...createFiles(call, inChannel, { identity: known, isSlack }),
    async openModal(triggerId, view) {
      await call('views.open', { trigger_id: triggerId, view }, anything, 'short');
    },
    async updateModal({ id, hash }, view) {
      await call('views.update', { view_id: id, ...(hash !== null && { hash }), view }, anything, 'short');
    },
    async publishHome(person, view) {
      await call('views.publish', { user_id: person, view }, anything);
    },
    respond,
    async tell(person, content) {
      await call('chat.postMessage', { channel: await direct(person), ...bodyOf(content) }, posted);
    },
    async person(id) {
      const { teamId } = await known();
      const asked = call('users.info', { user: id }, userAnswer, 'short');
      const answer = await unlessRefused(['user_not_found', 'user_not_visible'], asked);
      return answer && personOf(answer.user, teamId);
    },
    personByEmail: remembered(askByEmail, peopleMs),
    askByEmail,
    seenChannels: (names) => seenChannels(call, names),
  };
}
