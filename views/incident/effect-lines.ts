/** How one thing the bot does outside stands. */
export interface EffectLine {
  /** What is done: the part of an effect's kind after the dot, or the kind of a kept message. */
  readonly kind: string;
  readonly state: 'done' | 'retrying' | 'failed' | 'waiting';
  /** The vendor's code for what went wrong, where something did. */
  readonly error: string | null;
}

/** A row of work, as far as it matters here. */
export interface WorkRow {
  readonly id: string;
  readonly kind: string;
  readonly state: 'ready' | 'claimed' | 'done' | 'void' | 'failed';
  readonly last: 'none' | 'refused' | 'retryable' | 'ambiguous';
  readonly error: string | null;
}

/**
 * Rows of work, oldest first, as lines: one for each kind, where the newest row speaks. Superseded rows are left out. A message that stands (`posted`, by kind) and is only being renewed counts as done.
 */
export function effectLines(
  rows: readonly WorkRow[],
  posted: Readonly<Record<string, unknown>> = {},
): readonly EffectLine[] {
  const lines = new Map<string, EffectLine>();
  for (const row of rows) {
    const kind = kindOf(row);
    if (row.state === 'void') continue;
    const state = stateOf(row);
    lines.set(kind, { kind, state: state === 'waiting' && kind in posted ? 'done' : state, error: row.error });
  }
  return [...lines.values()];
}

/** `inc-42.announcement.show` and `inc-42.outcome.7.show` say which message; any other row says it by its kind. */
function kindOf(row: WorkRow): string {
  const name = row.kind === 'slack.show' ? row.id.split('.')[1] : row.kind.split('.')[1];
  return name ?? row.kind;
}

function stateOf(row: WorkRow): EffectLine['state'] {
  if (row.state === 'done' || row.state === 'failed') return row.state;
  return row.last === 'none' ? 'waiting' : 'retrying';
}
