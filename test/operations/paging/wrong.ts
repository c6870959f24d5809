import { isCritical } from '#src/domain/alert/evolve.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { streamOfKey } from '#src/domain/paging/key.ts';
import type { PageThere } from './pagerduty-model.ts';
import type { World } from './world.ts';

interface Standing {
  readonly world: World;
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
}

/** What is wrong with a world in which everything that can happen by itself has happened; nothing, as it should be. */
export async function wrongIn(world: World): Promise<readonly string[]> {
  const standing = { world, alerts: await world.alerts(), incidents: await world.incidents() };
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
      return calledAnewThere(there, acknowledged.at) ? [] : [`${stream} is in hand, and ${there.id} calls on`];
    });
}

/** Who took on a mere warning has in hand what is critical since only where somebody was called by then. */
function wokenWrongly({ world: { pagerDuty }, alerts }: Standing): readonly string[] {
  return alerts
    .filter((alert) => isCritical(alert) && alert.incident === null)
    .flatMap((alert) => {
      const critical = alert.instances.filter(({ severity }) => severity === 'critical');
      const since = Math.min(...critical.map(({ startedAt }) => startedAt));
      if (alert.acknowledged === null || alert.acknowledged.at >= since) return [];
      const called = pagerDuty.pages.some(
        (page) => isOf(page, alert) && (pagerDuty.isOpen(page) || page.deleted || page.since >= since),
      );
      return called || alert.source === 'pagerduty' ? [] : [`${alert.stream} is critical, and woke nobody`];
    });
}

/** Whether it was opened for this alert. */
function isOf({ key }: PageThere, { stream }: Alert): boolean {
  return key !== null && streamOfKey(key) === stream;
}

/** People had others called, or opened it again, since then: told, that takes an acknowledgement back; found by asking, it does not say so. */
function calledAnewThere({ log }: PageThere, since: number): boolean {
  return log.some(({ type, at }) => at >= since && (type === 'assign_log_entry' || type === 'reopen_log_entry'));
}

/** What fires unacknowledged has a page that calls, or one that ended before the next rung is due; and whoever was due has heard of it. */
function calledWrongly({ world: { pagerDuty, onRung }, alerts }: Standing): readonly string[] {
  return alerts.flatMap((alert) => {
    const { stream, source, unacknowledged, page } = alert;
    if (unacknowledged === null || source === 'pagerduty') return [];
    const there = pagerDuty.pages.find(({ id }) => id === page?.id);
    const calls = there !== undefined && pagerDuty.isOpen(there) && there.status === 'triggered';
    const waits = there?.status === 'resolved' && !there.deleted && unacknowledged.missedAt === null;
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
