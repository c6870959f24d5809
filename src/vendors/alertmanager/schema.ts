import { z } from 'zod';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import { inWords } from './in-words.ts';

const words = z
  .record(z.string(), z.string())
  .nullish()
  .transform((pairs) => pairs ?? {});

/** RFC 3339, down to the nanosecond; ours end with milliseconds. */
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: words,
  annotations: words,
  startsAt: time,
  /** The year 1 while it fires. */
  endsAt: time,
  generatorURL: z.string().default(''),
  fingerprint: z.string().min(1).max(200),
});

/** More than this is not worth telling apart, and stays a number that can be added to. */
const mostLeftOut = 1_000_000;

const leftOut = z
  .number()
  .nonnegative()
  .nullish()
  .transform((count) => Math.min(Math.ceil(count ?? 0), mostLeftOut));

/** The body of Alertmanager's webhook, version 4. What it has besides is left alone. */
const body = z.object({
  version: z.literal('4'),
  groupKey: z.string(),
  truncatedAlerts: leftOut,
  groupLabels: words,
  commonLabels: words,
  commonAnnotations: words,
  alerts: z.array(alert).min(1),
});

export type AlertGroup = z.output<typeof body>;
export type GroupedAlert = AlertGroup['alerts'][number];

/**
 * What was sent at `now`, or that it is nothing an Alertmanager sends, of any version: no JSON, or neither alerts nor a version. Throws where it may be a
 * newer one's.
 */
export function readGroup(bytes: Uint8Array, now: number): AlertInWords | 'no-group' {
  const sent = jsonIn(bytes);
  if (!shapeOfAny.safeParse(sent).success) return 'no-group';
  return inWords(body.parse(sent), now);
}

const shapeOfAny = z.union([z.object({ alerts: z.array(z.unknown()) }), z.object({ version: z.string() })]);

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
