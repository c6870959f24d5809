import type { IncidentEvent, MessageKind, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { cadenceOf } from '#src/domain/incident/promises/course.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import type { Telling } from '#src/domain/incident/promises/state.ts';
import { taskOf } from '#src/domain/incident/promises/tasks.ts';
import { type Incident, isOpen, mayBeTold, ownChannel } from '#src/domain/incident/state.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { serious, tell, type Untold } from './telling.ts';

/** What the incident's channel is told as people are told of a promise. An item of a checklist concerns its debtor alone, and everybody where nobody could be found. */
export function promiseToldHere({
  obligation,
  what,
  people,
}: Pick<Told, 'obligation' | 'what' | 'people'>): MessageKind | null {
  return taskOf(obligation) !== null && people.length > 0 ? null : what;
}

/** Whether who did not hear it yet needs to: not of promises that are no longer owed. */
export function isStillMeant({ kind, of }: Untold, { promises }: Incident): boolean {
  if (kind !== 'reminder' && kind !== 'miss') return true;
  return Object.values(promises.told).some((tellings) => tellings.some((one) => one.of === of));
}

/** How long it is worth a post how things stood: until they are told anew (ms). */
export function statusLives(incident: Incident): number {
  return isOpen(incident) ? (cadenceOf(incident) ?? 0) : 0;
}

/** Who owes something hears of it directly too, of a miss the room; what they heard changes with what is owed. */
export function toldOfPromises(
  recorded: RecordedIncidentEvent,
  after: Incident,
  before: Incident | null,
): readonly KeptMessage[] {
  const { event, seq } = recorded;
  if (event.type === 'status-due') {
    if (event.data.digest) return [];
    return [{ ...tell(after, { kind: 'status', of: seq }, 'room', { room: 'status' }), reply: { broadcast: false } }];
  }
  if (event.type === 'obligation-told') {
    const { obligation } = event.data;
    return toldElsewhere(after, obligation, { ...event.data, of: seq }, after.promises.told[obligation] ?? []);
  }
  if (before === null) return [];
  return tellsOfCalls.has(event.type) ? missesToldOfCalls(after) : tellingsChanged(before, after);
}

/** After these it may be another matter whether anybody was called, of which whoever hears that nobody acknowledged it is told. */
const tellsOfCalls: ReadonlySet<IncidentEvent['type']> = new Set([
  'paged',
  'page-changed',
  'responders-paged',
  'effect-failed',
]);

function missesToldOfCalls(after: Incident): readonly KeptMessage[] {
  return obligationsOf(after).flatMap(({ key, kind }) => {
    const tellings = kind === 'acknowledge' ? (after.promises.told[key] ?? []) : [];
    const misses = tellings.filter(({ what }) => what === 'miss');
    return misses.flatMap((one) => [...toldHere(after, key, one), ...toldElsewhere(after, key, one, tellings)]);
  });
}

/** What was told of promises that have another deadline or another debtor by now, or are not owed any more. */
function tellingsChanged(before: Incident, after: Incident): readonly KeptMessage[] {
  const { told } = before.promises;
  if (Object.keys(told).length === 0) return [];
  const owed = new Map(obligationsOf(after).map((one) => [one.key, one]));
  return obligationsOf(before)
    .filter((one) => JSON.stringify(owed.get(one.key)) !== JSON.stringify(one))
    .flatMap(({ key }) => {
      const tellings = told[key] ?? [];
      return tellings.flatMap((one) => [...toldHere(after, key, one), ...toldElsewhere(after, key, one, tellings)]);
    });
}

function toldHere(after: Incident, obligation: string, { what, people, of }: Telling): readonly KeptMessage[] {
  const channel = ownChannel(after);
  const kind = promiseToldHere({ obligation, what, people });
  return channel && kind ? [tell(after, { kind, of }, 'channel', { channel: channel.id })] : [];
}

/** The room hears once of each miss; who else is told as it climbs is added to that. */
function toldElsewhere(
  after: Incident,
  obligation: string,
  { what: kind, people, of }: Telling,
  tellings: readonly Telling[],
): readonly KeptMessage[] {
  const room = kind === 'miss' && !after.restricted && taskOf(obligation) === null;
  const first = tellings.find(({ what }) => what === 'miss')?.of ?? of;
  const reply = { broadcast: serious(after.severity) };
  return [
    ...(room ? [{ ...tell(after, { kind, of: first }, 'room', { room: 'status' }), reply }] : []),
    ...people
      .filter((person) => mayBeTold(after, person))
      .map((person) => tell(after, { kind, of }, person, { person })),
  ];
}
