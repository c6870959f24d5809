import { z } from 'zod';
import { type Incident, statuses } from '#src/domain/incident/state.ts';
import { severities } from '#src/domain/severity.ts';
import { health } from './health.ts';
import { prose } from './prose.ts';
import type { Same } from './same.ts';

const severity = z.enum(severities);

export const incident = z.object({
  number: z.int(),
  stream: z.string(),
  seq: z.int(),
  title: prose,
  affected: prose.nullable(),
  severity,
  suggested: severity.nullable(),
  status: z.enum(statuses),
  services: z.array(z.string()).readonly(),
  customerFacing: z.boolean(),
  restricted: z.boolean(),
  reporter: z.string(),
  members: z.array(z.string()).readonly(),
  declaredAt: z.number(),
  resolvedAt: z.number().nullable(),
  channel: z.object({ id: z.string(), name: z.string() }).nullable(),
  posted: z.record(z.string(), z.object({ channel: z.string(), ts: z.string() })),
  resolution: z
    .object({
      by: z.string(),
      requestedAt: z.number(),
      override: prose.nullable(),
      concludedSeq: z.int().nullable(),
      outcome: z.enum(['under-way', 'refused', 'resolved']),
      health,
    })
    .nullable(),
  policyHash: z.string(),
});

true satisfies Same<z.output<typeof incident>, Incident>;
