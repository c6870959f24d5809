import { z } from 'zod';
import { openStatuses } from '#src/domain/incident/events/life.ts';
import { messageKinds } from '#src/domain/incident/events.ts';
import { type Incident, statuses } from '#src/domain/incident/state.ts';
import { severities } from '#src/domain/severity.ts';
import { health } from './health.ts';
import { page, unanswerable } from './page.ts';
import { mark, promises } from './promises.ts';
import { prose } from './prose.ts';
import type { Same } from './same.ts';

const severity = z.enum(severities);
const time = z.number();
const person = z.string();
const update = z
  .object({ seq: z.int(), by: person, at: time, know: prose, nextAt: time.nullable(), next: prose.nullable() })
  .nullable();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const mitigation = z.object({
  number: z.int(),
  what: prose,
  by: person,
  appliedAt: time,
  removed: z.object({ by: person, at: time, how: prose.nullable() }).nullable(),
});

const followUp = z.object({
  number: z.int(),
  what: prose,
  owner: person.nullable(),
  due: z.object({ day: z.string(), set: mark }).nullable(),
  ended: z.enum(['done', 'dropped']).nullable(),
});

const capture = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string().nullable(),
  pinnedBy: list(person),
  byShortcut: z.boolean(),
  moves: z.record(z.string(), time),
  editedAt: time.nullable(),
});

export const incident = z.object({
  number: z.int(),
  stream: z.string(),
  seq: z.int(),
  title: prose,
  affected: z.object({
    said: prose.nullable(),
    named: z.object({ organisation: list(prose), endpoint: list(prose), request: list(prose) }),
  }),
  severity,
  suggested: severity.nullable(),
  status: z.enum(statuses),
  services: list(z.string()),
  customerFacing: z.boolean(),
  restricted: z.boolean(),
  drill: z.boolean(),
  reporter: person,
  members: list(person),
  moves: z.record(z.string(), time),
  requests: list(z.object({ request: z.int(), person, why: prose.nullable() })),
  declaredAt: time,
  beganAt: time.nullable(),
  detectedAt: time.nullable(),
  resolvedAt: time.nullable(),
  endedAt: time.nullable(),
  acknowledged: z.object({ by: person, at: time, there: z.boolean() }).nullable(),
  page: page.nullable(),
  unanswerable: list(unanswerable),
  sparePages: list(z.string()),
  roles: z.object({ commander: person.nullable(), communications: person.nullable(), scribe: person.nullable() }),
  updates: z.object({ internal: update, customers: update }),
  mitigations: list(mitigation),
  followUps: list(followUp),
  links: list(z.object({ url: prose, title: prose.nullable() })),
  related: list(z.int()),
  alerts: list(z.int()),
  merged: z.object({ into: z.int(), from: z.enum(openStatuses) }).nullable(),
  duplicates: list(z.int()),
  captures: list(capture),
  channel: z
    .object({
      id: z.string(),
      name: z.string(),
      adopted: z.boolean(),
      archived: z.boolean(),
      archivedAsOf: time.nullable(),
      exposed: z.int().nullable(),
      turnedAt: time.nullable(),
    })
    .nullable(),
  untold: list(z.object({ kind: z.enum(messageKinds), of: z.int() })),
  posted: z.record(z.string(), z.object({ channel: z.string(), ts: z.string() })),
  resolution: z
    .object({
      by: person,
      requestedAt: time,
      override: prose.nullable(),
      concludedSeq: z.int().nullable(),
      outcome: z.enum(['under-way', 'refused', 'resolved']),
      health,
      firing: list(z.int()),
    })
    .nullable(),
  promises,
  policyHash: z.string(),
});

true satisfies Same<z.output<typeof incident>, Incident>;
