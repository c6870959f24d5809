/** How one thing the bot does outside stands. */
export interface EffectLine {
  /** What is done: the part of an effect's kind after the dot, or the kind of a kept message. */
  readonly kind: string;
  readonly state: 'done' | 'retrying' | 'failed' | 'waiting';
  /** The vendor's code for what went wrong, where something did. */
  readonly error: string | null;
  /** Nobody knows whether it happened: the answer was lost. */
  readonly inDoubt?: true;
}

/** A row of work, as far as it matters here. */
export interface WorkRow {
  readonly id: string;
  readonly kind: string;
  readonly state: 'ready' | 'claimed' | 'done' | 'void' | 'failed';
  readonly last: 'none' | 'refused' | 'retryable' | 'ambiguous';
  readonly error: string | null;
}

/** Of these the newest row says all: it does again what the older ones did. */
const newestSpeaks: ReadonlySet<string> = new Set([
  'set-topic',
  'assess',
  'outcome',
  'open-channel',
  'pin-card',
  'page',
]);
/** Of these there are many, and nobody needs to be told that they went well. */
const quiet: ReadonlySet<string> = new Set([
  'update',
  'notice',
  'access',
  'granted',
  'read-members',
  'read-message',
  'export',
  'find-debtors',
  'find-responders',
  'acknowledge',
  'resolve',
  'reopen',
  'resolve-spare',
  'set-severity',
  'note',
  'ask',
  'identify',
  'reminder',
  'miss',
  'status',
]);

const worst = { failed: 3, retrying: 2, waiting: 1, done: 0 } as const;

/**
 * Rows of work, oldest first, as lines: one for each kind, where the worst row speaks, or the newest where that one does it all again. Superseded rows are
 * left out. A message that stands (`posted`, by kind) and is only being renewed counts as done.
 */
export function effectLines(
  rows: readonly WorkRow[],
  posted: Readonly<Record<string, unknown>> = {},
): readonly EffectLine[] {
  const lines = new Map<string, EffectLine>();
  for (const row of rows) {
    const kind = kindOf(row);
    if (row.state === 'void') continue;
    const said = stateOf(row);
    const state = said === 'waiting' && kind in posted ? 'done' : said;
    const before = lines.get(kind);
    if (before && !newestSpeaks.has(kind) && worst[before.state] > worst[state]) continue;
    const doubt = state === 'retrying' && row.last === 'ambiguous';
    lines.set(kind, { kind, state, error: row.error, ...(doubt && { inDoubt: true }) });
  }
  return [...lines.values()].filter(({ kind, state }) => state !== 'done' || !quiet.has(kind));
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
