import { z } from 'zod';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const followUp = z.int();
const assigned = { followUp, owner: z.string().nullable(), due: z.string().nullable() };

export const followUpEvents = [
  event('follow-up-added', 1, z.object({ ...assigned, what: prose })),
  event('follow-up-changed', 1, z.object(assigned)),
  event('follow-up-done', 1, z.object({ followUp })),
  event('follow-up-dropped', 1, z.object({ followUp, why: prose })),
] as const;
