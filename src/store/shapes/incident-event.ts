import { z } from 'zod';
import { type IncidentEvent, messageKinds } from '#src/domain/incident/events.ts';
import { severities } from '#src/domain/severity.ts';
import { health } from './health.ts';
import { prose } from './prose.ts';
import type { Same } from './same.ts';

const severity = z.enum(severities);
const v1 = z.literal(1);

/** Every version of every event that was ever written. */
export const incidentEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('declared'),
    v: v1,
    data: z.object({
      number: z.int(),
      title: prose,
      affected: prose.nullable(),
      severity,
      suggested: severity.nullable(),
      services: z.array(z.string()).readonly(),
      customerFacing: z.boolean(),
      restricted: z.boolean(),
      reporter: z.string(),
    }),
  }),
  z.object({
    type: z.literal('channel-opened'),
    v: v1,
    data: z.object({ channel: z.string(), name: z.string() }),
  }),
  z.object({
    type: z.literal('message-posted'),
    v: v1,
    data: z.object({ message: z.enum(messageKinds), channel: z.string(), ts: z.string() }),
  }),
  z.object({ type: z.literal('effect-done'), v: v1, data: z.object({ effect: z.string(), kind: z.string() }) }),
  z.object({
    type: z.literal('effect-failed'),
    v: v1,
    data: z.object({ effect: z.string(), kind: z.string(), code: z.string() }),
  }),
  z.object({
    type: z.literal('effect-retried'),
    v: v1,
    data: z.object({ effects: z.array(z.string()).readonly() }),
  }),
  z.object({ type: z.literal('resolve-requested'), v: v1, data: z.object({ override: prose.nullable() }) }),
  z.object({ type: z.literal('resolve-refused'), v: v1, data: z.object({ health }) }),
  z.object({ type: z.literal('resolved'), v: v1, data: z.object({ health }) }),
]);

true satisfies Same<z.output<typeof incidentEvent>, IncidentEvent>;
