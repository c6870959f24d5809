/** Something to do outside, once. */
export interface EffectOf<Kind extends string = string> {
  /** `inc-42.7.slack.invite`, `inc-42.7.slack.invite.2`: the same event always gives the same ids. */
  readonly id: string;
  /** The part before the dot is the lane it waits in. */
  readonly kind: Kind;
  readonly stream: string;
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
  /** Effects of one key go out one after the other, oldest first. */
  readonly orderKey: string | null;
}

/** A kind, with what it is to be done with. */
export type Wanted<Kind extends string> = readonly [Kind, EffectOf['payload']];

/** The effects that one event asks for, each under the id it always has. */
export function effectsFrom<Kind extends string>(
  { stream, seq }: { readonly stream: string; readonly seq: number },
  wanted: readonly Wanted<Kind>[],
  orderKeyOf: (kind: Kind, payload: EffectOf['payload']) => string | null = () => null,
): readonly EffectOf<Kind>[] {
  const counts = new Map<Kind, number>();
  return wanted.map(([kind, payload]) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const id = `${stream}.${seq}.${kind}${count > 1 ? `.${count}` : ''}`;
    return { id, kind, stream, payload, orderKey: orderKeyOf(kind, payload) };
  });
}

export interface EffectFailed {
  readonly effect: string;
  readonly kind: string;
  readonly code: string;
}

/** How what the bot does outside went, in the record of whatever it was done for. */
export type EffectEvent =
  | { readonly type: 'effect-done'; readonly v: 1; readonly data: { readonly effect: string; readonly kind: string } }
  | { readonly type: 'effect-failed'; readonly v: 1; readonly data: EffectFailed }
  | { readonly type: 'effect-retried'; readonly v: 1; readonly data: { readonly effects: readonly string[] } };
