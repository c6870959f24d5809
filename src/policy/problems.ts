import type { z } from 'zod';
import type { Path } from './document.ts';
import { nearest } from './nearest.ts';
import { policyJsonSchema } from './schema.ts';

/** What is wrong at one place. `text` ends the sentence that begins with the path. */
export interface Finding {
  readonly path: Path;
  readonly text: string;
}

type Issue = z.core.$ZodIssue;
type JsonSchema = z.core.JSONSchema._JSONSchema;

/** What the schema's issues mean to somebody who writes the file. `written`: the content before variables were filled in, safe to quote. */
export function findingsOf(issues: readonly Issue[], written: unknown): readonly Finding[] {
  const schema = policyJsonSchema();
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue, schema) : []));
  const rest = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [] : [valueFinding(issue, written)]));
  // A misspelt key is one mistake, not also a missing one.
  const meant = unknown.flatMap(({ path, meant }) => (meant === null ? [] : [pathText([...path.slice(0, -1), meant])]));
  return [...unknown, ...rest.filter(({ path, missing }) => !missing || !meant.includes(pathText(path)))];
}

/** `rota[0].primary` */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

function unknownKeys(issue: Extract<Issue, { code: 'unrecognized_keys' }>, schema: JsonSchema) {
  const known = keysAt(schema, issue.path);
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    const hint = meant === null ? `; known here: ${known.join(', ')}` : `, did you mean "${meant}"?`;
    return { path: [...issue.path, key], text: `unknown key${hint}`, meant };
  });
}

function valueFinding(issue: Exclude<Issue, { code: 'unrecognized_keys' }>, written: unknown) {
  const { path } = issue;
  const value = valueAt(written, path);
  if (issue.code === 'invalid_key') return { path, text: issue.issues[0]?.message ?? issue.message, missing: false };
  if (value === undefined) return { path, text: `is missing: it ${requirement(issue)}`, missing: true };
  return { path, text: `${requirement(issue)}${contrast(issue, value)}`, missing: false };
}

function requirement(issue: Issue): string {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.expected === 'array') return 'must be a list';
  if (issue.code === 'invalid_type' && ['object', 'record'].includes(issue.expected)) return 'must be keys with values';
  return issue.message;
}

/** `, not "primry"; did you mean "primary"?` */
function contrast(issue: Issue, value: unknown): string {
  if (typeof value === 'object') return '';
  const meant = issue.code === 'invalid_value' ? nearest(String(value), issue.values.map(String)) : null;
  return `, not ${JSON.stringify(value).slice(0, 60)}${meant === null ? '' : `; did you mean "${meant}"?`}`;
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    return typeof value === 'object' && value !== null
      ? Object.getOwnPropertyDescriptor(value, step)?.value
      : undefined;
  }, content);
}

/** The keys the schema knows at `path`. */
function keysAt(schema: JsonSchema | undefined, path: Path): readonly string[] {
  if (schema === undefined || typeof schema === 'boolean') return [];
  const [step, ...rest] = path;
  if (schema.anyOf) return schema.anyOf.flatMap((branch) => keysAt(branch, path));
  if (step === undefined) return Object.keys(schema.properties ?? {});
  if (typeof step === 'number') return Array.isArray(schema.items) ? [] : keysAt(schema.items, rest);
  return keysAt(schema.properties?.[String(step)] ?? schema.additionalProperties, rest);
}
