import { z } from 'zod';
import { event } from './event.ts';

const effect = { effect: z.string(), kind: z.string() };

/** Of whatever something was done for. */
export const effectEvents = [
  event('effect-done', 1, z.object(effect)),
  event('effect-failed', 1, z.object({ ...effect, code: z.string() })),
  event('effect-retried', 1, z.object({ effects: z.array(z.string()).readonly() })),
] as const;
