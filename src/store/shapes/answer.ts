import { z } from 'zod';
import type { Answer } from '#src/domain/answer.ts';
import { groups } from '#src/domain/people.ts';
import type { Same } from './same.ts';

const number = z.int();

const refusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('no-title') }),
  z.object({ code: z.literal('unknown-services'), services: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('no-such-incident'), number }),
  z.object({ code: z.literal('not-allowed'), action: z.string(), needs: z.array(z.enum(groups)).readonly() }),
  z.object({ code: z.literal('already-resolved'), number }),
  z.object({ code: z.literal('resolution-under-way'), number }),
  z.object({ code: z.literal('override-needs-reason') }),
  z.object({ code: z.literal('nothing-to-retry'), number }),
  z.object({ code: z.literal('too-busy') }),
  z.object({ code: z.literal('not-verified') }),
]);

export const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), number }),
  z.object({ ok: z.literal(false), refusal }),
]);

true satisfies Same<z.output<typeof answer>, Answer>;
