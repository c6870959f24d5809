import type { Alarm, Schedule } from '#src/define.ts';
import { anchor } from './anchor.ts';
import { audit } from './audit.ts';
import { joinRooms } from './join-rooms.ts';
import { onCall } from './on-call.ts';
import { everyPromise, promises } from './promises.ts';
import { reconcilePages } from './reconcile-pages.ts';
import { retention } from './retention.ts';
import { everyVerification, verification } from './verification.ts';

/** Everything that happens by the calendar. */
export const schedules: readonly Schedule[] = [
  anchor,
  audit,
  everyPromise,
  joinRooms,
  onCall,
  reconcilePages,
  retention,
  everyVerification,
];

/** Everything that waits for its own moment. */
export const alarms: readonly Alarm[] = [promises, verification];
