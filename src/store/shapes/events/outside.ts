import { z } from 'zod';
import { messageKinds } from '#src/domain/incident/events.ts';
import { health } from '#src/store/shapes/health.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { effectEvents } from './effect.ts';
import { event, nothing } from './event.ts';

const channel = z.object({ channel: z.string(), name: z.string() });
const at = z.object({ at: z.number() });
const posted = { message: z.enum(messageKinds), channel: z.string(), ts: z.string() };

export const outsideEvents = [
  event('channel-opened', 1, channel),
  event('channel-adopted', 1, channel),
  event('channel-not-adopted', 1, z.object({ channel: z.string() })),
  event('channel-renamed', 1, z.object({ name: z.string() })),
  z.discriminatedUnion('v', [event('channel-archived', 1, nothing), event('channel-archived', 2, at)]),
  z.discriminatedUnion('v', [event('channel-unarchived', 1, nothing), event('channel-unarchived', 2, at)]),
  z.discriminatedUnion('v', [event('channel-entered', 1, nothing), event('channel-entered', 2, at)]),
  z.discriminatedUnion('v', [event('channel-exposed', 1, nothing), event('channel-exposed', 2, at)]),
  event('channel-hidden', 1, nothing),
  z.discriminatedUnion('v', [
    event('message-posted', 1, z.object(posted)),
    event('message-posted', 2, z.object({ ...posted, of: z.int().nullable() })),
  ]),
  ...effectEvents,
  event('resolve-requested', 1, z.object({ override: prose.nullable() })),
  z.discriminatedUnion('v', [
    event('resolve-refused', 1, z.object({ health })),
    event('resolve-refused', 2, z.object({ health, firing: z.array(z.int()).readonly() })),
  ]),
  event('resolved', 1, z.object({ health })),
] as const;
