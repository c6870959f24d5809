import { z } from 'zod';
import { lists } from '#src/domain/on-call.ts';
import type { Looking } from '#src/domain/verification/looking.ts';
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
  z.object({
    kind: z.literal('not-looked'),
    of: z.enum(['slack', 'pagerduty', 'channels']),
    names: z.array(name).readonly(),
  }),
]);

true satisfies Same<z.output<typeof dutyFinding>, DutyFinding>;

const look = z.object({
  vendor: z.enum(['slack', 'pagerduty']),
  who: z.object({ pager: name.nullable(), name: name.nullable(), email: name.nullable() }).nullable(),
  found: z.array(dutyFinding).readonly().nullable(),
});

export const looking = z.object({
  until: z.number(),
  silent: z.string().nullable(),
  looks: z.array(look).readonly().nullable(),
});

true satisfies Same<z.output<typeof looking>, Looking>;
