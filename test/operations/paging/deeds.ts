import { acknowledgeAlert } from '#src/operations/alert/acknowledge.ts';
import { attachAlert } from '#src/operations/alert/attach.ts';
import { acknowledge } from '#src/operations/incident/acknowledge.ts';
import { cancel } from '#src/operations/incident/cancel.ts';
import { declareIncident } from '#src/operations/incident/declare.ts';
import { reopen } from '#src/operations/incident/reopen.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { aDeclaration } from '#test/support/operation-bench.ts';
import type { Fault } from './pager-model.ts';
import type { DeedThere } from './pagerduty-model.ts';
import { minute, type World } from './world.ts';

/** Which of what there is: any number will do. */
export interface Choice {
  readonly n: number;
  readonly m: number;
}

interface Deed {
  /** How often it happens, as against the others. */
  readonly weight: number;
  /** `then`: does what was to happen next, meanwhile. */
  readonly take: (world: World, choice: Choice, then: () => Promise<void>) => Promise<unknown>;
}

const people = ['ana', 'ben', 'dora'] as const;
/** An incident for everything would make every alert its own. */
const mostIncidents = 2;

/** Whatever can happen to alerts, incidents and pages. What cannot as things stand is refused, as it is in life. */
export const deeds: Readonly<Record<string, Deed>> = {
  'an alert fires': {
    weight: 9,
    take: ({ alertmanager }, { n, m }) =>
      alertmanager.fires(one(['g1', 'g1', 'g2'], n), one(['a', 'b'], m), one(['critical', 'warning'], n + m)),
  },
  'an alert ends': {
    weight: 5,
    async take({ alertmanager }, { n }) {
      const firing = pick(alertmanager.firing(), n);
      if (firing) await alertmanager.ends(firing.group, firing.id);
    },
  },
  'Alertmanager repeats itself': { weight: 2, take: ({ alertmanager }, { n }) => alertmanager.repeats(n) },
  'an alert is acknowledged': {
    weight: 5,
    take: (world, { n, m }) =>
      withOne(world.alerts(), n, ({ number }) => acknowledgeAlert(world.deps, { number }, world.by(one(people, m)))),
  },
  'an incident is declared from an alert': {
    weight: 2,
    take: async (world, { n }) =>
      (await world.incidents()).length < mostIncidents &&
      withOne(world.alerts(), n, ({ number: alert }) =>
        declareIncident(world.deps, { ...aDeclaration, alert }, world.by('ana')),
      ),
  },
  'an alert is attached': {
    weight: 2,
    take: (world, { n, m }) =>
      withOne(world.alerts(), n, ({ number }) =>
        withOne(world.incidents(), m, ({ number: incident }) =>
          attachAlert(world.deps, { number, incident }, world.by('ana')),
        ),
      ),
  },
  'an incident is acknowledged': {
    weight: 2,
    take: (world, { n, m }) =>
      withOne(world.incidents(), n, ({ number }) => acknowledge(world.deps, { number }, world.by(one(people, m)))),
  },
  'an incident is cancelled': {
    weight: 1,
    take: (world, { n }) =>
      withOne(world.incidents(), n, ({ number }) => cancel(world.deps, { number, why: 'a mistake' }, world.by('ana'))),
  },
  'an incident is resolved': {
    weight: 2,
    take: (world, { n }) => withOne(world.incidents(), n, ({ number }) => resolveIncident(world, number)),
  },
  'an incident is reopened': {
    weight: 1,
    take: (world, { n }) =>
      withOne(world.incidents(), n, ({ number }) => reopen(world.deps, { number, why: 'not over' }, world.by('ana'))),
  },
  'a page is acknowledged there': there('acknowledge', 3),
  'a page is let go there': there('let go', 2),
  'a page is resolved there': there('resolve', 3),
  'a page is reassigned there': there('reassign', 4),
  'a page is opened again there': there('reopen', 2),
  'a page is merged there': there('merge', 2),
  'a page is deleted there': there('delete', 3),
  'monitoring tells PagerDuty': {
    weight: 1,
    take: async ({ pagerDuty }) => pagerDuty.isTold('PS-api-gateway'),
  },
  'PagerDuty tells something': { weight: 9, take: (world, { n }) => world.deliver(n) },
  'PagerDuty tells something twice': { weight: 2, take: (world, { n }) => world.repeat(n) },
  'PagerDuty tells something, and nobody hears it': {
    weight: 2,
    async take({ pagerDuty: { untold } }, { n }) {
      untold.splice(n % Math.max(1, untold.length), 1);
    },
  },
  'PagerDuty is asked': { weight: 2, take: (world) => world.reconcile() },
  'something is done': { weight: 14, take: (world, choice) => runOne(world, choice, null) },
  'something is done, and meanwhile': { weight: 5, take: (world, choice, then) => runOne(world, choice, then) },
  'time passes': { weight: 8, take: (world, { n }) => world.pass((n + 1) * 45_000) },
  'time passes without the bot': {
    weight: 3,
    async take(world, { n }) {
      world.sleep((n + 1) * 2 * minute);
      await world.keep();
    },
  },
};

/** Whatever health and alerts say; health is measured as soon as somebody looks. */
export function resolveIncident(world: World, number: number) {
  return requestResolve(world.deps, { number, reason: 'it looks well' }, world.by('ana'));
}

function there(deed: DeedThere, weight: number): Deed {
  return {
    weight,
    async take({ pagerDuty }, { n, m }) {
      const page = pick(pagerDuty.pages.slice(-2), n);
      if (page) pagerDuty.do(page, deed, `P${one(people, m).toUpperCase()}`);
    },
  };
}

/** Half of what we do goes well. */
const fates: readonly Fault[] = ['none', 'none', 'none', 'none', 'late', 'unreachable', 'lost before', 'lost after'];

async function runOne(world: World, { n, m }: Choice, meanwhile: (() => Promise<void>) | null): Promise<void> {
  const row = pick(await world.rows('due'), n);
  if (row) await world.run(row, one(fates, m), meanwhile);
}

async function withOne<One>(all: Promise<readonly One[]>, n: number, work: (it: One) => Promise<unknown>) {
  const it = pick(await all, n);
  return it === undefined ? undefined : work(it);
}

function pick<One>(all: readonly One[], n: number): One | undefined {
  return all[n % Math.max(1, all.length)];
}

function one<One>(all: readonly One[], n: number): One {
  const it = pick(all, n);
  if (it === undefined) throw new Error('there is nothing to choose from');
  return it;
}
