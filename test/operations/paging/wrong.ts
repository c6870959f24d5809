import type { RecordedAlertEvent } from '#src/domain/alert/events.ts';
import { evolve, isCritical } from '#src/domain/alert/evolve.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { streamOfKey } from '#src/domain/paging/key.ts';
import type { PageThere } from './pagerduty-model.ts';
import type { World } from './world.ts';

interface Standing {
  readonly world: World;
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
  /** By stream; what is not critical is not in it. */
  readonly criticalSince: ReadonlyMap<string, number>;
}

/** What is wrong with a world in which everything that can happen by itself has happened; nothing, as it should be. */
export async function wrongIn(world: World): Promise<readonly string[]> {
  const alerts = await world.alerts();
  const criticalSince = new Map<string, number>();
  for (const { stream } of alerts) {
    const since = criticalSinceIn(await world.deps.store.alertEvents(stream));
    if (since !== undefined) criticalSince.set(stream, since);
  }
  const standing = { world, alerts, incidents: await world.incidents(), criticalSince };
  const rules = [ownedWrongly, promisedWrongly, wokenWrongly, calledWrongly, heardWrongly];
  return [...world.faults, ...rules.flatMap((rule) => rule(standing))];
}

/** The same once nothing fires and no incident is open: nobody is called any more, but for what people opened again there. */
export function ringingIn({ pagerDuty }: World): readonly string[] {
  const ours = pagerDuty.pages.filter((page) => pagerDuty.isOpen(page) && page.key !== null && !page.reopenedThere);
  return ours.map(({ id, key }) => `all is over, and ${id} (${key}) rings on`);
}

/** Every page that we opened and that is open is that of one alert or incident which is not over, and stands here as it does there. */
function ownedWrongly({ world: { pagerDuty }, alerts, incidents }: Standing): readonly string[] {
  const ours = pagerDuty.pages.filter((page) => pagerDuty.isOpen(page) && page.key !== null);
  return ours.flatMap((page) => {
    const { id, key, status, reopenedThere } = page;
    const ofAlerts = alerts.filter((alert) => alert.page?.id === id);
    const owners = [...ofAlerts, ...incidents.filter((incident) => incident.page?.id === id)];
    const over = [
      ...ofAlerts.filter((alert) => alert.status === 'resolved' || alert.incident !== null),
      ...incidents.filter((incident) => incident.page?.id === id && !isOpen(incident)),
    ];
    // What people open again there although it is over is theirs.
    if (reopenedThere && (owners.length === 0 || over.length > 0)) return [];
    return [
      ...(owners.length === 1
        ? []
        : [`${id} (${key}) is open, and that of ${owners.map(({ stream }) => stream).join(' and ') || 'nothing'}`]),
      ...over.map(({ stream }) => `${id} rings on for ${stream}, which is over or an incident's`),
      ...owners.flatMap(({ stream, page: here }) =>
        here?.status === status ? [] : [`${id} of ${stream} is ${status} there, ${here?.status} here`],
      ),
    ];
  });
}

/** What fires, is critical and nobody's is promised to be taken on; what somebody has in hand calls nobody. */
function promisedWrongly({ world: { pagerDuty }, alerts }: Standing): readonly string[] {
  return alerts
    .filter((alert) => isCritical(alert) && alert.incident === null)
    .flatMap(({ stream, source, acknowledged, unacknowledged, page }) => {
      if (acknowledged === null) return unacknowledged === null ? [`${stream} fires, and nothing is promised`] : [];
      const there = pagerDuty.pages.find(({ id }) => id === page?.id);
      if (source === 'pagerduty' || !there || there.status !== 'triggered' || there.deleted) return [];
      return openedAgainThere(there, acknowledged.at) ? [] : [`${stream} is in hand, and ${there.id} calls on`];
    });
}

/** Who took on a mere warning has in hand what is critical since only where somebody was called by then. */
function wokenWrongly({ world: { pagerDuty }, alerts, criticalSince }: Standing): readonly string[] {
  return alerts.flatMap((alert) => {
    const { stream, source, acknowledged, incident } = alert;
    const since = criticalSince.get(stream);
    if (since === undefined || source === 'pagerduty' || incident !== null) return [];
    if (acknowledged === null || acknowledged.at >= since) return [];
    const mine = pagerDuty.pages.filter((page) => isOf(page, alert));
    const called = mine.some((page) => pagerDuty.isOpen(page) || page.deleted || page.since >= since);
    return called ? [] : [`${stream} is critical, and woke nobody`];
  });
}

/** Since when it is critical without a break; `undefined`: it is not. */
function criticalSinceIn(events: readonly RecordedAlertEvent[]): number | undefined {
  let alert: Alert | null = null;
  let since: number | undefined;
  for (const event of events) {
    alert = evolve(alert, event);
    since = isCritical(alert) ? (since ?? event.at) : undefined;
  }
  return since;
}

/** Whether it was opened for this alert. */
function isOf({ key }: PageThere, { stream }: Alert): boolean {
  return key !== null && streamOfKey(key) === stream;
}

/** What people open again there, which they had ended, is theirs: it takes no acknowledgement back. */
function openedAgainThere({ log, reopenedThere }: PageThere, since: number): boolean {
  return reopenedThere && log.some(({ type, at }) => at >= since && type === 'reopen_log_entry');
}

/** What fires unacknowledged has a page that calls, or one that ended before the next rung is due; and whoever was due has heard of it. */
function calledWrongly({ world: { pagerDuty, onRung }, alerts }: Standing): readonly string[] {
  return alerts.flatMap((alert) => {
    const { stream, source, unacknowledged, page } = alert;
    if (unacknowledged === null || source === 'pagerduty') return [];
    const there = pagerDuty.pages.find(({ id }) => id === page?.id);
    const calls = there !== undefined && pagerDuty.isOpen(there) && there.status === 'triggered';
    const waits = page?.status === 'resolved' && there?.status === 'resolved' && unacknowledged.missedAt === null;
    const mine = pagerDuty.pages.filter((one) => isOf(one, alert)).map(({ id }) => id);
    const heard = pagerDuty.reached.filter((one) => mine.includes(one.page)).map(({ user }) => user);
    const uncalled = unacknowledged.reached.filter(({ rung }) => !heard.includes(onRung(rung)));
    return [
      ...(calls || waits ? [] : [`${stream} fires unacknowledged, and ${there ? nameOf(there) : 'nobody is called'}`]),
      ...uncalled.map(({ name }) => `${stream}: ${name} was due, and was not called`),
    ];
  });
}

/** What PagerDuty opened by itself fires as long as it is open there. */
function heardWrongly({ world: { pagerDuty }, alerts }: Standing): readonly string[] {
  return pagerDuty.pages
    .filter(({ key }) => key === null)
    .flatMap((page) => {
      const alert = alerts.findLast(({ key }) => key === page.id);
      if (!alert) return pagerDuty.isOpen(page) ? [`${page.id} is open, and no alert`] : [];
      const fires = alert.status === 'firing';
      return fires === pagerDuty.isOpen(page) ? [] : [`${alert.stream} is ${alert.status}, and ${nameOf(page)}`];
    });
}

function nameOf({ id, deleted, status }: PageThere): string {
  return `${id} is ${deleted ? 'deleted' : status}`;
}
