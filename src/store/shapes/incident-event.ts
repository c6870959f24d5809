import { z } from 'zod';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { attachedEvents } from './events/alerts.ts';
import { captureEvents } from './events/capture.ts';
import { declaredEvents } from './events/declared.ts';
import { followUpEvents } from './events/follow-ups.ts';
import { lifeEvents } from './events/life.ts';
import { outsideEvents } from './events/outside.ts';
import { pagingEvents } from './events/paging.ts';
import { peopleEvents } from './events/people.ts';
import { promiseEvents, reviewEvents } from './events/promises.ts';
import { taskEvents } from './events/tasks.ts';
import type { Same } from './same.ts';

/** Every version of every event that was ever written. */
export const incidentEvent = z.discriminatedUnion('type', [
  declaredEvents,
  ...outsideEvents,
  ...lifeEvents,
  ...peopleEvents,
  ...captureEvents,
  ...promiseEvents,
  ...reviewEvents,
  ...followUpEvents,
  ...taskEvents,
  ...pagingEvents,
  ...attachedEvents,
]);

true satisfies Same<z.output<typeof incidentEvent>, IncidentEvent>;
