import { z } from 'zod';
import { alertSeverities } from '#src/domain/alert/events.ts';
import { type Alert, alertStatuses } from '#src/domain/alert/state.ts';
import { ended, instance, known, said } from './alert-event.ts';
import { reached } from './events/promises.ts';
import { page, unanswerable } from './page.ts';
import { mark } from './promises.ts';
import type { Same } from './same.ts';

const time = z.number();

export const alert = z.object({
  ...known,
  ...said,
  stream: z.string(),
  seq: z.int(),
  severity: z.enum(alertSeverities),
  status: z.enum(alertStatuses),
  instances: z.array(instance).readonly(),
  unlisted: z.int(),
  over: z.array(ended.extend({ toldAt: time })).readonly(),
  firedAt: time,
  keyedAt: time,
  resolvedAt: time.nullable(),
  acknowledged: z.object({ by: z.string(), at: time, there: z.boolean() }).nullable(),
  unacknowledged: mark
    .extend({
      askedAt: time.nullable(),
      missedAt: time.nullable(),
      reached: z.array(reached.extend({ of: z.int() })).readonly(),
      told: z
        .array(z.object({ seq: z.int(), what: z.enum(['reminder', 'miss']), people: z.array(z.string()).readonly() }))
        .readonly(),
    })
    .nullable(),
  page: page.nullable(),
  unanswered: unanswerable.nullable(),
  callFailed: z.boolean(),
  incident: z.int().nullable(),
  posted: z.object({ channel: z.string(), ts: z.string() }).nullable(),
});

true satisfies Same<z.output<typeof alert>, Alert>;
