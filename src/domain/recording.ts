import type { EffectOf } from './effect.ts';
import type { KeptMessage } from './kept-message.ts';
import type { Actor } from './people.ts';
import type { LoadedPolicy } from './policy.ts';
import type { Recorded } from './recorded.ts';
import type { StreamWord } from './streams.ts';

export interface By {
  readonly actor: Actor;
  readonly at: number;
  readonly policy: LoadedPolicy;
}

/** Events of one stream with everything that follows from them, ready for one commit. */
export interface ChangeOf<Word extends StreamWord, Event, State> {
  /** The first word of the stream. */
  readonly of: Word;
  readonly stream: string;
  /** `seq` of the stream before the change; 0 for a new one. */
  readonly from: number;
  readonly recorded: readonly Recorded<Event>[];
  readonly after: State;
  readonly effects: readonly EffectOf[];
  /** Those that may look different now, each once. */
  readonly messages: readonly KeptMessage[];
}

/** What makes a change of an event. */
interface Rules<Event, State> {
  evolve(before: State | null, recorded: Recorded<Event>): State;
  effectsOf(recorded: Recorded<Event>, after: State, before: State | null): readonly EffectOf[];
  touchedBy(recorded: Recorded<Event>, after: State, before: State | null): readonly KeptMessage[];
}

/** Folds events onto `before`, one after the other, and gathers what they demand. */
export function createRecording<Word extends StreamWord, Event, State extends { readonly seq: number }>(
  { of, stream, before }: { readonly of: Word; readonly stream: string; readonly before: State | null },
  { evolve, effectsOf, touchedBy }: Rules<Event, State>,
  { at, policy }: Omit<By, 'actor'>,
) {
  const from = before?.seq ?? 0;
  const recorded: Recorded<Event>[] = [];
  const effects: EffectOf[] = [];
  const messages = new Map<string, KeptMessage>();
  let state = before;
  return {
    state: () => state,
    record(event: Event, actor: Actor) {
      const one = { stream, seq: from + recorded.length + 1, event, actor, at, policyHash: policy.hash };
      const previous = state;
      const next = evolve(previous, one);
      state = next;
      recorded.push(one);
      effects.push(...effectsOf(one, next, previous));
      for (const message of touchedBy(one, next, previous)) messages.set(message.key, message);
      return { one, previous, next };
    },
    /** `null`: nothing happened. */
    change(): ChangeOf<Word, Event, State> | null {
      if (state === null || recorded.length === 0) return null;
      return { of, stream, from, recorded, after: state, effects, messages: [...messages.values()] };
    },
  };
}
