import { z } from 'zod';

/** What the playground tells the bot's process. */
export const order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('clock'), offset: z.number() }),
  z.object({ type: z.literal('settle'), id: z.int() }),
  /** Die by SIGKILL right after so many more commits. */
  z.object({ type: z.literal('die-after-commits'), commits: z.int() }),
]);
export type Order = z.infer<typeof order>;

/** What the bot's process answers. */
export const report = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string() }),
  /** When something goes next (clock): what waits for its turn with a vendor, and what has a moment of its own. */
  z.object({
    type: z.literal('settled'),
    id: z.int(),
    nextTurn: z.number().nullable(),
    nextAlarm: z.number().nullable(),
  }),
]);
export type Report = z.infer<typeof report>;
