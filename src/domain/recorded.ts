import type { Actor } from './people.ts';

/** One change of one thing, as the log keeps it. `seq` counts from 1 within its stream. */
export interface Recorded<Event> {
  readonly stream: string;
  readonly seq: number;
  readonly event: Event;
  readonly actor: Actor;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Hash of the policy it was decided under. */
  readonly policyHash: string;
}
