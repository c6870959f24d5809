import { rungsHeard, tellingsIn } from '#src/domain/figures/heard.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Entry, ledgerOf } from '#src/domain/incident/promises/ledger.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { obligationWords, promiseName } from '#views/incident/owed.ts';
import { duration, listed } from '#views/text.ts';
import { asText, utc } from './markdown.ts';

export interface CourseProps {
  readonly incident: Incident;
  readonly events: readonly RecordedIncidentEvent[];
  readonly policy: Policy;
}

/** How long it took until it was noticed, taken on, eased and over, counted from its beginning, or from the first that is known of it. */
export function durationLines({ incident, events }: Omit<CourseProps, 'policy'>): readonly string[] {
  const { beganAt, detectedAt, declaredAt, resolvedAt } = incident;
  const detected = detectedAt ?? declaredAt;
  const start = beganAt ?? detected;
  const first = (type: RecordedIncidentEvent['event']['type']) => events.find(({ event }) => event.type === type)?.at;
  const line = (label: string, at: number | null | undefined) => {
    if (at === null || at === undefined) return `- ${label}: not recorded`;
    return `- ${label}: ${utc(at)}${at > start ? `, after ${duration(at - start)}` : ''}`;
  };
  return [
    `- Counted from: ${utc(start)}, when it ${startWords(incident)}`,
    line('Detected', detected),
    line('Acknowledged', first('acknowledged')),
    line('Mitigated', first('mitigation-applied')),
    line('Resolved', resolvedAt),
  ];
}

function startWords({ beganAt, detectedAt }: Incident): string {
  if (beganAt !== null) return 'began';
  return detectedAt === null ? 'was declared' : 'was noticed';
}

/** What the policy asked for, how often it was kept in time, and what was not; of promises, never of people. */
export function owedLines({ events, policy }: Omit<CourseProps, 'incident'>): readonly string[] {
  const ledger = ledgerOf(events).toSorted((a, b) => a.dueAt - b.dueAt);
  if (ledger.length === 0) return ['- Nothing was owed'];
  const missed = missesIn(events);
  const kinds = [...Map.groupBy(ledger, ({ kind }) => kind)].map(([kind, entries]) => {
    const late = entries.filter(({ key }) => missed.has(key)).length;
    const words = obligationWords[kind];
    return `- ${words.charAt(0).toUpperCase()}${words.slice(1)}: owed ${times(entries.length)}, ${late === 0 ? 'never missed' : `missed ${times(late)}`}`;
  });
  const lines = ledger.flatMap((entry) => {
    const miss = missed.get(entry.key);
    return miss ? [missLine(entry, miss, policy)] : [];
  });
  return [...kinds, ...lines];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

interface Miss {
  readonly dueAt: number;
  /** The rungs of the escalation path that were told, and whether any was to be. */
  readonly rungs: readonly string[];
  readonly meant: boolean;
}

function missesIn(events: readonly RecordedIncidentEvent[]): ReadonlyMap<string, Miss> {
  const misses = new Map<string, Miss>();
  const tellings = tellingsIn(events);
  for (const { event, seq } of events) {
    if (event.type !== 'obligation-missed') continue;
    const { obligation, dueAt, reached } = event.data;
    const before = misses.get(obligation);
    const rungs = [...(before?.rungs ?? []), ...rungsHeard(reached, tellings.get(seq)).map(({ name }) => name)];
    misses.set(obligation, {
      ...{ dueAt: before?.dueAt ?? dueAt, rungs: [...new Set(rungs)] },
      meant: (before?.meant ?? false) || reached.length > 0,
    });
  }
  return misses;
}

function missLine({ kind, key, ended }: Entry, { dueAt, rungs, meant }: Miss, policy: Policy): string {
  const nobody = meant ? ', nobody could be told' : '';
  const told = rungs.length > 0 ? `, told to ${listed(rungs.map((name) => asText(name, 80)))}` : nobody;
  return `- Missed: ${promiseName({ kind, key }, policy)}, due ${utc(dueAt)}${told}; ${endWords(ended)}`;
}

function endWords(ended: Entry['ended']): string {
  if (ended === null) return 'still owed';
  return ended.how === 'met' ? `kept ${utc(ended.at)}` : `no longer owed from ${utc(ended.at)}`;
}
