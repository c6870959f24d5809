import { z } from 'zod';

/** A person by name or id. */
export const user = z.string().min(1);
/** A conversation by name, id or `@person`. */
export const channel = z.string().min(1);
export const ts = z.string().regex(/^\d+\.\d{6}$/, 'a message time looks like 1700000000.000100');
export const values = z.record(z.string(), z.unknown()).default({});

/** How often the same payload is delivered: Slack delivers at least once. */
export const repeat = {
  delivery_times: z.int().min(1).max(20).default(1),
  at_once: z.boolean().default(false),
};
