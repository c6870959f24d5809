import type { Capture, Incident } from './state.ts';

/** Where a message stands. Events of the first version knew it by its stamp alone. */
export interface Place {
  readonly channel?: string;
  readonly ts: string;
}

/** The message that stands there, if it is on the timeline. */
export function captureOf({ captures }: Pick<Incident, 'captures'>, place: Place): Capture | null {
  return captures.find((one) => standsAt(one, place)) ?? null;
}

export function standsAt(message: Required<Place>, { channel, ts }: Place): boolean {
  return message.ts === ts && (channel === undefined || message.channel === channel);
}
