import { z } from 'zod';
import { lists } from '#src/domain/on-call.ts';
import type { DutyFinding } from '#src/domain/verification/verification.ts';
import type { Same } from './same.ts';

const name = z.string();

export const dutyFinding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('gap'),
    services: z.array(z.string()).readonly(),
    list: z.enum(lists),
    source: z.enum(['pagerduty', 'rota']),
    from: z.number(),
    until: z.number().nullable(),
  }),
  z.object({ kind: z.literal('unknown-service'), service: z.string(), pager: z.string() }),
  z.object({ kind: z.literal('not-in-slack'), name }),
  z.object({ kind: z.literal('not-in-pager'), name }),
  z.object({ kind: z.literal('no-number'), name }),
  z.object({ kind: z.literal('no-channel'), channel: z.string() }),
  z.object({ kind: z.literal('pager-silent'), code: z.string() }),
]);

true satisfies Same<z.output<typeof dutyFinding>, DutyFinding>;
