import type { Alert } from '#src/domain/alert/state.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { reconcilePages } from '#src/domain/paging/reconciling.ts';
import { engineActor } from '#src/domain/people.ts';
import { effects } from '#src/effects/index.ts';
import { createRunner } from '#src/engine/runner.ts';
import { keepAlertPromise } from '#src/operations/alert/keep-promise.ts';
import { keepPromises } from '#src/operations/incident/keep-promises.ts';
import { hearPage, hearPaged } from '#src/operations/paging/hear.ts';
import { toldIn } from '#src/operations/paging/hear-foreign.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Log } from '#src/ports/log.ts';
import { and, asc, eq, inArray, lte, sql } from '#src/store/drizzle.ts';
import { isFirstInOrder, isUnfinished } from '#src/store/outbox.ts';
import { outbox } from '#src/store/schema.ts';
import { openStore } from '#test/store/open-store.ts';
import { aPolicy, person, wednesday } from '#test/support/builders.ts';
import { unusable } from '#test/support/engine-bench.ts';
import { alertmanagerModel } from './alertmanager-model.ts';
import { type Fault, pagerModel } from './pager-model.ts';
import { pagerDutyModel, type Webhook } from './pagerduty-model.ts';
import { type Line, lineOf, storyOf } from './story.ts';
import { watched } from './watched-pager.ts';

export const minute = 60_000;
const hour = 60 * minute;
/** Longer than any row waits before it is tried again. */
const mostRounds = 400;

const names = ['ana', 'ben', 'dora', 'emil'] as const;
const idThere = (name: string) => `P${name.toUpperCase()}`;

const policy: Deps['policy'] = {
  ...aPolicy,
  services: aPolicy.services.map((one) => ({ ...one, pagerDuty: `PS-${one.id}` })),
  escalation: {
    climb: { value: 5, from: '003' },
    rungs: names.map((name) => ({ name, who: { people: [`${name}@apgms.example`] } })),
    from: '003',
  },
  hash: 'policy',
};

export type Worlds = Awaited<ReturnType<typeof openWorlds>>;
export type World = Awaited<ReturnType<Worlds['begin']>>;

