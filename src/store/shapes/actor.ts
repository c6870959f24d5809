import { z } from 'zod';
import { type Actor, groups } from '#src/domain/people.ts';
import type { Same } from './same.ts';

export const actor = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    person: z.string(),
    groups: z.array(z.enum(groups)).readonly(),
    via: z.string(),
  }),
  z.object({ kind: z.literal('system'), name: z.literal('engine') }),
  z.object({
    kind: z.literal('vendor'),
    vendor: z.enum(['pagerduty', 'alertmanager']),
    user: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
]);

true satisfies Same<z.output<typeof actor>, Actor>;
