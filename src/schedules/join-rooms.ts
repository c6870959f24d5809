import { defineSchedule } from '#src/define.ts';

/** Keeps the bot in the rooms of the policy: at the start, and again when somebody took it out. */
export const joinRooms = defineSchedule({
  name: 'join-rooms',
  everyMs: 3_600_000,
  async run({ chat, policy }) {
    for (const room of Object.values(policy.rooms)) await chat.room(room.value);
  },
});
