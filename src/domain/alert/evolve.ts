import type { PageChanged, PageChangedV1 } from '#src/domain/paging/events.ts';
import { changed, opened } from '#src/domain/paging/evolve.ts';
import { isOpenThere, takenOnSince, takesBack } from '#src/domain/paging/page.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import type { Ended, Fired, Instance, RecordedAlertEvent } from './events.ts';
import { withBegun, withEnded, worstOf } from './instances.ts';
import type { Alert, Unacknowledged } from './state.ts';

/**
 * The only way an alert changes. Total over every version of every event. Throws when a stream does not begin with `alert-fired`: such a log is broken
 * and nothing may be built on it.
 */
export function evolve(before: Alert | null, recorded: RecordedAlertEvent): Alert {
  const { event, seq, stream } = recorded;
  if (event.type === 'alert-fired') return awaiting(fired(recorded, event.data), recorded);
  if (before === null) throw new Error(`${stream}: event ${seq} (${event.type}) comes before it fired`);
  return awaiting(happened({ ...before, seq }, recorded), recorded);
}

/** Runbook 003: whoever is on call acknowledges what is critical, from the moment on when nobody has it in hand. */
function awaiting(state: Alert, { seq, at }: RecordedAlertEvent): Alert {
  const owed = isCritical(state) && state.incident === null && state.acknowledged === null;
  if (!owed) return { ...state, unacknowledged: null };
  const begun = { seq, at, askedAt: null, missedAt: null, reached: [], told: [] };
  return { ...state, unacknowledged: state.unacknowledged ?? begun };
}

/** Whether it fires and is critical. */
export function isCritical({ status, severity }: Pick<Alert, 'status' | 'severity'>): boolean {
  return status === 'firing' && severity === 'critical';
}

function happened(state: Alert, recorded: RecordedAlertEvent): Alert {
  const { event, seq } = recorded;
  switch (event.type) {
    case 'alert-fired-again': {
      const { instances: began, unlisted, ...said } = event.data;
      const now = { ...state, ...said, ...withBegun(state, began), unlisted };
      const since = {
        firedAt: beginningOf(began, recorded.at),
        resolvedAt: null,
        acknowledged: null,
        unanswered: null,
        callFailed: false,
      };
      return { ...now, ...since, status: 'firing', severity: worstOf(now.instances) };
    }
    case 'alert-grew': {
      const now = { ...state, ...withBegun(state, event.data.instances), unlisted: event.data.unlisted };
      const severity = worstOf(now.instances);
      // Who has a warning in hand may be asleep by the time it is critical: nobody was woken for it yet.
      const worse = severity === 'critical' && state.severity !== 'critical' && !isOpenThere(state.page);
      return { ...now, severity, acknowledged: worse ? null : state.acknowledged };
    }
    case 'alert-shrank':
      return shrunk({ ...state, unlisted: event.data.unlisted }, event.data.ended, recorded.at);
    case 'alert-resolved':
      return shrunk({ ...state, status: 'resolved', unlisted: 0 }, event.data.ended, recorded.at);
    case 'alert-acknowledged': {
      const { person: by } = event.data;
      const [at, there] = event.v === 1 ? [recorded.at, false] : [event.data.at, true];
      return { ...state, acknowledged: { by, at, there } };
    }
    case 'alert-attached':
      return { ...state, incident: event.data.incident };
    case 'alert-detached':
      // Whoever had it in hand had it as a part of that.
      return { ...state, incident: null, acknowledged: null };
    case 'message-posted': {
      const { message, channel, ts } = event.data;
      return message === 'card' ? { ...state, posted: { channel, ts } } : state;
    }
    case 'obligation-reminded':
      return owing(state, { askedAt: recorded.at });
    case 'obligation-missed': {
      const { missedAt, reached } = event.data;
      const before = state.unacknowledged?.reached ?? [];
      return owing(state, { missedAt, reached: [...before, ...reached.map((one) => ({ ...one, of: seq }))] });
    }
    case 'obligation-told':
      return owing(state, { told: [...(state.unacknowledged?.told ?? []), toldIn(event.data, seq)] });
    case 'paged':
      return { ...state, page: opened(event.data), unanswered: null, callFailed: false };
    case 'page-changed':
      return { ...state, ...pageChanged(state, event.data) };
    case 'page-handed-over':
      // What is called for it from now on has nothing to do with that page.
      return { ...state, page: null, keyedAt: recorded.at };
    case 'page-unanswerable':
      return { ...state, unanswered: event.data, callFailed: false };
    case 'effect-failed':
      return calling.has(event.data.kind) ? { ...state, callFailed: true } : state;
    case 'effect-retried':
      return isCalledAgain(event.data.effects) ? { ...state, callFailed: false } : state;
    case 'responders-paged':
    case 'effect-done':
    case 'alert-fired':
      return state;
  }
}

function toldIn({ what, people }: Told, seq: number): Unacknowledged['told'][number] {
  return { seq, what, people };
}

/** What opens a page, by the name it has and the one it had. */
const calling: ReadonlySet<string> = new Set(['pagerduty.page', 'pagerduty.page-alert']);

function isCalledAgain(effects: readonly string[]): boolean {
  return effects.some((id) => [...calling].some((kind) => id.endsWith(`.${kind}`)));
}

function owing(state: Alert, now: Partial<Unacknowledged>): Alert {
  const { unacknowledged } = state;
  return unacknowledged === null ? state : { ...state, unacknowledged: { ...unacknowledged, ...now } };
}

/** Where PagerDuty calls people again, nobody has it in hand. */
function pageChanged(
  { page, acknowledged }: Alert,
  news: PageChangedV1 | PageChanged,
): Pick<Alert, 'page' | 'acknowledged'> {
  if (page === null) return { page, acknowledged };
  const { what, at, by, status } = news;
  const back = takesBack({ what, by, status, from: 'from' in news ? news.from : 'told' });
  const lapsed = back && acknowledged !== null && acknowledged.at <= at && !takenOnSince(page, at);
  return { page: changed(page, news), acknowledged: lapsed ? null : acknowledged };
}

function fired({ stream, seq, at }: RecordedAlertEvent, data: Fired): Alert {
  const { number, instances, unlisted, ...said } = data;
  return {
    ...{ number, stream, seq, ...said, unlisted },
    ...withBegun({ instances: [], over: [] }, instances),
    severity: worstOf(instances),
    status: 'firing',
    firedAt: beginningOf(instances, at),
    keyedAt: at,
    resolvedAt: null,
    acknowledged: null,
    unacknowledged: null,
    page: null,
    unanswered: null,
    callFailed: false,
    incident: null,
    posted: null,
  };
}

function shrunk(before: Alert, ended: readonly Ended[], at: number): Alert {
  const state = { ...before, ...withEnded(before, ended, at) };
  // Where only what is not listed fires, it is as bad as it was.
  if (state.status === 'firing')
    return state.instances.length > 0 ? { ...state, severity: worstOf(state.instances) } : state;
  return { ...state, resolvedAt: Math.min(at, Math.max(...state.over.map(({ endedAt }) => endedAt))) };
}

/** Since when they fire, as they say. Clocks differ: nothing begins after we heard of it. */
function beginningOf(instances: readonly Instance[], at: number): number {
  return Math.min(at, ...instances.map(({ startedAt }) => startedAt));
}
