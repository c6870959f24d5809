import { z } from 'zod';
import { obligationKind, terms } from '#src/store/shapes/promises.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const time = z.number();
const strings = z.array(z.string()).readonly();
const about = { obligation: z.string(), kind: obligationKind, dueAt: time };

const moved = z
  .array(
    z.object({ obligation: z.string(), kind: obligationKind, from: time.nullable(), to: time, grace: z.boolean() }),
  )
  .readonly();
const debtor = z.union([z.object({ person: z.string() }), z.object({ onCall: z.literal(true) })]);
export const reached = z.object({ rung: z.int(), name: z.string(), people: strings, at: time });

export const owedEvents = [
  event('obligation-reminded', 1, z.object({ ...about, debtor, onCall: z.string().nullable() })),
  event('obligation-missed', 1, z.object({ ...about, missedAt: time, reached: z.array(reached).readonly() })),
  event(
    'obligation-told',
    1,
    z.object({
      ...about,
      of: z.int(),
      what: z.enum(['reminder', 'miss']),
      rungs: strings,
      people: strings,
      missing: strings,
    }),
  ),
] as const;

export const promiseEvents = [
  event('policy-adopted', 1, z.object({ terms, moved })),
  event('deadlines-moved', 1, z.object({ moved })),
  ...owedEvents,
  event('obligation-snoozed', 1, z.object({ ...about, until: time, why: prose })),
  event('status-due', 1, z.object({ tick: time, digest: z.boolean() })),
] as const;

export const reviewEvents = [
  event('review-scheduled', 1, z.object({ at: time })),
  event('review-held', 1, z.object({ cause: prose, actions: prose.nullable(), lessons: prose.nullable() })),
] as const;
