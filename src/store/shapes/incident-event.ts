import { z } from 'zod';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { captureEvents } from './events/capture.ts';
import { declaredEvents } from './events/declared.ts';
import { lifeEvents } from './events/life.ts';
import { outsideEvents } from './events/outside.ts';
import { peopleEvents } from './events/people.ts';
import type { Same } from './same.ts';

/** Every version of every event that was ever written. */
export const incidentEvent = z.discriminatedUnion('type', [
  declaredEvents,
  ...outsideEvents,
  ...lifeEvents,
  ...peopleEvents,
  ...captureEvents,
]);

true satisfies Same<z.output<typeof incidentEvent>, IncidentEvent>;
