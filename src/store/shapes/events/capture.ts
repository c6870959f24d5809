import { z } from 'zod';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const at = { channel: z.string(), ts: z.string(), thread: z.string().nullable() };
const said = { author: z.string(), text: prose, files: z.array(prose).readonly() };

export const captureEvents = [
  event('noted', 1, z.object({ text: prose, at: z.number().nullable() })),
  event('capture-requested', 1, z.object({ ...at, by: z.enum(['pin', 'shortcut']), said: z.object(said).nullable() })),
  event('captured', 1, z.object({ ...at, ...said, permalink: z.string() })),
  event('capture-edited', 1, z.object({ ts: z.string(), text: prose })),
  event('capture-retracted', 1, z.object({ ts: z.string(), why: z.enum(['unpinned', 'deleted']), whole: z.boolean() })),
] as const;
