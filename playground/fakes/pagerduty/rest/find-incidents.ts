import { z } from 'zod';
import { invalid } from '#playground/fakes/pagerduty/refused.ts';
import type { Incident } from '#playground/fakes/pagerduty/state.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';
import { type Asked, fieldsOf, paged, shaped, type Told } from './asked.ts';
import { wireIncident } from './incident-wire.ts';

const day = 86_400_000;
/** What PagerDuty adds where one end of a time span is left out, and the longest it takes. */
const usual = 30 * day;
const longest = 180 * day;

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const fields = {
  incident_number: ({ number }: Incident) => number,
  created_at: ({ createdAt }: Incident) => createdAt,
  resolved_at: ({ resolvedAt }: Incident) => resolvedAt ?? Number.POSITIVE_INFINITY,
  urgency: ({ urgency }: Incident) => (urgency === 'high' ? 1 : 0),
} as const;
const field = z.enum(['incident_number', 'created_at', 'resolved_at', 'urgency']);
/** `created_at:desc,urgency`. */
const order = z.preprocess(
  (text) => (typeof text === 'string' ? text.split(',').map((one) => one.split(':')) : text),
  z
    .array(z.tuple([field, z.enum(['asc', 'desc']).optional()]))
    .max(2)
    .default([['incident_number']]),
);

const queryShape = z.object({
  incident_key: z.string().optional(),
  'service_ids[]': z.array(z.string()).optional(),
  'user_ids[]': z.array(z.string()).optional(),
  'statuses[]': z.array(z.enum(['triggered', 'acknowledged', 'resolved'])).optional(),
  'urgencies[]': z.array(z.enum(['high', 'low'])).optional(),
  since: time.optional(),
  until: time.optional(),
  date_range: z.literal('all').optional(),
  sort_by: order,
});
type Query = z.output<typeof queryShape>;

/** Incidents by when they were opened, whatever became of them since: of the last thirty days unless another time is asked for. */
export function findIncidents({ state, now }: World, { query }: Asked): Told {
  const wanted = shaped(queryShape, fieldsOf(query));
  const [since, until] = spanOf(wanted, now());
  const withBody = query.getAll('include[]').includes('body');
  const among = <Value>(values: readonly Value[] | undefined, value: Value) =>
    values === undefined || values.includes(value);
  const found = [...state.incidents.values()].filter(
    (one) =>
      one.createdAt >= since &&
      one.createdAt <= until &&
      among(wanted['service_ids[]'], one.service) &&
      among(wanted['statuses[]'], one.status) &&
      among(wanted['urgencies[]'], one.urgency) &&
      (wanted['user_ids[]'] === undefined || one.assignments.some(({ user }) => among(wanted['user_ids[]'], user))) &&
      // Where there are alerts, it is their keys that are asked for.
      (wanted.incident_key === undefined ||
        [one.key, ...one.alertKeys].some((key) => key !== null && key === wanted.incident_key)),
  );
  const sorted = found.toSorted((one, other) => compare(wanted.sort_by, one, other));
  return paged(
    'incidents',
    sorted.map((incident) => wireIncident(state, incident, withBody)),
    query,
  );
}

function spanOf({ since, until, date_range }: Query, now: number): readonly [number, number] {
  if (date_range === 'all') return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const end = until ?? (since === undefined ? now : since + usual);
  const start = since ?? end - usual;
  if (end < start) throw invalid('until is before since');
  if (end - start > longest) throw invalid('The time span is longer than 180 days');
  return [start, end];
}

function compare(by: Query['sort_by'], one: Incident, other: Incident): number {
  for (const [field, direction = 'asc'] of by) {
    const difference = fields[field](one) - fields[field](other) || 0;
    if (difference !== 0) return direction === 'asc' ? difference : -difference;
  }
  return one.number - other.number;
}
