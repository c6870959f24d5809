import { z } from 'zod';
import { invalid } from '#playground/fakes/pagerduty/refused.ts';
import type { By, Json, User } from '#playground/fakes/pagerduty/state.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';

/** A call as its route sees it. */
export interface Asked {
  /** What stands in the path in place of `:id`. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Json;
  /** Whom `From` names; `null`: the call needs nobody. */
  readonly from: User | null;
}

/** What a route answers; what it throws as `Refused` is PagerDuty's way to say no. `body`: none for a 204. */
export interface Told {
  readonly status: number;
  readonly body?: Json;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `/incidents/:id/notes`. */
  readonly path: string;
  /** As the call log and faults name it. */
  readonly name: string | ((asked: Pick<Asked, 'query' | 'body'>) => string);
  /** Whether somebody has to be named who acts. */
  readonly from?: true;
  readonly run: (world: World, asked: Asked) => Told;
}

/** Whoever `From` names, now. */
export function byFrom(world: World, { from }: Asked): By {
  return { agent: from && { kind: 'user', id: from.id }, at: world.now(), via: 'api' };
}

/** The body, or the query, as its shape says; refused where it does not fit. */
export function shaped<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw invalid(...parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`));
}

/** A query as an object: `name[]` has all its values, any other name its last. */
export function fieldsOf(query: URLSearchParams): Json {
  return Object.fromEntries(
    [...query.keys()].map((name) => [name, name.endsWith('[]') ? query.getAll(name) : query.getAll(name).at(-1)]),
  );
}

/** PagerDuty's own. */
const furthest = 10_000;

const windowShape = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  offset: z.coerce.number().int().min(0).default(0),
  total: z.enum(['true', 'false']).default('false'),
});

/** One page of a list, under its name. */
export function paged(name: string, all: readonly Json[], query: URLSearchParams): Told {
  const { limit, offset, total } = shaped(windowShape, fieldsOf(query));
  if (offset + limit > furthest) throw invalid(`offset and limit go up to ${furthest}`);
  const end = offset + limit;
  const window = { limit, offset, total: total === 'true' ? all.length : null, more: end < all.length };
  return { status: 200, body: { [name]: all.slice(offset, end), ...window } };
}
