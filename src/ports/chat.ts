import type { Message, Modal } from '#views/message.ts';

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

export interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
}

/**
 * Slack, in our words. Every call has a deadline, none is repeated inside; each throws `IntegrationError` when it fails, with
 * `ambiguous` set when it may have taken effect. Methods that are safe to repeat say so.
 */
export interface Chat {
  /** Who we are. Safe to repeat. */
  identity(): Promise<{ readonly botUserId: string; readonly botId: string; readonly teamId: string }>;
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
  /** Posts with `key` in the message metadata, so that `findPost` can tell it later. */
  post(request: { readonly channel: string; readonly content: Message; readonly key: string }): Promise<PostedMessage>;
  /** The newest standing message of ours with this `key` in `channel`, posted at or after `since` (ms), else `null`. */
  findPost(request: {
    readonly channel: string;
    readonly key: string;
    readonly since: number;
  }): Promise<PostedMessage | null>;
  /** Within the 3 s of the `trigger_id`: short deadline. */
  openModal(triggerId: string, view: Modal): Promise<void>;
  updateModal(view: { readonly id: string; readonly hash: string | null }, content: Modal): Promise<void>;
  /** Answers to somebody's gesture, only for them. Best effort by nature. */
  respond(responseUrl: string, content: Message): Promise<void>;
  /** A direct message. */
  tell(person: string, content: Message): Promise<void>;
  /** `null`: nobody by that id. Safe to repeat; short deadline. */
  person(id: string): Promise<ChatPerson | null>;
}
