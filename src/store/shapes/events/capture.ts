import { z } from 'zod';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const posted = { channel: z.string(), ts: z.string() };
const at = { ...posted, thread: z.string().nullable() };
const said = { author: z.string(), text: prose, files: z.array(prose).readonly() };
const requested = { ...at, by: z.enum(['pin', 'shortcut']), said: z.object(said).nullable() };
const captured = { ...at, ...said, permalink: z.string() };
const retracted = { why: z.enum(['unpinned', 'deleted']), whole: z.boolean() };
const time = z.number();

export const captureEvents = [
  event('noted', 1, z.object({ text: prose, at: z.number().nullable() })),
  z.discriminatedUnion('v', [
    event('capture-requested', 1, z.object(requested)),
    event('capture-requested', 2, z.object({ ...requested, moved: time.nullable() })),
  ]),
  z.discriminatedUnion('v', [
    event('captured', 1, z.object(captured)),
    event('captured', 2, z.object({ ...captured, editedAt: time.nullable() })),
  ]),
  z.discriminatedUnion('v', [
    event('capture-edited', 1, z.object({ ts: z.string(), text: prose })),
    event('capture-edited', 2, z.object({ ...posted, text: prose, editedAt: time })),
  ]),
  z.discriminatedUnion('v', [
    event('capture-retracted', 1, z.object({ ts: z.string(), ...retracted })),
    event('capture-retracted', 2, z.object({ ...posted, ...retracted, moved: time.nullable() })),
  ]),
] as const;
