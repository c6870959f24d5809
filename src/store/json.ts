import type { Json } from '#src/ports/store.ts';

/**
 * `value` as JSON that Postgres takes: NUL and lone surrogates become U+FFFD (it refuses both), keys without a value are left out.
 * Throws on what is not JSON.
 */
export function toJson(value: unknown): Json {
  if (typeof value === 'string') return storable(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') throw new Error(`a ${typeof value} is not JSON`);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [storable(key), toJson(one)]));
}

/** `text` as Postgres takes it: without NUL, well-formed. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

export type JsonObject = { readonly [key: string]: Json };

/** `json` with every object that `replace` answers for replaced by its answer. */
export function rewrite(json: Json, replace: (object: JsonObject) => Json | undefined): Json {
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map((one) => rewrite(one, replace));
  const replaced = replace(json);
  if (replaced !== undefined) return replaced;
  return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, rewrite(one, replace)]));
}

function isList(json: readonly Json[] | JsonObject): json is readonly Json[] {
  return Array.isArray(json);
}
