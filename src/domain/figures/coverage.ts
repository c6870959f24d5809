/** How an incident stands from a moment on. Times are milliseconds. */
export interface Moment {
  readonly at: number;
  readonly open: boolean;
  /** A person told the others how it stands. */
  readonly said: boolean;
  /** How old that may be before it counts as stale; `null`: nobody promised. */
  readonly cadence: number | null;
}

export interface Coverage {
  readonly open: number;
  /** Of it, the time in which updates were promised, and the part of that in which the newest was younger than its cadence. */
  readonly promised: number;
  readonly fresh: number;
  /** The longest time it was open without a word from a person. */
  readonly worstGap: number;
}

/** What of the time until `now` an incident was open and people knew how it stands. `moments`: in the order they came. */
export function coverageOf(moments: readonly Moment[], now: number): Coverage {
  let sum: Coverage = { open: 0, promised: 0, fresh: 0, worstGap: 0 };
  let saidAt = moments[0]?.at ?? now;
  for (const [index, { at, open, said, cadence }] of moments.entries()) {
    const end = moments[index + 1]?.at ?? now;
    if (said) saidAt = at;
    if (!open) continue;
    const span = Math.max(0, end - at);
    const fresh = cadence === null ? 0 : Math.min(span, Math.max(0, saidAt + cadence - at));
    sum = {
      open: sum.open + span,
      promised: sum.promised + (cadence === null ? 0 : span),
      fresh: sum.fresh + fresh,
      worstGap: Math.max(sum.worstGap, end - saidAt),
    };
  }
  return sum;
}
