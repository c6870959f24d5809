import { z } from 'zod';
import type { Form } from '#src/define.ts';
import { cleanText, oneLine } from '#src/domain/text.ts';
import { limits } from '#views/limits.ts';
import { visible } from '#views/text.ts';

export type Read<Values> =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The typed values of a submitted form, or a sentence for each field to mend. */
export function readForm<Values>(form: Form, schema: z.ZodType<Values>): Read<Values> {
  const read = schema.safeParse(form);
  if (read.success) return { ok: true, values: read.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of read.error.issues) errors[String(path[0])] ??= message;
  return { ok: false, errors };
}

/** Text that must be there; `sentence` tells whoever left it empty what to write. */
export function someText(sentence: string) {
  return z
    .string({ error: sentence })
    .transform((text) => cleanText(text, limits.input))
    .refine(visible, sentence);
}

/** Text that may be left out: then `null`, as when nothing in it can be seen. */
export const anyText = z
  .string()
  .catch('')
  .transform((text) => cleanText(text, limits.input))
  .transform((text) => (visible(text) ? text : null));

/** The same on one line. */
export const anyLine = anyText.transform((text) => (text === null ? null : oneLine(text)));

/** One of the choices, or a sentence that asks for it. */
export function oneOf<const Value extends string>(values: readonly Value[], sentence: string) {
  return z.enum(values, { error: sentence });
}

/** What was ticked, as far as it was offered. */
export const ticked = z.array(z.string()).readonly().catch([]);

/** A Slack user id; `null`: nobody was chosen. */
export const anyPerson = z.string().nullable().catch(null);

/** Milliseconds since the epoch; `null`: no moment was picked. */
export const anyMoment = z
  .string()
  .regex(/^\d{10}$/)
  .transform((seconds) => Number(seconds) * 1_000)
  .nullable()
  .catch(null);

/** A day, `YYYY-MM-DD`; `null`: none was picked. */
export const anyDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .nullable()
  .catch(null);

/** The number of something on the card, as people write it: `2`, `#2`; `null`: none was written. */
export const anyNumber = z
  .string()
  .catch('')
  .transform((text) => /^#?(\d{1,4})\.?$/.exec(text.trim())?.[1])
  .transform((digits) => (digits === undefined ? null : Number(digits)));

/** The number of the chosen incident; `null`: none was. */
export const anyIncident = z
  .string()
  .regex(/^(?:INC-)?\d{1,9}$/)
  .transform((value) => Number(value.replace('INC-', '')))
  .nullable()
  .catch(null);

/** The same where one must be chosen. */
export function someIncident(sentence: string) {
  return anyIncident.refine((number) => number !== null, sentence).transform((number) => number ?? 0);
}
