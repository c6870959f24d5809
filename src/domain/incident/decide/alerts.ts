import type { Alert } from '#src/domain/alert/state.ts';
import { firingIn } from '#src/domain/alert/state.ts';
import type { AlertNamed, AttachedEvent } from '#src/domain/incident/events/alerts.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { PageChanged } from '#src/domain/paging/events.ts';
import { isOpenThere, type Page } from '#src/domain/paging/page.ts';
import { type Decision, events, most, refused, unlessLiving } from './decision.ts';

/** What becomes of the alerts that are attached to an incident; an operation commits it together with what became of the alert. */
export type AlertsCommand =
  | { readonly type: 'join-alert'; readonly alert: Alert }
  | { readonly type: 'lose-alert'; readonly alert: number }
  /** `what` happened to one that is attached. */
  | { readonly type: 'hear-alert'; readonly alert: Alert; readonly what: AlertNews };

export type AlertNews = Exclude<AttachedEvent['type'], 'alert-joined' | 'alert-left'>;

export function decideAlerts(state: Incident, command: AlertsCommand): Decision {
  switch (command.type) {
    case 'join-alert': {
      const over = unlessLiving(state);
      if (over) return over;
      if (state.alerts.includes(command.alert.number)) return events();
      if (state.alerts.length >= most.alerts) {
        return refused({ code: 'too-many', number: state.number, most: most.alerts });
      }
      return events(
        { type: 'alert-joined', v: 1, data: named(command.alert) },
        ...adopted(state, command.alert),
        ...takenBefore(state, command.alert),
        ...notOver(state, command.alert),
      );
    }
    case 'lose-alert': {
      const there = state.alerts.includes(command.alert) && state.endedAt === null;
      return there ? events({ type: 'alert-left', v: 1, data: { alert: command.alert } }) : events();
    }
    case 'hear-alert': {
      const { alert, what } = command;
      const heard = { type: what, v: 1, data: { ...named(alert), firing: firingIn(alert) } } as const;
      return events(heard, ...notOver(state, alert));
    }
  }
}

/** Whoever was called for the alert is called for the incident: there is one page for both. */
function adopted({ page: own }: Incident, { page }: Alert): readonly IncidentEvent[] {
  if (isOpenThere(own) || !isOpenThere(page)) return [];
  const { id, number, url, service, urgency, priority, assignees, openedAt: at } = page;
  const since = stoodSince(page);
  // Since when it stands so is known by what made it so.
  const before = page.status === 'acknowledged' ? 'triggered' : 'acknowledged';
  const status = since.length === 0 ? page.status : before;
  const data = { page: id, number, url, service, status, urgency, priority, assignees, at, rung: 0 };
  return [{ type: 'paged', v: 1, data }, ...since, ...askedBefore(page)];
}

/** What is told late must not undo how it stands: that is known since then, and is no news. */
function stoodSince({ status, openedAt, since: at, ...page }: Page): readonly IncidentEvent[] {
  if (at === openedAt) return [];
  const what = status === 'acknowledged' ? 'acknowledged' : 'unacknowledged';
  return [known({ ...page, status }, { what, at, responder: null })];
}

/** Nor is who was asked to join meanwhile, and what they said. When that was may be forgotten: since it was opened. */
function askedBefore(page: Page): readonly IncidentEvent[] {
  return page.responders.map((responder) => {
    const { id, reply } = responder;
    const said = page.heard.findLast((one) => one.responder?.id === id && one.responder.reply === reply);
    const what = reply === 'pending' ? 'responder-added' : 'responder-replied';
    return known(page, { what, at: said?.at ?? page.openedAt, responder });
  });
}

function known(
  { status, urgency, priority, assignees }: Pick<Page, 'status' | 'urgency' | 'priority' | 'assignees'>,
  happened: Pick<PageChanged, 'what' | 'at' | 'responder'>,
): IncidentEvent {
  const data = { ...happened, status, urgency, priority, assignees, by: null, echo: true, from: 'log' } as const;
  return { type: 'page-changed', v: 2, data };
}

/** Whoever took the alert on has taken on what it turned out to be. PagerDuty knows of it where that is the incident's page from now on, and is told else. */
function takenBefore(state: Incident, { acknowledged, page, status }: Alert): readonly IncidentEvent[] {
  if (acknowledged === null || state.acknowledged !== null || status !== 'firing' || !isOpen(state)) return [];
  const { by: person, at } = acknowledged;
  const goesOn = page !== null && (!isOpenThere(state.page) || state.page.id === page.id);
  return goesOn && page.status === 'acknowledged'
    ? [{ type: 'acknowledged', v: 2, data: { person, at: Math.max(at, state.declaredAt) } }]
    : [{ type: 'acknowledged', v: 1, data: { person } }];
}

/** Nothing is resolved while one of its alerts fires: a request that is being decided is refused at once, but for one with a reason. */
function notOver(state: Incident, { number, status }: Alert): readonly IncidentEvent[] {
  const { resolution } = state;
  const decides = isOpen(state) && resolution?.outcome === 'under-way' && resolution.override === null;
  return decides && status === 'firing'
    ? [{ type: 'resolve-refused', v: 2, data: { health: [], firing: [number] } }]
    : [];
}

function named({ number: alert, name, title, severity }: Alert): AlertNamed {
  return { alert, name, title, severity };
}
