import type { Command, Listener } from '#src/define.ts';
import type { Deps } from '#src/ports/deps.ts';
import { createBolt, type KnownIdentity } from './bolt.ts';
import { type Delay, delay as realDelay } from './delay.ts';
import { createDeliver } from './deliver.ts';
import { createDoors } from './doors.ts';
import { createInFlight } from './in-flight.ts';
import { createOnce } from './once.ts';
import { createReceiver, type SlackAnswer, type SlackRequest } from './receiver.ts';
import { createSocket } from './socket.ts';
import type { SlackTelemetry } from './telemetry.ts';
import type { Explain } from './verbs.ts';
import type { SlackWords } from './words.ts';

export type SlackTransport =
  | { readonly transport: 'http'; readonly signingSecret: string }
  /** `apiUrl`: where `apps.connections.open` is, with a slash at its end. */
  | { readonly transport: 'socket'; readonly appToken: string; readonly apiUrl: string };

export interface SlackOptions {
  readonly config: SlackTransport;
  readonly commands: readonly Command[];
  readonly listeners: readonly Listener[];
  readonly deps: Deps;
  readonly explain: Explain;
  readonly words: SlackWords;
  readonly telemetry: SlackTelemetry;
  readonly identity: KnownIdentity;
  /** Whether an address is Slack's: answers to a `response_url` go nowhere else. */
  readonly isSlack: (address: string) => boolean;
  readonly delay?: Delay;
}

/** The door for people. */
export interface Slack {
  /** Answers `POST /slack/events`; `null` in Socket Mode. */
  readonly receive: ((request: SlackRequest) => Promise<SlackAnswer>) | null;
  /** Socket Mode: resolves after the first try to connect; without a connection the door goes on trying. */
  start(): Promise<void>;
  /** Takes nothing more from the socket, and tells those who still wait for the database that it was not stored. */
  stop(): void;
  /** Resolves when everything begun is done and answered. */
  idle(): Promise<void>;
  connected(): boolean;
}

/** Wires the door to its commands and listeners. Throws when two commands claim the same words or ids. */
export function createSlack(options: SlackOptions): Slack {
  const { config, commands, listeners, deps, explain, words, telemetry, identity, isSlack } = options;
  const { wall, ids, log } = deps;
  const wait = options.delay ?? realDelay;
  const stopping = new AbortController();
  const inFlight = createInFlight();
  const serving = { deps, words, telemetry, wait, once: createOnce(), stopping: stopping.signal };
  const doors = createDoors({ commands, listeners, explain, isSlack, identity, serving });
  const process = createBolt({ doors, identity, log });
  const deliver = createDeliver({ process, inFlight, telemetry, log });
  const { idle } = inFlight;

  if (config.transport === 'http') {
    const receive = createReceiver({ ...config, deliver, telemetry, wall, ids, log });
    return { receive, start: async () => undefined, stop: () => stopping.abort(), idle, connected: () => true };
  }
  const socket = createSocket({ ...config, deliver, telemetry, wall, wait, log });
  return {
    receive: null,
    start: socket.start,
    stop() {
      socket.stop();
      stopping.abort();
    },
    idle,
    connected: socket.connected,
  };
}
