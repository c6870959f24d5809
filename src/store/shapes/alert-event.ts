import { z } from 'zod';
import { type AlertEvent, alertMessageKinds, alertSeverities, alertSources } from '#src/domain/alert/events.ts';
import { effectEvents } from './events/effect.ts';
import { event } from './events/event.ts';
import { pageEvents } from './events/paging.ts';
import { owedEvents } from './events/promises.ts';
import { prose } from './prose.ts';
import type { Same } from './same.ts';

const time = z.number();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

export const instance = z.object({
  id: z.string(),
  startedAt: time,
  severity: z.enum(alertSeverities),
  what: prose.nullable(),
});
export const ended = z.object({ id: z.string(), startedAt: time, endedAt: time });
export const said = {
  name: z.string(),
  service: z.string().nullable(),
  title: prose,
  description: prose.nullable(),
  links: z.object({ runbook: prose.nullable(), dashboard: prose.nullable(), source: prose.nullable() }),
};
export const known = { number: z.int(), source: z.enum(alertSources), key: z.string() };
const unlisted = z.int();
const began = { instances: list(instance), unlisted };
const over = { ended: list(ended) };
const incident = z.object({ incident: z.int() });

/** Every version of every event that was ever written. */
export const alertEvent = z.discriminatedUnion('type', [
  event('alert-fired', 1, z.object({ ...known, ...said, ...began })),
  event('alert-fired-again', 1, z.object({ ...said, ...began })),
  event('alert-grew', 1, z.object(began)),
  event('alert-shrank', 1, z.object({ ...over, unlisted })),
  event('alert-resolved', 1, z.object(over)),
  z.discriminatedUnion('v', [
    event('alert-acknowledged', 1, z.object({ person: z.string() })),
    event('alert-acknowledged', 2, z.object({ person: z.string(), at: time })),
  ]),
  event('alert-attached', 1, incident),
  event('alert-detached', 1, incident),
  event('message-posted', 1, z.object({ message: z.enum(alertMessageKinds), channel: z.string(), ts: z.string() })),
  event('page-handed-over', 1, incident),
  ...pageEvents,
  ...owedEvents,
  ...effectEvents,
]);

true satisfies Same<z.output<typeof alertEvent>, AlertEvent>;
