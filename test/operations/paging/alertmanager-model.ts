import type { AlertSeverity } from '#src/domain/alert/events.ts';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import type { Deps } from '#src/ports/deps.ts';

type Firing = AlertInWords['told'][number];

/** So long after it was sent a report may come again: no Alertmanager tells of what was long ago (ms). */
const latestMs = 4 * 60_000;

/** Alertmanager: what fires in each of its groups, and what it told of that. `tick`: a moment passes. */
export function alertmanagerModel(prefix: string, deps: Deps, tick: () => number) {
  const groups = new Map<string, Map<string, Firing>>();
  const reports: { readonly said: AlertInWords; readonly at: number }[] = [];

  const hear = (said: AlertInWords) => hearAlert(deps, said, { kind: 'vendor', vendor: 'alertmanager', user: null });

  async function report(group: string, at: number): Promise<void> {
    const said: AlertInWords = {
      ...{ source: 'alertmanager', key: `${prefix}.${group}`, name: group, service: 'api-gateway', title: group },
      ...{ description: null, truncated: 0, page: null },
      links: { runbook: null, dashboard: null, source: null },
      told: [...(groups.get(group)?.values() ?? [])],
    };
    reports.push({ said, at });
    await hear(said);
  }

  return {
    /** Something begins to fire. As Prometheus has it, what fires already keeps its severity. */
    async fires(group: string, id: string, severity: AlertSeverity): Promise<void> {
      const at = tick();
      const all = groups.get(group) ?? new Map<string, Firing>();
      groups.set(group, all);
      if (all.get(id)?.endedAt !== null) all.set(id, { id, startedAt: at, endedAt: null, severity, what: null });
      await report(group, at);
    },
    async ends(group: string, id: string): Promise<void> {
      const at = tick();
      const one = groups.get(group)?.get(id);
      if (one?.endedAt !== null) return;
      groups.get(group)?.set(id, { ...one, endedAt: at });
      await report(group, at);
    },
    /** One of its newest reports comes once more, or late. */
    async repeats(index: number): Promise<void> {
      const now = tick();
      const fresh = reports.filter(({ at }) => now - at < latestMs);
      const one = fresh.at(-1 - (index % Math.max(1, fresh.length)));
      if (one) await hear(one.said);
    },
    firing: () =>
      [...groups].flatMap(([group, all]) =>
        [...all.values()].filter(({ endedAt }) => endedAt === null).map(({ id }) => ({ group, id })),
      ),
  };
}
