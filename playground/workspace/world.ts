import type { Scopes } from './scopes.ts';
import type { Channel, Json, State } from './state.ts';

export interface Shortcut {
  readonly kind: 'global' | 'message';
  readonly name: string;
  readonly callback_id: string;
}

/** What everything that happens in the workspace works on. */
export interface World {
  readonly state: State;
  /** The playground's clock, ms. */
  readonly now: () => number;
  readonly scopes: Scopes;
  /** The slash commands the app has, such as `/apgms`. */
  readonly commands: ReadonlySet<string>;
  /** Whether the app has a home tab. */
  readonly hasHome: boolean;
  /** Whether people can write to the app. */
  readonly takesMessages: boolean;
  /** The app's shortcuts; `null`: any that somebody names. */
  readonly shortcuts: readonly Shortcut[] | null;
  /** Other vendors whose screens the page shows. */
  readonly beside: readonly string[];
  /** Tells the app of an event, if Slack would. */
  readonly publish: (event: Json, channel: Channel | null) => void;
  /** Somebody's screen is out of date. */
  readonly changed: () => void;
  /** A new address for one Socket Mode connection; `origin`: `http://host:port` of the workspace. */
  readonly openSocket: (origin: string) => string | 'invalid_auth';
}
