import { z } from 'zod';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const task = { list: z.string(), item: z.string() };

export const taskEvents = [
  event('checklist-begun', 1, z.object({ list: z.string() })),
  event('task-done', 1, z.object({ ...task, evidence: prose.nullable() })),
  event('task-undone', 1, z.object(task)),
  event('task-waived', 1, z.object({ ...task, why: prose })),
] as const;
