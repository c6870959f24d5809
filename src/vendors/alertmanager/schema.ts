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
  alerts: z.array(z.unknown()).min(1),
});

export type GroupedAlert = z.output<typeof alert>;
export type AlertGroup = Omit<z.output<typeof body>, 'alerts'> & { readonly alerts: readonly GroupedAlert[] };

/** What somebody sent at one time: of alerts that cannot be read, how many. */
export interface Sent {
  readonly alert: AlertInWords;
  readonly unread: number;
}

/**
 * What was sent at `now`, or that it is nothing an Alertmanager sends, of any version: no JSON, or neither alerts nor a version. Throws where it may be a
 * newer one's. One alert that cannot be read keeps nobody from being called for the others: it counts as one that was left out, which may fire.
 */
export function readGroup(bytes: Uint8Array, now: number): Sent | 'no-group' {
  const sent = jsonIn(bytes);
  if (!shapeOfAny.safeParse(sent).success) return 'no-group';
  const { alerts, ...group } = body.parse(sent);
  const read = alerts.flatMap((one) => alert.safeParse(one).data ?? []);
  if (read.length === 0) z.array(alert).parse(alerts);
  const unread = alerts.length - read.length;
  const whole = { ...group, alerts: read, truncatedAlerts: group.truncatedAlerts + unread };
  return { alert: inWords(whole, now), unread };
}

const shapeOfAny = z.union([z.object({ alerts: z.array(z.unknown()) }), z.object({ version: z.string() })]);

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
