import type { Schedule } from '#src/define.ts';
import { anchor } from './anchor.ts';
import { joinRooms } from './join-rooms.ts';
import { retention } from './retention.ts';

/** Everything that happens by the calendar. */
export const schedules: readonly Schedule[] = [anchor, joinRooms, retention];
