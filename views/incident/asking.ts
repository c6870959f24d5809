import { followUpIn } from '#src/domain/incident/promises/obligations.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import { words } from '#src/domain/prose.ts';
import { inline, when } from '#views/text.ts';
import { promiseName } from './owed.ts';

/** What is owed, and whether it is said where others read along. */
export interface Asking {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly key: string;
  readonly inRoom: boolean;
}

/** What a reminder asks for, as a sentence of its own. */
export function reminderAsk(kind: ObligationKind, { incident, key, inRoom }: Asking): string {
  const which = kind === 'follow-up' ? followUpWords(incident, key, inRoom) : null;
  return which ? `Please finish “${which}”, or give it another day.` : `Please ${steps[kind]}.`;
}

/** What is wrong, since when (ms), and what is wanted of whoever reads it, perhaps much later. `since`: when it came to be owed. */
export function missedAsk(
  kind: ObligationKind,
  asking: Asking,
  { since: from, due }: { readonly since: number; readonly due: number },
): string {
  const { incident, policy, key, inRoom } = asking;
  const which = kind === 'follow-up' ? followUpWords(incident, key, inRoom) : null;
  const [since, by] = [`since ${when(from)}`, `by ${when(due)}`];
  const wrong: Readonly<Record<ObligationKind, string>> = {
    acknowledge: `Nobody has acknowledged it ${since}`,
    'assign-commander': `It has had no incident commander ${since}`,
    'status-entry': `Customers have been told nothing ${since}`,
    'internal-update': `Nobody has said how it stands ${since}`,
    'customer-update': `Customers have been told nothing new ${since}`,
    'schedule-review': `Its review should have had a date ${by}`,
    'hold-review': `Its review should have been held ${by}`,
    'follow-up': `Follow-up ${followUpIn(key)}${which ? `, “${which}”,` : ''} was due ${by}`,
    task: `${promiseName({ kind, key }, policy)} was due ${by}`,
  };
  return `${wrong[kind]}: *please ${steps[kind]}.*`;
}

const steps: Readonly<Record<ObligationKind, string>> = {
  acknowledge: 'acknowledge it',
  'assign-commander': 'take command, or name somebody',
  'status-entry': 'write the first update for them',
  'internal-update': 'say what is known by now',
  'customer-update': 'write an update for them',
  'schedule-review': 'set one',
  'hold-review': 'hold it, and record what it found',
  'follow-up': 'finish it, or give it another day',
  task: 'do it, and tick it',
};

/** `alert on a full disk`: which it is. What people wrote of a private incident stays in its channel. */
function followUpWords({ followUps, restricted }: Incident, key: string, inRoom: boolean): string | null {
  const which = followUps.find(({ number }) => number === followUpIn(key));
  return which && !(restricted && inRoom) ? inline(words(which.what), 200) : null;
}
