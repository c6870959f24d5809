import type { Person } from './people.ts';
import { type Channel, findMessage, type Json, type Message, repliesTo, type State } from './state.ts';

/** The caller of a control route asked for something that is not there or makes no sense; `message` says what. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** A person by name (`ana`, `@ana`) or id. */
export function personOf(state: State, given: string): Person {
  const name = given.replace(/^@/, '').toLowerCase();
  const person = state.people.get(given) ?? [...state.people.values()].find((other) => other.name === name);
  if (person === undefined) throw new BadRequest(`there is no person "${given}"`);
  return person;
}

/** Somebody who does something: not who was deactivated. */
export function actorOf(state: State, given: string): Person {
  const person = personOf(state, given);
  if (person.isDeleted) throw new BadRequest(`${person.name} is deactivated`);
  return person;
}

/** A conversation by name (`#incidents`), id, or `@person` for the app's direct messages with them. */
export function channelOf(state: State, given: string): Channel {
  const name = given.replace(/^#/, '');
  const person = [...state.people.values()].find((other) => `@${other.name}` === given);
  const channel = [...state.channels.values()].find(
    (other) => other.id === given || other.name === name || (person !== undefined && other.withUser === person.id),
  );
  if (channel === undefined) throw new BadRequest(`there is no channel "${given}"`);
  return channel;
}

/** Guests and people of other workspaces see only what they are in; members see every public channel too. */
export function canSee(channel: Channel, person: Person): boolean {
  const isMember = !person.isGuest && !person.isDeleted && person.teamId === undefined;
  return channel.members.has(person.id) || (channel.kind === 'public' && isMember);
}

/** A channel on this person's screen. */
export function channelSeenBy(state: State, person: Person, given: string): Channel {
  const channel = channelOf(state, given);
  if (!canSee(channel, person)) throw new BadRequest(`${person.name} cannot see "${given}"`);
  return channel;
}

export function messageSeenBy(channel: Channel, person: Person, ts: string): Message {
  const message = findMessage(channel, ts);
  if (message === undefined || !isShown(channel, message, person))
    throw new BadRequest(`there is no message ${ts} in ${channel.name}`);
  return message;
}

/** Slack shows an ephemeral message in a thread only where somebody has replied before. */
function isShown(channel: Channel, { onlyFor, threadTs }: Message, person: Person | null): boolean {
  if (onlyFor === undefined || person === null) return true;
  return onlyFor === person.id && (threadTs === undefined || repliesTo(channel, threadTs).length > 0);
}

/** What only this person sees, wherever it is. */
export function ephemeralsOf(state: State, person: Person): readonly Message[] {
  return [...state.channels.values()].flatMap((channel) =>
    channel.messages.filter((message) => message.onlyFor !== undefined && isShown(channel, message, person)),
  );
}

/** The channels on somebody's screen (`null`: all there are). */
export function showChannels(state: State, person: Person | null, takesMessages = true): readonly Json[] {
  return [...state.channels.values()]
    .filter((channel) => person === null || canSee(channel, person))
    .map((channel) => ({
      id: channel.id,
      name: channel.kind === 'im' ? (state.people.get(channel.withUser ?? '')?.name ?? channel.id) : channel.name,
      kind: channel.kind,
      is_private: channel.kind === 'private',
      is_archived: channel.isArchived,
      is_read_only: channel.isArchived || (channel.kind === 'im' && !takesMessages),
      is_member: person === null || channel.members.has(person.id),
      bot_is_member: channel.members.has(state.team.botUserId),
      topic: channel.topic.value,
      purpose: channel.purpose.value,
      members: [...channel.members].map((id) => state.people.get(id)?.name ?? id),
      bookmarks: channel.bookmarks.map(({ title, link, emoji }) => ({ title, link, emoji })),
      latest_ts: channel.messages.findLast((message) => isShown(channel, message, person))?.ts ?? null,
    }));
}

/** A conversation as somebody (`null`: the one who sees all) reads it, oldest first, replies included. */
export function showMessages(state: State, channel: Channel, person: Person | null): readonly Json[] {
  return channel.messages
    .filter((message) => isShown(channel, message, person))
    .map((message) => showMessage(state, message));
}

export function showMessage(state: State, message: Message): Json {
  return {
    ts: message.ts,
    user: message.user,
    user_name: state.people.get(message.user)?.name ?? message.user,
    subtype: message.subtype ?? null,
    text: message.text,
    blocks: message.blocks ?? [],
    metadata: message.metadata ?? null,
    files: (message.files ?? [])
      .flatMap((id) => state.files.get(id) ?? [])
      .map(({ id, name, title }) => ({ id, name, title })),
    thread_ts: message.threadTs ?? null,
    reply_broadcast: message.broadcast ?? false,
    pinned: message.pinned !== undefined,
    reactions: message.reactions.map(({ name, users }) => ({
      name,
      users: users.map((id) => state.people.get(id)?.name ?? id),
    })),
    edited: message.edited !== undefined,
    only_visible_to:
      message.onlyFor === undefined ? null : (state.people.get(message.onlyFor)?.name ?? message.onlyFor),
  };
}

export interface Pressable {
  readonly blockId: string;
  readonly element: Json;
}

/** Everything in blocks that people press, pick or fill in. */
export function interactive(blocks: unknown): readonly Pressable[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isRecord).flatMap((block) => {
    const elements = [
      block['accessory'],
      block['element'],
      ...(block['type'] === 'actions' ? listed(block['elements']) : []),
    ];
    const inner = [...listed(block['elements']), ...listed(block['blocks'])].filter(
      (part) => isRecord(part) && (block['type'] === 'container' || block['type'] === 'carousel'),
    );
    const own = elements.filter(isRecord).filter((element) => typeof element['action_id'] === 'string');
    const cards = block['type'] === 'card' ? listed(block['actions']).filter(isRecord) : [];
    return [
      ...[...own, ...cards].map((element) => ({ blockId: String(block['block_id']), element })),
      ...interactive(inner),
    ];
  });
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
