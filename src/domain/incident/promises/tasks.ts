import { addBusinessDays, type Calendar } from '#src/domain/calendar.ts';
import { type Checklist, isOpening, type TaskDue } from '#src/domain/checklist.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';
import type { Mark } from '#src/domain/promises/owed.ts';
import type { Prose } from '#src/domain/prose.ts';
import { ownerOf } from './debtors.ts';
import type { ListTerms, Terms } from './terms.ts';

/** That an item is done, or need not be, in somebody's name. */
export interface Tick {
  readonly how: 'done' | 'waived';
  readonly by: string;
  readonly seq: number;
  readonly at: number;
  /** What shows that it is done; why it need not be. */
  readonly words: Prose | null;
}

/** What people did with the checklists. */
export interface Checklists {
  /** When lists were last begun that nobody begins but people, by id. */
  readonly begun: Readonly<Record<string, Mark>>;
  /** The newest of each item, by `tickKey`. It counts for the run in which it was made. */
  readonly ticks: Readonly<Record<string, Tick>>;
}

/** An item of a checklist of the policy. */
export interface TaskName {
  readonly list: string;
  readonly item: string;
}

/** Ids hold no point, so this is unique. */
export function tickKey({ list, item }: TaskName): string {
  return `${list}.${item}`;
}

/** Since when a list is worked on; `null`: it is not begun. */
export function begunAt({ promises }: Incident, { id, phase }: Pick<Checklist, 'id' | 'phase'>): Mark | null {
  if (isOpening(phase)) return promises.begun;
  return phase === 'post-incident' ? promises.resolved : (promises.checklists.begun[id] ?? null);
}

/** Who ticked an item since its list was begun. */
export function tickSince({ promises }: Incident, task: TaskName, { seq }: Mark): Tick | null {
  const tick = promises.checklists.ticks[tickKey(task)];
  return tick && tick.seq > seq ? tick : null;
}

/** Runbooks 000, 002, 003, 004: the items of the lists that are worked on, as far as they have a time and nobody ticked them. */
export function tasksOwed(incident: Incident, { checklists, calendar }: Terms): readonly Obligation[] {
  if (incident.endedAt !== null) return [];
  return checklists.flatMap((list) => {
    const since = begunAt(incident, list);
    if (since === null || (isOpening(list.phase) && !isOpen(incident))) return [];
    return list.items
      .filter(({ id }) => tickSince(incident, { list: list.id, item: id }, since) === null)
      .map((item) => owed(incident, { list: list.id, item, since, calendar }));
  });
}

/** The item a promise of the kind `task` is about, by its key; `null`: it is about something else. */
export function taskOf(key: string): TaskName | null {
  const [kind, list, item] = key.split('.');
  return kind === 'task' && list && item ? { list, item } : null;
}

function owed(
  incident: Incident,
  {
    list,
    item,
    since,
    calendar,
  }: {
    readonly list: string;
    readonly item: ListTerms['items'][number];
    readonly since: Mark;
    readonly calendar: Calendar;
  },
): Obligation {
  const key = `task.${list}.${item.id}.${since.seq}`;
  const dueAt = dueFrom(since.at, item.due, calendar);
  return { key, kind: 'task', since: since.at, dueAt, debtor: ownerOf(incident, item.owner) };
}

function dueFrom(at: number, due: TaskDue, calendar: Calendar): number {
  return 'minutes' in due ? at + due.minutes * 60_000 : addBusinessDays(calendar, at, due.businessDays);
}
