import { z } from 'zod';
import { roles } from '#src/domain/incident/events/people.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const assigned = { role: z.enum(roles), person: z.string().nullable() };
const moved = z.object({ person: z.string(), moved: z.number().nullable() });
const answered = z.object({ person: z.string(), request: z.int() });

export const peopleEvents = [
  z.discriminatedUnion('v', [
    event('role-assigned', 1, z.object(assigned)),
    event('role-assigned', 2, z.object({ ...assigned, had: z.string().nullable() })),
  ]),
  event('access-requested', 1, z.object({ person: z.string(), why: prose.nullable() })),
  event('access-granted', 1, answered),
  event('access-refused', 1, answered),
  event('security-found', 1, z.object({ people: z.array(z.string()).readonly() })),
  event('member-added', 1, moved),
  event('member-removed', 1, moved),
] as const;
