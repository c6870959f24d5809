import { type AlertSeverity, type AlertSource, alertSeverities, type Ended, type Instance } from './events.ts';
import type { Alert, Over } from './state.ts';

/** What a source says of one instance. `endedAt`: `null` while it fires. */
export interface ToldInstance extends Instance {
  readonly endedAt: number | null;
  /** Its source does not say when it began: `startedAt` is when it was told, or ended. */
  readonly beginningUnsaid?: true;
}

/** What is new in what was told. */
export interface News {
  readonly began: readonly Instance[];
  readonly ended: readonly Ended[];
  /** How many of those that fire are beyond what is kept. */
  readonly unlisted: number;
}

/** How many instances an alert keeps, of each kind, so that its state stays small whatever fires. */
export const mostInstances = 200;

/**
 * How long a delivery may be on its way (ms). What is said to fire longer than that after it was said to be over does so: an Alertmanager that has not
 * heard of an alert for some time believes it over, and then tells of it again as of the same beginning. PagerDuty delivers for two days what was not
 * taken, and says when it began anew.
 */
const lateMs: Readonly<Record<AlertSource, number>> = { alertmanager: 5 * 60_000, pagerduty: Number.POSITIVE_INFINITY };

/**
 * What `told` adds to what is known. Nothing goes by the order in which it is told: what was so before the newest that is known of an instance, by its
 * own times, is no news.
 */
export function newsOf(
  { source, instances, over }: Pick<Alert, 'source' | 'instances' | 'over'>,
  told: readonly ToldInstance[],
  now: number,
): News {
  const firing = new Map(instances.map((one) => [one.id, one]));
  const ended = new Map(over.map((one) => [one.id, one]));
  const news = newestIn(told).filter((one) => isNews(one, firing.get(one.id), ended.get(one.id), now - lateMs[source]));
  const ends = news.flatMap(({ id, startedAt, endedAt }) => (endedAt === null ? [] : [{ id, startedAt, endedAt }]));
  const left = instances.filter(({ id }) => !ends.some((one) => one.id === id));
  const began = news
    .filter(({ endedAt }) => endedAt === null)
    .map(({ endedAt: _, beginningUnsaid, ...one }) => ({
      ...one,
      startedAt: (beginningUnsaid && firing.get(one.id)?.startedAt) ?? one.startedAt,
    }));
  const known = began.filter(({ id }) => firing.has(id));
  const fresh = began.filter(({ id }) => !firing.has(id)).toSorted(byBeginning);
  const room = Math.max(0, mostInstances - left.length);
  return {
    began: [...known, ...fresh.slice(0, room)],
    ended: ends.filter((one) => firing.has(one.id) || stays(one, over)),
    unlisted: Math.max(0, fresh.length - room),
  };
}

/** Several that watch the same thing do not agree since when it fires, and an Alertmanager tells of a group no sooner than that (ms). */
const sameBeginningMs = 5 * 60_000;

/**
 * Where nothing of it goes on: those that fire since later than was known, and so were over in between although nobody said so, as while they were
 * silenced. They ended when they began anew, at the latest. Empty: something goes on.
 */
export function overUnheard({ instances, unlisted }: Pick<Alert, 'instances' | 'unlisted'>, { began, ended }: News) {
  const since = new Map(began.map(({ id, startedAt }) => [id, startedAt]));
  const anew = instances.flatMap(({ id, startedAt }): readonly Ended[] => {
    const endedAt = since.get(id) ?? startedAt;
    return endedAt - startedAt > sameBeginningMs ? [{ id, startedAt, endedAt }] : [];
  });
  const gone = new Set([...ended, ...anew].map(({ id }) => id));
  return unlisted === 0 && instances.every(({ id }) => gone.has(id)) ? anew : [];
}

/** The instances that fire with these among them, and those that are over without them. */
export function withBegun({ instances, over }: Pick<Alert, 'instances' | 'over'>, began: readonly Instance[]) {
  const ids = new Set(began.map(({ id }) => id));
  return {
    instances: [...instances.filter(({ id }) => !ids.has(id)), ...began].toSorted(byBeginning),
    over: over.filter(({ id }) => !ids.has(id)),
  };
}

/** The same without those that are over by now. */
export function withEnded(
  { instances, over }: Pick<Alert, 'instances' | 'over'>,
  ended: readonly Ended[],
  toldAt: number,
) {
  const ids = new Set(ended.map(({ id }) => id));
  const all = [...over.filter(({ id }) => !ids.has(id)), ...ended.map((one) => ({ ...one, toldAt }))];
  return {
    instances: instances.filter(({ id }) => !ids.has(id)),
    over: all.toSorted(byEnd).slice(-mostInstances),
  };
}

/** The severity of the worst of them. */
export function worstOf(instances: readonly Instance[]): AlertSeverity {
  return alertSeverities.find((severity) => instances.some((one) => one.severity === severity)) ?? 'warning';
}

function isWorse(one: AlertSeverity, other: AlertSeverity): boolean {
  return alertSeverities.indexOf(one) < alertSeverities.indexOf(other);
}

/** `late`: what was said to be over before (ms) is believed no more when it is said to fire. */
function isNews(told: ToldInstance, firing: Instance | undefined, over: Over | undefined, late: number): boolean {
  const { endedAt, severity, beginningUnsaid } = told;
  // What is not said tells nothing new.
  const startedAt = beginningUnsaid ? Number.NEGATIVE_INFINITY : told.startedAt;
  if (over) return startedAt > Math.max(over.startedAt, over.endedAt) || (endedAt === null && over.toldAt < late);
  if (!firing) return true;
  if (endedAt === null) return startedAt > firing.startedAt || isWorse(severity, firing.severity);
  // Several that watch the same thing do not agree to the second since when.
  return startedAt === firing.startedAt || endedAt > firing.startedAt;
}

/** One word on each instance: the newest, and of what began at the same time that it is over. */
export function newestOfEach(told: readonly ToldInstance[]): readonly Omit<ToldInstance, 'beginningUnsaid'>[] {
  return newestIn(told).map(({ beginningUnsaid: _, ...one }) => one);
}

function newestIn(told: readonly ToldInstance[]): readonly ToldInstance[] {
  const newest = new Map<string, ToldInstance>();
  for (const one of told) {
    const other = newest.get(one.id);
    const later =
      other && (one.startedAt - other.startedAt || Number(one.endedAt !== null) - Number(other.endedAt !== null));
    if (later === undefined || later > 0) newest.set(one.id, one);
  }
  return [...newest.values()];
}

/** Whether it would be among those that are kept. */
function stays(ended: Ended, over: readonly Over[]): boolean {
  const [first] = over;
  return over.length < mostInstances || first === undefined || byEnd(first, ended) < 0;
}

function byBeginning(one: Instance, other: Instance): number {
  return one.startedAt - other.startedAt || (one.id < other.id ? -1 : 1);
}

function byEnd(one: Ended, other: Ended): number {
  return one.endedAt - other.endedAt || (one.id < other.id ? -1 : 1);
}
