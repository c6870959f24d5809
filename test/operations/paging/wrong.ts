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
  const rules = [ownedWrongly, promisedWrongly, calledWrongly, heardWrongly];
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

/** People had others called, or opened it again, since then: told, that takes an acknowledgement back; found by asking, it does not say so. */
function calledAnewThere({ log }: PageThere, since: number): boolean {
  return log.some(({ type, at }) => at >= since && (type === 'assign_log_entry' || type === 'reopen_log_entry'));
}

/** What fires unacknowledged has a page that calls, or one that ended before the next rung is due; and whoever was due has heard of it. */
function calledWrongly({ world: { pagerDuty, policy }, alerts }: Standing): readonly string[] {
  return alerts.flatMap(({ stream, source, unacknowledged, page }) => {
    if (unacknowledged === null || source === 'pagerduty') return [];
    const there = pagerDuty.pages.find(({ id }) => id === page?.id);
    const calls = there !== undefined && pagerDuty.isOpen(there) && there.status === 'triggered';
    const waits = there?.status === 'resolved' && unacknowledged.missedAt === null;
    const mine = pagerDuty.pages.filter(({ key }) => key !== null && streamOfKey(key) === stream).map(({ id }) => id);
    const heard = pagerDuty.reached.filter((one) => mine.includes(one.page)).map(({ user }) => user);
    const uncalled = unacknowledged.reached.filter(({ rung }) => {
      const { who } = policy.escalation.rungs[rung] ?? { who: { people: [] } };
      return 'people' in who && !who.people.some((email) => heard.includes(`P${email.split('@')[0]?.toUpperCase()}`));
    });
    return [
      ...(calls || waits
        ? []
        : [
            `${stream} fires unacknowledged, and its page ${there?.id} is ${there?.deleted ? 'deleted' : there?.status}`,
          ]),
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
      return fires === pagerDuty.isOpen(page)
        ? []
        : [`${alert.stream} is ${alert.status}, and ${page.id} is ${page.deleted ? 'deleted' : page.status}`];
    });
}
