import type { Home, Message, Modal } from '#views/message.ts';

export interface ChatChannel {
  readonly id: string;
  readonly name: string;
}

/** Somebody in the workspace, as Slack says. */
export interface ChatPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** A guest: single- or multi-channel. */
  readonly guest: boolean;
  /** Deactivated, a bot, or from another workspace: may do nothing here. */
  readonly outsider: boolean;
}

export interface ChatIdentity {
  readonly botUserId: string;
  readonly botId: string;
  readonly teamId: string;
  /** Bot scopes of our token, as Slack lists them. */
  readonly scopes: readonly string[];
}

/** A person's message as it stands in Slack. */
export interface ReadMessage {
  /** A person's id, or the id of a bot. */
  readonly author: string;
  readonly text: string;
  /** Names of the files it carries. */
  readonly files: readonly string[];
  /** When its author last changed it (ms); `null`: never. */
  readonly editedAt: number | null;
  /** Who reacted with 📌. */
  readonly pinnedBy: readonly string[];
  readonly permalink: string;
}

export interface SharedFile {
  readonly name: string;
  readonly title: string;
  /** Text, or the bytes of a picture. */
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** What a picture shows, for who cannot see it; at most 1,000 characters. */
  readonly alt?: string;
}

export interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
}

/**
 * Slack, in our words. Every call has a deadline, none is repeated inside; each throws `IntegrationError` when it fails, with
 * `ambiguous` set when it may have taken effect. Methods that are safe to repeat say so.
 */
export interface Chat {
  /** Who we are and what we were granted. Safe to repeat. */
  identity(): Promise<ChatIdentity>;
  /** `null`: the name is taken, by an archived channel too. */
  createChannel(request: { readonly name: string; readonly restricted: boolean }): Promise<ChatChannel | null>;
  /** A channel with one of these names that this bot created at or after `since` (ms), else `null`. Walks the channel list: slow, for doubtful cases only. */
  findOwnChannel(request: { readonly names: readonly string[]; readonly since: number }): Promise<ChatChannel | null>;
  /** A public room by its name, joined if we were not in it. Answers from memory after the first time. Throws a refused `IntegrationError` (`channel_not_found`) where there is none. */
  room(name: string): Promise<ChatChannel>;
  /** Safe to repeat, as are the next three. */
  setTopic(channel: string, topic: string): Promise<void>;
  invite(channel: string, person: string): Promise<void>;
  pin(message: PostedMessage): Promise<void>;
  edit(message: PostedMessage, content: Message): Promise<'edited' | 'gone'>;
  /** Posts with `key` in the message metadata, so that `findPost` can tell it later. `thread`: as a reply to that message; `broadcast`: shown in the channel too. */
  post(request: {
    readonly channel: string;
    readonly content: Message;
    readonly key: string;
    readonly thread?: string;
    readonly broadcast?: boolean;
  }): Promise<PostedMessage>;
  /** The newest standing message of ours with this `key` in `channel` (in its `thread`), posted at or after `since` (ms), else `null`. */
  findPost(request: {
    readonly channel: string;
    readonly key: string;
    readonly since: number;
    readonly thread?: string;
  }): Promise<PostedMessage | null>;
  /** A message that stands, with the reactions it has now; `null` when it is gone. Safe to repeat. */
  read(message: PostedMessage & { readonly thread: string | null }): Promise<ReadMessage | null>;
  /** Shares files in one message with `title`. `ready` is called right before, and throws where they are not to be shared after all. */
  share(request: {
    readonly channel: string;
    readonly title: string;
    readonly files: readonly SharedFile[];
    readonly ready?: () => Promise<void>;
  }): Promise<void>;
  /** Whether a message of ours with files under this `title` stands in `channel`, shared at or after `since` (ms). */
  findShared(request: { readonly channel: string; readonly title: string; readonly since: number }): Promise<boolean>;
  /**
   * A channel that exists already, entered if it is public and we were not in it. `null`: we cannot see it, it is archived, people of another
   * company read it too, or it is everybody's. Safe to repeat.
   */
  enter(channel: string): Promise<(ChatChannel & { readonly restricted: boolean }) | null>;
  /** Whether only who is in a channel can read it. Refused (`channel_not_found`) where we cannot see it. Safe to repeat. */
  isPrivate(channel: string): Promise<boolean>;
  /** Ids of everybody in a channel, bots too. Safe to repeat. */
  members(channel: string): Promise<readonly string[]>;
  /** The direct channel with a person. Safe to repeat. */
  direct(person: string): Promise<string>;
  /** Within the 3 s of the `trigger_id`: short deadline. */
  openModal(triggerId: string, view: Modal): Promise<void>;
  updateModal(view: { readonly id: string; readonly hash: string | null }, content: Modal): Promise<void>;
  /** Answers to somebody's gesture, only for them; in the `thread` it was made in, if any. Best effort by nature. */
  respond(responseUrl: string, content: Message, thread?: string | null): Promise<void>;
  /** A direct message. */
  tell(person: string, content: Message): Promise<void>;
  /** Only one person sees it, in a channel or in a thread of it. Best effort by nature. */
  whisper(request: {
    readonly channel: string;
    readonly thread: string | null;
    readonly person: string;
    readonly content: Message;
  }): Promise<void>;
  /** Puts a person's App Home up. Safe to repeat. */
  publishHome(person: string, view: Home): Promise<void>;
  /** `null`: nobody by that id. Safe to repeat; short deadline. */
  person(id: string): Promise<ChatPerson | null>;
  /** `null`: nobody has this e-mail. Safe to repeat; answers from memory for five minutes. */
  personByEmail(email: string): Promise<ChatPerson | null>;
  /** The same, asked anew. */
  askByEmail(email: string): Promise<ChatPerson | null>;
  /** Those of these channels, by name, that exist and that we can see. Safe to repeat. */
  seenChannels(names: readonly string[]): Promise<readonly string[]>;
}
