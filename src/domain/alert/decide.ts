import { type Context, type DecisionOf, refused } from '#src/domain/decision.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Paged } from '#src/domain/paging/events.ts';
import { callsAgain, isOpenThere, type Page } from '#src/domain/paging/page.ts';
import { type AlertPageCommand, decidePage } from './decide-page.ts';
import type { AlertEvent, AlertSource, Began, Said } from './events.ts';
import { mostInstances, type News, newestOfEach, newsOf, overUnheard, type ToldInstance } from './instances.ts';
import type { Alert } from './state.ts';

/** What a source says of an alert. */
export interface AlertReport extends Said {
  readonly source: AlertSource;
  readonly key: string;
  readonly told: readonly ToldInstance[];
  /** How many instances it left out. */
  readonly truncated: number;
  /** The incident of PagerDuty that it is; `null`: it comes from elsewhere. */
  readonly page: Paged | null;
}

export type AlertCommand =
  /** Nothing fires under its key as yet, or not any more: `before` is what did. */
  | { readonly type: 'fire'; readonly number: number; readonly report: AlertReport; readonly before: Alert | null }
  /** `left`: the incident it is attached to is over, so nobody is at work on it there. */
  | { readonly type: 'hear'; readonly report: AlertReport; readonly left: boolean }
  | { readonly type: 'acknowledge'; readonly person: string }
  | { readonly type: 'attach'; readonly to: Incident }
  /** The incident it is attached to turned out to be none: it goes on by itself. `page`: what of PagerDuty’s own it gets back; `null`: there is none. */
  | { readonly type: 'detach'; readonly page: Page | null }
  /** `failed`: rows of what failed outside, to be tried again. */
  | { readonly type: 'retry'; readonly failed: readonly string[] }
  | AlertPageCommand;

export type AlertDecision = DecisionOf<AlertEvent>;

/** What `command` means for `state`, under `policy`: events to keep, or a refusal. Total and pure; no event means nothing is left to do. */
export function decide(state: Alert | null, command: AlertCommand, { now }: Context): AlertDecision {
  if (command.type === 'fire') return fire(command, now);
  if (state === null) throw new Error(`${command.type} needs an alert`);
  const { number: alert } = state;
  switch (command.type) {
    case 'hear':
      return hear(state, command, now);
    case 'acknowledge': {
      const { acknowledged, status } = state;
      if (status === 'resolved') return refused({ code: 'alert-over', alert });
      if (acknowledged && !callsAgain(state)) {
        const { by, at } = acknowledged;
        return refused({ code: 'alert-acknowledged', alert, by, at });
      }
      return events({ type: 'alert-acknowledged', v: 1, data: { person: command.person } });
    }
    case 'attach':
      return attach(state, command.to);
    case 'detach':
      return detach(state, command.page);
    case 'retry':
      return events({ type: 'effect-retried', v: 1, data: { effects: command.failed } });
    default:
      return decidePage(state, command, { now });
  }
}

/**
 * What is over and fires again is another alert after a while, unless people are at work on it still, and at once where they no longer are: it must call
 * somebody. `incident`: the one it is attached to.
 */
export function firesAnew(
  alert: Alert,
  report: AlertReport,
  { policy, now, incident }: Context & { readonly incident: Incident | null },
): boolean {
  const { status, resolvedAt } = alert;
  const news = newsOf(alert, report.told, now);
  if (status === 'firing' || resolvedAt === null || news.began.length === 0) return false;
  const again = policy.alerts.again.value * 60_000;
  return incident ? !isOpen(incident) : now - resolvedAt > again;
}

function fire({ number, report, before }: Extract<AlertCommand, { type: 'fire' }>, now: number): AlertDecision {
  // What came late is of the one before.
  const told = before ? newsOf(before, report.told, now).began.map((one) => ({ ...one, endedAt: null })) : report.told;
  const news = newsOf({ source: report.source, instances: [], over: [] }, told, now);
  if (news.began.length + news.ended.length === 0) return events();
  const { source, key } = report;
  // It may be over by the time we hear of it: then it fired all the same.
  const over = news.began.length === 0;
  const instances = over
    ? newestOfEach(told)
        .slice(0, mostInstances)
        .map(({ endedAt: _, ...one }) => one)
    : news.began;
  const unlisted = news.unlisted + report.truncated;
  return events(
    { type: 'alert-fired', v: 1, data: { number, source, key, ...saidIn(report), instances, unlisted } },
    ...pageIn(report),
    ...ending(news, unlisted, over && report.truncated === 0),
  );
}