/** A database in which worlds begin one after the other, each with alerts, incidents and a PagerDuty of its own. */
export async function openWorlds() {
  const at = await openStore();
  for (const name of names) {
    const email = `${name}@apgms.example`;
    const { person: id } = person(name);
    await at.store.keepPerson({ id, name, email, guest: false, outsider: false, seenAt: wednesday });
    await at.store.keepPagerUser({ id: idThere(name), name, email });
  }
  const runners = new Map(effects.map((one) => [one.kind, one]));
  let worlds = 0;

  /** Real operations, effects, runner and rows over that; what is done in Slack stays to be done. */
  async function begin() {
    worlds += 1;
    const name = `w${worlds}`;
    const { store, time, db } = at;
    time.clock = Math.ceil(time.clock / hour) * hour + hour;
    const began = time.clock;
    const before = { alerts: await store.alertCount({}), incidents: await incidentsEver() };
    const lines: Line[] = [];
    const tell = (what: string) => void lines.push({ at: time.clock, depth: 1, what });
    const tick = () => {
      time.clock += 1;
      return time.clock;
    };
    /** What nobody should ever read. */
    const faults: string[] = [];
    const log: Log = {
      ...{ debug: () => undefined, info: () => undefined, warn: () => undefined, child: () => log },
      error: (fields, message) => void faults.push(`${message}: ${Object.values(fields).map(String).join()}`),
    };
    const pagerDuty = pagerDutyModel(name, tick, tell);
    const { pager, answers, leftOver } = pagerModel(pagerDuty);
    const deps: Deps = {
      store,
      queue: {
        wake: async () => undefined,
        work: async () => undefined,
        ready: async () => true,
        close: async () => undefined,
      },
      pager: watched(pager, store, (fault) => void faults.push(fault)),
      checker: { assess: async () => [] },
      ...{ chat: unusable('chat'), rasterizer: unusable('rasterizer'), telemetry: unusable('telemetry') },
      ...{ mailer: null, policy, log, ids: { next: () => crypto.randomUUID() } },
      ...{ clock: { now: () => time.clock }, wall: { now: () => time.wall } },
    };
    const runRow = createRunner(deps, runners);
    const told: Webhook[] = [];
    let deliveries = 0;

    async function incidentsEver(): Promise<number> {
      return (await store.incidentCount({}, engineActor)).total;
    }
    async function alerts(): Promise<readonly Alert[]> {
      return allOf((number) => store.alert(number), before.alerts, await store.alertCount({}));
    }
    async function incidents(): Promise<readonly Incident[]> {
      return allOf((number) => store.incident(number, engineActor), before.incidents, await incidentsEver());
    }
    async function streams(): Promise<readonly string[]> {
      return [
        ...streamsOf('alert', before.alerts, await store.alertCount({})),
        ...streamsOf('inc', before.incidents, await incidentsEver()),
      ];
    }

    /** Rows of what is to be done in PagerDuty, and of measuring health; Slack is another matter. */
    async function rows(which: 'due' | 'unfinished'): Promise<readonly string[]> {
      const ours = inArray(outbox.stream, [...(await streams()), reconcilePages.stream]);
      const lanes = sql`${outbox.kind} ~ '^(pagerduty|checks)[.]'`;
      const due = and(eq(outbox.state, 'ready'), lte(outbox.runAfter, time.clock), isFirstInOrder);
      const wanted = and(ours, lanes, which === 'due' ? due : isUnfinished);
      const found = await db.select({ id: outbox.id }).from(outbox).where(wanted).orderBy(asc(outbox.seq));
      return found.map(({ id }) => id);
    }

    async function run(
      row: string,
      fault: Fault = 'none',
      meanwhile: (() => Promise<void>) | null = null,
    ): Promise<void> {
      tick();
      tell(`${row} is tried${fault === 'none' ? '' : `, ${fault}`}`);
      answers(fault, meanwhile);
      await runRow(row);
      await leftOver()?.();
    }

    async function hear({ id, page, news }: Webhook): Promise<void> {
      tell(`told: ${page.id} ${news?.what ?? 'opened'}`);
      if (news) await hearPage(deps, { key: page.key, news, told: toldIn(page) }, id);
      else await hearPaged(deps, { key: page.key, told: toldIn(page), late: true }, id);
    }

    async function deliver(index: number): Promise<void> {
      const [one] = pagerDuty.untold.splice(index % Math.max(1, pagerDuty.untold.length), 1);
      if (!one) return;
      told.push(one);
      await hear(one);
    }

    /** What the clock of the bot does. */
    async function keep(): Promise<void> {
      for (const stream of await streams())
        await (stream.startsWith('alert') ? keepAlertPromise(deps, stream) : keepPromises(deps, stream));
    }

    async function pass(ms: number): Promise<void> {
      time.clock += ms;
      await keep();
    }

    async function calm(): Promise<void> {
      for (let round = 0; round < mostRounds; round += 1) {
        const [row] = await rows('due');
        if (row) await run(row);
        else if (pagerDuty.untold.length > 0) await deliver(0);
        else if ((await rows('unfinished')).length > 0) await pass(31_000);
        else return;
      }
      throw new Error(`it never comes to rest: ${await rows('unfinished')}`);
    }

    return {
      ...{ deps, pagerDuty, faults, alerts, incidents, rows, run, deliver, keep, pass, tick },
      alertmanager: alertmanagerModel(name, deps, tick),
      /** Somebody does something, a moment after what was before. */
      begins(what: string): void {
        lines.push({ at: tick(), depth: 0, what });
      },
      /** Somebody asks for something here. */
      by: (who: string) => {
        deliveries += 1;
        return { actor: person(who, ['responder', 'admin']), delivery: `${name}.d${deliveries}` };
      },
      /** Whom a rung of the escalation path calls, by their id in PagerDuty. */
      onRung: (rung: number) => idThere(names[rung] ?? ''),
      /** Time in which there is no bot. */
      sleep(ms: number): void {
        time.clock += ms;
      },
      /** PagerDuty tells what it told before. */
      async repeat(index: number): Promise<void> {
        const one = told[index % Math.max(1, told.length)];
        if (one) await hear(one);
      },
      async reconcile(): Promise<void> {
        await store.setGoing([reconcilePages]);
        await run(reconcilePages.id);
      },
      /** Whatever can still happen happens, and PagerDuty is asked how things stand. */
      async settle(): Promise<void> {
        await calm();
        await store.setGoing([reconcilePages]);
        await calm();
      },
      /** What happened, a line each. */
      async story(): Promise<string> {
        const recorded = await Promise.all([
          ...(await alerts()).map(({ stream }) => store.alertEvents(stream)),
          ...(await incidents()).map(({ stream }) => store.events(stream)),
        ]);
        return storyOf([...lines, ...recorded.flatMap((all) => all.map(lineOf))], began);
      },
    };
  }

  return { begin, audit: at.store.audit, close: at.close };
}

function streamsOf(word: 'alert' | 'inc', after: number, until: number): readonly string[] {
  return Array.from({ length: until - after }, (_, index) => `${word}-${after + index + 1}`);
}

async function allOf<One>(
  load: (number: number) => Promise<One | null>,
  after: number,
  until: number,
): Promise<readonly One[]> {
  const all = await Promise.all(Array.from({ length: until - after }, (_, index) => load(after + index + 1)));
  return all.flatMap((one) => one ?? []);
}
