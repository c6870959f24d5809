import { z } from 'zod';
import type { Json } from './state.ts';
import type { World } from './world.ts';

/** What a Web API method answers. */
export type ApiResult = { readonly ok: boolean } & Json;

/** `origin`: `http://host:port`, as the caller reached us. */
export type Handler = (world: World, args: Json, origin: string) => ApiResult;

/** Slack's way to say no. */
export function refuse(error: string, more: Json = {}): ApiResult {
  return { ok: false, error, ...more };
}

/** `refuse`, with sentences that say what is wrong. */
export function refuseBecause(error: string, messages: readonly string[]): ApiResult {
  return refuse(error, { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });
}

/** A method's body behind its arguments' shape; what does not fit is `invalid_arguments`. */
export function handler<Schema extends z.ZodType>(
  schema: Schema,
  run: (world: World, args: z.output<Schema>, origin: string) => ApiResult,
): Handler {
  return (world, args, origin) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return run(world, parsed.data, origin);
    const messages = parsed.error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`);
    return refuseBecause('invalid_arguments', messages);
  };
}

/** Forms carry `true` and `1` where JSON carries a boolean. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')])
  .default(false);

/** How many to list; Slack's default is 100, its ceiling 1,000. */
export const limit = z.coerce.number().int().min(1).max(1000).default(100);

/** An object that a form carries as JSON text. */
export const jsonObject = z.preprocess(fromJsonText, z.record(z.string(), z.unknown()));

/** The value behind JSON text; anything else as it is, so that a schema can say what is wrong with it. */
export function fromJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** One page of a list after Slack's cursors, which are base64 of where to go on; `null` for a cursor that is not ours. */
export function page<T>(all: readonly T[], size: number, cursor = '') {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const start = cursor === '' ? 0 : Number(/^at:(\d+)$/.exec(text)?.[1]);
  if (Number.isNaN(start)) return null;
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? Buffer.from(`at:${end}`).toString('base64') : '' };
}
