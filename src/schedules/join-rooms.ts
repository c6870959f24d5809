import { defineSchedule } from '#src/define.ts';

/** Brings the bot into the rooms of the policy at the start, again and again until it is in all of them. */
export const joinRooms = defineSchedule({
  name: 'join-rooms',
  everyMs: 3_600_000,
  async run({ chat, policy }) {
    for (const room of Object.values(policy.rooms)) await chat.room(room.value);
  },
});
