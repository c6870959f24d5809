import { z } from 'zod';
import { severities } from '#src/domain/severity.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const severity = z.enum(severities);

const first = {
  number: z.int(),
  title: prose,
  affected: prose.nullable(),
  severity,
  suggested: severity.nullable(),
  services: z.array(z.string()).readonly(),
  customerFacing: z.boolean(),
  restricted: z.boolean(),
  reporter: z.string(),
};

const time = z.number().nullable();

export const declaredEvents = z.discriminatedUnion('v', [
  event('declared', 1, z.object(first)),
  event(
    'declared',
    2,
    z.object({
      ...first,
      drill: z.boolean(),
      beganAt: time,
      detectedAt: time,
      endedAt: time,
      channel: z.string().nullable(),
    }),
  ),
]);