function pageIn({ page }: AlertReport): readonly AlertEvent[] {
  return page === null ? [] : [{ type: 'paged', v: 1, data: page }];
}

function hear(state: Alert, { report, left }: Extract<AlertCommand, { type: 'hear' }>, now: number): AlertDecision {
  const news = newsOf(state, report.told, now);
  const { began: instances, ended } = news;
  const unlisted = news.unlisted + report.truncated;
  const unheard = overUnheard(state, news);
  if (unheard.length > 0) {
    return events(
      ...leaving(state, left),
      { type: 'alert-resolved', v: 1, data: { ended: [...ended, ...unheard] } },
      { type: 'alert-fired-again', v: 1, data: { ...saidIn(report), instances, unlisted } },
    );
  }
  const ids = new Set(ended.map(({ id }) => id));
  // What it leaves out may fire.
  const whole = report.truncated === 0 && instances.length === 0;
  const last = whole && state.instances.every(({ id }) => ids.has(id));
  return events(
    ...(instances.length > 0 ? leaving(state, left) : []),
    ...beginning(state, { instances, unlisted }, saidIn(report)),
    ...ending(news, unlisted, last && state.status === 'firing'),
  );
}

/** What begins once its incident is over calls somebody: it goes on by itself. */
function leaving({ incident, status }: Alert, left: boolean): readonly AlertEvent[] {
  const leaves = left && incident !== null && status === 'firing';
  return leaves ? [{ type: 'alert-detached', v: 1, data: { incident } }] : [];
}

function beginning({ status }: Alert, began: Began, said: Said): readonly AlertEvent[] {
  if (began.instances.length === 0) return [];
  if (status === 'firing') return [{ type: 'alert-grew', v: 1, data: began }];
  return [{ type: 'alert-fired-again', v: 1, data: { ...said, ...began } }];
}

function ending({ ended }: News, unlisted: number, last: boolean): readonly AlertEvent[] {
  // Of what was left out nothing is listed, so its end is told without any.
  if (last) return [{ type: 'alert-resolved', v: 1, data: { ended } }];
  return ended.length === 0 ? [] : [{ type: 'alert-shrank', v: 1, data: { ended, unlisted } }];
}

function attach({ number: alert, status, incident, page }: Alert, to: Incident): AlertDecision {
  const { number, restricted, merged } = to;
  const attached: AlertEvent = { type: 'alert-attached', v: 1, data: { incident: number } };
  // One page is enough: the incident goes on with it, unless one of its own rings.
  const handed: AlertEvent = { type: 'page-handed-over', v: 1, data: { incident: number } };
  const goesOn = isOpenThere(page) && !isOpenThere(to.page) ? [handed] : [];
  // Everybody reads its card.
  if (restricted) return refused({ code: 'alert-to-private', alert, number });
  if (merged) return refused({ code: 'is-merged', number, into: merged.into });
  if (to.endedAt !== null) return refused({ code: 'is-over', number });
  // Nobody would be called for it any more, nor be at work on it; what is over may fire again.
  if (to.drill) return refused({ code: 'alert-fires', alert, number, why: 'drill' });
  if (status === 'firing' && !isOpen(to)) return refused({ code: 'alert-fires', alert, number, why: 'resolved' });
  if (incident === number) return refused({ code: 'alert-attached', alert, number });
  const left: readonly AlertEvent[] = incident === null ? [] : [{ type: 'alert-detached', v: 1, data: { incident } }];
  return events(...left, ...goesOn, attached);
}

function detach({ incident }: Alert, page: Page | null): AlertDecision {
  if (incident === null) return events();
  const left: AlertEvent = { type: 'alert-detached', v: 1, data: { incident } };
  if (page === null) return events(left);
  const { id, number, url, service, status, urgency, priority, assignees, openedAt: at } = page;
  const data = { page: id, number, url, service, status, urgency, priority, assignees, at, rung: 0 };
  return events(left, { type: 'paged', v: 1, data });
}

function saidIn({ name, service, title, description, links }: AlertReport): Said {
  return { name, service, title, description, links };
}

function events(...happened: readonly AlertEvent[]): AlertDecision {
  return { ok: true, events: happened };
}
