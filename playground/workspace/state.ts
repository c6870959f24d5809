import type { Person, Team, UserGroup } from './people.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What a workspace begins with. Channels' members are ids of people; the first one created it. */
export interface WorkspaceSeed {
  readonly team: Team;
  readonly people: readonly Person[];
  readonly userGroups: readonly UserGroup[];
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly isPrivate: boolean;
    readonly members: readonly string[];
    readonly purpose: string;
  }[];
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

/** A message as stored. Replaced, never changed in place. `ts`: Slack's, seconds with six digits. */
export interface Message {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly subtype?: string;
  readonly blocks?: readonly Json[];
  readonly attachments?: readonly Json[];
  readonly metadata?: Json;
  /** Ids. */
  readonly files?: readonly string[];
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  readonly reactions: readonly Reaction[];
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly pinned?: { readonly by: string; readonly at: number };
  /** Only this person sees it. */
  readonly onlyFor?: string;
  /** What the person's own client called it. */
  readonly clientId?: string;
}

/** A file, from the moment somebody said it would come. Replaced, never changed in place. */
export interface StoredFile {
  readonly id: string;
  /** The secret part of the address it is uploaded to. */
  readonly ticket: string;
  readonly name: string;
  readonly title: string;
  /** What a picture shows; `null`: not said. */
  readonly alt: string | null;
  readonly user: string;
  /** Seconds. */
  readonly created: number;
  /** Bytes that were announced. */
  readonly length: number;
  /** `null`: they have not come. */
  readonly content: Buffer | null;
  /** Nobody sees it before. */
  readonly isComplete: boolean;
}

export interface Label {
  readonly value: string;
  readonly creator: string;
  readonly lastSet: number;
}

export interface Bookmark {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly emoji: string;
  readonly created: number;
}

/** A conversation; `name` of a direct message is its id, `withUser` the person on the other side. */
export interface Channel {
  readonly id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  readonly creator: string;
  readonly created: number;
  readonly withUser: string | null;
  isArchived: boolean;
  topic: Label;
  purpose: Label;
  readonly members: Set<string>;
  /** In order of `ts`, ephemeral ones too. */
  messages: readonly Message[];
  bookmarks: readonly Bookmark[];
  lastTs: number;
}

/** A modal or home tab somebody has. `payload`: the view as the app sent it, with every block and action named. */
export interface View {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly payload: Json;
  readonly rootId: string;
  readonly previousId: string | null;
}

export interface Trigger {
  readonly user: string;
  /** Wall milliseconds: a trigger's three seconds are real ones. */
  readonly at: number;
  used: boolean;
}

export interface ResponseUrl {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed, if any. */
  readonly ts: string | null;
  /** Clock milliseconds. */
  readonly at: number;
  uses: number;
}

/** All there is in the workspace: the one thing that changes. */
export interface State {
  readonly team: Team;
  readonly people: Map<string, Person>;
  readonly userGroups: readonly UserGroup[];
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  /** By person; the last one is on top. */
  readonly modals: Map<string, readonly View[]>;
  readonly homes: Map<string, View>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** The options last suggested for an external select, by action id. */
  readonly suggestions: Map<string, readonly Json[]>;
  lastId: number;
}

/** The state a workspace begins with; `now`: clock milliseconds. */
export function createState(seed: WorkspaceSeed, now: number): State {
  const state: State = {
    team: seed.team,
    people: new Map(seed.people.map((person) => [person.id, person])),
    userGroups: seed.userGroups,
    channels: new Map(),
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    suggestions: new Map(),
    lastId: 0,
  };
  for (const { id, name, isPrivate, members, purpose } of seed.channels) {
    const creator = members[0] ?? seed.team.botUserId;
    addChannel(state, { id, name, kind: isPrivate ? 'private' : 'public', creator, members, purpose, now });
  }
  return state;
}

export function addChannel(
  state: State,
  given: {
    readonly id: string;
    readonly name: string;
    readonly kind: Channel['kind'];
    readonly creator: string;
    readonly members: readonly string[];
    readonly withUser?: string;
    readonly purpose?: string;
    readonly now: number;
  },
): Channel {
  const empty: Label = { value: '', creator: '', lastSet: 0 };
  const channel: Channel = {
    id: given.id,
    name: given.name,
    kind: given.kind,
    creator: given.creator,
    created: Math.floor(given.now / 1000),
    withUser: given.withUser ?? null,
    isArchived: false,
    topic: empty,
    purpose: given.purpose === undefined ? empty : { value: given.purpose, creator: given.creator, lastSet: 0 },
    members: new Set(given.members),
    messages: [],
    bookmarks: [],
    lastTs: 0,
  };
  state.channels.set(channel.id, channel);
  return channel;
}

/** A new id, unique in the workspace, that looks like Slack's: `C` + nine characters. */
export function nextId(state: State, prefix: string): string {
  state.lastId += 1;
  return `${prefix}0${state.lastId.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** The next message time in a channel: on the clock, unique and increasing. `now`: milliseconds. */
export function nextTs(channel: Channel, now: number): string {
  const micros = Math.max(Math.floor(now) * 1000, channel.lastTs + 1);
  channel.lastTs = micros;
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((message) => message.ts === ts);
}

export function replaceMessage(channel: Channel, message: Message): void {
  channel.messages = channel.messages.map((other) => (other.ts === message.ts ? message : other));
}

/** Whether people of other workspaces are in it too. */
export function isShared(state: State, channel: Channel): boolean {
  return [...channel.members].some((id) => state.people.get(id)?.teamId !== undefined);
}

/** The replies everybody sees, oldest first. */
export function repliesTo(channel: Channel, ts: string): readonly Message[] {
  return channel.messages.filter((other) => other.threadTs === ts && other.ts !== ts && other.onlyFor === undefined);
}

/** What the app may know of by its id: public channels, and the others it is in. */
export function channelForBot(state: State, id: string): Channel | undefined {
  const channel = state.channels.get(id);
  return channel?.kind === 'public' || channel?.members.has(state.team.botUserId) ? channel : undefined;
}

/** The direct conversation of the app with a person, opened if there was none. `now`: milliseconds. */
export function directChannel(state: State, user: string, now: number): Channel {
  const known = [...state.channels.values()].find((channel) => channel.withUser === user);
  if (known !== undefined) return known;
  const id = nextId(state, 'D');
  const members = [user, state.team.botUserId];
  return addChannel(state, { id, name: id, kind: 'im', creator: user, members, withUser: user, now });
}

export function findView(state: State, id: string): View | undefined {
  return [...[...state.modals.values()].flat(), ...state.homes.values()].find((view) => view.id === id);
}
