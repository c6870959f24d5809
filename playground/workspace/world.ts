import type { Channel, Json, State } from './state.ts';

/** What everything that happens in the workspace works on. */
export interface World {
  readonly state: State;
  /** The playground's clock, ms. */
  readonly now: () => number;
  /** Granted bot scopes. */
  readonly scopes: ReadonlySet<string>;
  /** The slash commands the app has, such as `/apgms`. */
  readonly commands: ReadonlySet<string>;
  /** Tells the app of an event, if it subscribed to it and (given a channel) is in it. */
  readonly publish: (event: Json, channel: Channel | null) => void;
  /** Somebody's screen is out of date. */
  readonly changed: () => void;
  /** A new address for one Socket Mode connection; `origin`: `http://host:port` of the workspace. */
  readonly openSocket: (origin: string) => string | 'invalid_auth';
}
