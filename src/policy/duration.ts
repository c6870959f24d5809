import { z } from 'zod';

const minutesIn: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };
const message = 'must be a duration, such as 5m, 48h or 2d';

/** A duration as people write it, in minutes. */
export const duration = z
  .string({ error: message })
  .regex(/^[1-9]\d*[mhd]$/, message)
  .transform((text) => Number(text.slice(0, -1)) * (minutesIn[text.slice(-1)] ?? Number.NaN))
  .meta({ description: 'Minutes, hours or days: 15m, 48h, 2d.' });
