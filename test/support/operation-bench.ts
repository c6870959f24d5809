import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { DeclareRequest } from '#src/operations/incident/declare.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Shown, Wake } from '#src/ports/store.ts';
import { events } from '#src/store/schema.ts';
import { alertsIn } from '#test/store/alerts-in.ts';
import { openStore, stored } from '#test/store/open-store.ts';
import { aChange, aPolicy, declared } from './builders.ts';

/** What somebody says who has said enough. */
export const aDeclaration: DeclareRequest = {
  title: 'bank-lines returns 500',
  affected: null,
  severity: 'sev2',
  hurts: null,
  services: ['api-gateway'],
  customerFacing: true,
  restricted: false,
  drill: false,
  beganAt: null,
  detectedAt: null,
  resolvedAt: null,
  channel: null,
  // Most tests declare many that sound alike.
  anyway: true,
  alert: null,
};

type OperationDeps = Pick<Deps, 'store' | 'queue' | 'clock' | 'policy' | 'ids'>;

/** What use cases work on: a real store, and a queue that notes which wake-ups it was told. */
export async function operationBench() {
  const at = await openStore();
  const woken: Wake[] = [];
  const deps: OperationDeps = {
    store: at.store,
    queue: {
      wake: async (wakes) => void woken.push(...wakes),
      work: async () => undefined,
      ready: async () => true,
      close: async () => undefined,
    },
    clock: { now: () => at.time.clock },
    policy: { ...aPolicy, hash: 'policy' },
    ids: { next: () => crypto.randomUUID() },
  };
  let incidents = 0;

  async function fail(work: string): Promise<void> {
    await at.attempt(work, { state: 'failed', error: 'name_taken' });
  }

  async function happens(number: number, event: IncidentEvent): Promise<void> {
    await at.change(await at.incident(number), event);
  }

  return {
    deps,
    /** What the clock says, to be moved. */
    time: at.time,
    store: at.store,
    db: at.db,
    pool: at.pool,
    /** Alerts by their events. */
    alerts: alertsIn(at.store),
    woken,
    incident: at.incident,
    /** An incident with its channel, of which something failed outside. Its number is far from those that declarations get. */
    async failing(data: { readonly restricted?: boolean; readonly reporter?: string } = {}): Promise<Incident> {
      incidents += 1;
      const number = 1_000 + incidents;
      const change = aChange(null, [declared({ number, ...data })]);
      const link = { kind: 'slack.channel', ours: change.stream, theirs: channelOf(number) };
      stored(await at.store.commit({ changes: [change], links: [link] }));
      await fail(`${change.stream}.1.slack.open-channel`);
      return change.after;
    },
    /** Claims that row and ends it as failed. */
    fail,
    /** Claims that row and ends it as done. */
    done: (work: string) => at.attempt(work, { state: 'done' }),
    /** The same of a kept message: it stands there now. */
    shows: (work: string, shown: Shown) => at.attempt(work, { state: 'done' }, shown),
    happens,
    /** Something happens that matters to nobody but who loaded the incident before. */
    moveOn: (number: number) =>
      happens(number, {
        type: 'effect-done',
        v: 1,
        data: { effect: `inc-${number}.1.slack.open-channel`, kind: 'slack.open-channel' },
      }),
    types: async (number: number) => (await at.store.events(`inc-${number}`)).map(({ event }) => event.type),
    /** Everything that ever happened, in no order of time. */
    async recorded(): Promise<readonly { readonly stream: string; readonly seq: number; readonly type: string }[]> {
      const { stream, seq, type } = events;
      return at.db.select({ stream, seq, type }).from(events).orderBy(stream, seq);
    },
    close: at.close,
  };
}

export type OperationBench = Awaited<ReturnType<typeof operationBench>>;

export function channelOf(number: number): string {
  return `C${number}`;
}
