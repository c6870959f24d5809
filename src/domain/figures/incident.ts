import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import { doneAt, type Entry, entriesAfter } from '#src/domain/incident/promises/ledger.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import type { Reached, Told } from '#src/domain/promises/owed.ts';
import type { Severity } from '#src/domain/severity.ts';
import { type Coverage, coverageOf, type Moment } from './coverage.ts';
import { rungsHeard, tellingsIn } from './heard.ts';

/** How one promise ended; `pending`: there is time left to keep it. */
export interface Kept {
  readonly kind: ObligationKind;
  readonly how: 'on-time' | 'late' | 'pending';
}

/** What one incident adds to a report. Spans of time are milliseconds. */
export interface IncidentFigures extends Coverage {
  /** As it stands now. */
  readonly severity: Severity;
  readonly drill: boolean;
  readonly restricted: boolean;
  /** `void`: cancelled, or the same as another. `told`: declared when it was over already, so nothing can be measured. */
  readonly fate: 'open' | 'over' | 'void' | 'told';
  /** From the declaration until somebody first acknowledged it. */
  readonly toAcknowledge: number | null;
  /** How long it was open until it was resolved, the time left out in which it seemed to be over. */
  readonly toResolve: number | null;
  readonly kept: readonly Kept[];
  /** The highest rung that was told, of each deadline that was missed; -1: none was to be, only whoever owed it; `null`: nobody could be told. */
  readonly misses: readonly (number | null)[];
}

const minuteMs = 60_000;

/** What the record of one incident says as of `now`. Nothing else counts: what the bot itself posted is nobody's word. */
export function figuresOf(recorded: readonly RecordedIncidentEvent[], now: number): IncidentFigures {
  let state: Incident | null = null;
  const moments: Moment[] = [];
  const ledger = new Map<string, Entry>();
  for (const one of recorded) {
    const after = evolve(state, one);
    moments.push(momentOf(state, after, one));
    for (const entry of entriesAfter(state, after, one)) ledger.set(entry.key, entry);
    state = after;
  }
  if (state === null) throw new Error('a record begins with a declaration');
  const { severity, drill, restricted, declaredAt } = state;
  const acknowledged = recorded.find(({ event }) => event.type === 'acknowledged');
  const fate = fateOf(state, moments, recorded);
  const coverage = coverageOf(moments, now);
  const missed = recorded
    .flatMap(({ event, seq }) => (event.type === 'obligation-missed' ? [{ ...event, seq }] : []))
    .filter(({ data }) => !keptInTime(ledger.get(data.obligation)));
  return {
    severity,
    drill,
    restricted,
    fate,
    ...coverage,
    toAcknowledge: acknowledged ? doneAt(acknowledged) - declaredAt : null,
    toResolve: fate === 'over' ? coverage.open : null,
    kept: keptOf([...ledger.values()], new Set(missed.map(({ data }) => data.obligation))),
    misses: missesOf(missed, tellingsIn(recorded)),
  };
}

/** What was done in PagerDuty is known only when it is told: what seemed to be missed until then was kept. */
function keptInTime(entry: Entry | undefined): boolean {
  return entry?.ended?.how === 'met' && entry.ended.at <= entry.dueAt;
}

function momentOf(before: Incident | null, after: Incident, { event, actor, at }: RecordedIncidentEvent): Moment {
  const open = isOpen(after);
  const { terms } = after.promises;
  const updated = event.type === 'updated' && event.data.audience === 'internal' && actor.kind === 'person';
  // Whoever declares it or takes it up again says how it stands.
  const begun = open && (before === null || !isOpen(before));
  const cadence = terms && terms.spans[after.severity].internalUpdate * minuteMs;
  return { at, open, said: updated || begun, cadence };
}

function fateOf(
  state: Incident,
  moments: readonly Moment[],
  recorded: readonly RecordedIncidentEvent[],
): IncidentFigures['fate'] {
  // What was resolved once was one, also where it was taken up again and then cancelled.
  const was = recorded.some(({ event }) => event.type === 'resolved');
  if (state.status === 'cancelled' && !(was && state.merged === null)) return 'void';
  if (isOpen(state)) return 'open';
  return moments.some(({ open }) => open) ? 'over' : 'told';
}

/** What lapsed in time was never broken, and never kept. */
function keptOf(entries: readonly Entry[], missed: ReadonlySet<string>): readonly Kept[] {
  return entries.flatMap(({ key, kind, ended }): readonly Kept[] => {
    if (missed.has(key)) return [{ kind, how: 'late' }];
    if (ended === null) return [{ kind, how: 'pending' }];
    return ended.how === 'met' ? [{ kind, how: 'on-time' }] : [];
  });
}

type Missed = Extract<IncidentEvent, { type: 'obligation-missed' }> & { readonly seq: number };

/** One deadline is missed once, however many rungs were told of it in turn. */
function missesOf(missed: readonly Missed[], tellings: ReadonlyMap<number, Told>): readonly (number | null)[] {
  const highest = new Map<string, number | null>();
  for (const { data, seq } of missed) {
    const deadline = `${data.obligation}@${data.dueAt}`;
    highest.set(deadline, highestOf(data.reached, tellings.get(seq)) ?? highest.get(deadline) ?? null);
  }
  return [...highest.values()];
}

function highestOf(reached: readonly Reached[], told: Told | undefined): number | null {
  if (reached.length === 0) return told?.people.length === 0 ? null : -1;
  return rungsHeard(reached, told).at(-1)?.rung ?? null;
}
