import { z } from 'zod';

/** One version of one type of event. */
export function event<Type extends string, Version extends number, Data extends z.ZodType>(
  type: Type,
  v: Version,
  data: Data,
) {
  return z.object({ type: z.literal(type), v: z.literal(v), data });
}

/** Nothing beyond that it happened. */
export const nothing = z.strictObject({});
