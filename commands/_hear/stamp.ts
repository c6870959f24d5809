import { z } from 'zod';

/** When Slack says that something happened: seconds with a fraction, read as milliseconds. */
export const stamp = z
  .string()
  .transform((ts) => Number(ts) * 1_000)
  .pipe(z.number());
