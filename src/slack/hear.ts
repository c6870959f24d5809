import type { Happening, Listener } from '#src/define.ts';
import { traceOf } from '#src/log.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Log } from '#src/ports/log.ts';
import { actorOf, Outsider } from './actor.ts';
import type { Delay } from './delay.ts';
import type { Answered } from './job.ts';
import type { Once } from './once.ts';
import { eventPayload } from './payloads.ts';
import type { SlackTelemetry } from './telemetry.ts';

/** Hands an event to all who hear its type, one after the other. `null`: nobody does. Rejects when one threw, after the others had their turn. */
export type Hear = (payload: unknown) => Promise<Answered | null>;

interface Hearing {
  readonly name: string;
  readonly hear: Listener['events'][string];
}

/** Throws when a listener hears what the door answers itself. */
export function createHear({
  listeners,
  deps,
  telemetry,
  wait,
  once,
}: {
  readonly listeners: readonly Listener[];
  readonly deps: Deps;
  readonly telemetry: Pick<SlackTelemetry, 'delivered'>;
  readonly wait: Delay;
  readonly once: Once;
}): Hear {
  const byType = new Map<string, readonly Hearing[]>();
  for (const { name, events } of listeners) {
    for (const [type, hear] of Object.entries(events)) {
      if (type === 'app_mention') throw new Error(`${name}: a mention is a command, not an event`);
      byType.set(type, [...(byType.get(type) ?? []), { name, hear }]);
    }
  }

  return async (payload) => {
    const { event_id, event } = eventPayload.parse(payload);
    const hearing = byType.get(event.type);
    if (!hearing) return null;
    const delivery = `evt.${event_id}`;
    const log = deps.log.child({ delivery: traceOf(delivery), type: event.type });
    const began = deps.wall.now();
    const later: (() => Promise<void>)[] = [];
    const happening: Happening = {
      deps: { ...deps, log },
      delivery,
      event,
      actor: (person) => knownActor(person, `slack:${event.type}`, { ...deps, log }, wait),
      later: (work) => void later.push(work),
    };
    const failures: unknown[] = [];
    for (const { name, hear } of hearing) {
      try {
        await hear(happening);
      } catch (error) {
        log.warn({ err: error, name }, 'an event was not taken in; slack delivers it again');
        failures.push(error);
      }
    }
    telemetry.delivered(event.type, failures.length === 0 ? 'heard' : 'failed', deps.wall.now() - began);
    if (failures.length > 0) throw failures[0];
    const afterwards = async () => void (await once(delivery, () => allOf(later, log)));
    return { answer: null, afterwards };
  };
}

/** Best effort: one that fails leaves the others alone. */
async function allOf(later: readonly (() => Promise<void>)[], log: Log): Promise<void> {
  for (const work of later) {
    await work().catch((error: unknown) => log.warn({ err: error }, 'what an event asked for later was not done'));
  }
}

async function knownActor(person: string, via: string, deps: Deps, wait: Delay): ReturnType<Happening['actor']> {
  try {
    return await actorOf(person, via, deps, wait);
  } catch (error) {
    if (error instanceof Outsider) return null;
    throw error;
  }
}
