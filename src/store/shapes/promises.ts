import { z } from 'zod';
import { checklistPhases, taskOwners } from '#src/domain/checklist.ts';
import type { Promises } from '#src/domain/incident/promises/state.ts';
import type { Terms } from '#src/domain/incident/promises/terms.ts';
import { obligationKinds } from '#src/domain/promises/obligation.ts';
import { prose } from './prose.ts';
import type { Same } from './same.ts';

const time = z.number();
const minutes = z.number();
export const mark = z.object({ seq: z.int(), at: time });
const byKey = <Noted extends z.ZodType>(noted: Noted) => z.record(z.string(), noted).readonly();

const spans = z.object({
  acknowledge: minutes,
  assignCommander: minutes.nullable(),
  statusEntry: minutes.nullable(),
  internalUpdate: minutes,
  customerUpdate: minutes.nullable(),
});

const listItem = z.object({
  id: z.string(),
  due: z.union([z.object({ minutes }), z.object({ businessDays: z.int() })]),
  owner: z.enum(taskOwners).nullable(),
});

export const terms = z.object({
  spans: z.object({ sev1: spans, sev2: spans, sev3: spans, sev4: spans }),
  remind: minutes,
  climb: minutes,
  rungs: z.int(),
  snooze: minutes,
  review: z.object({ schedule: minutes, hold: z.int() }),
  calendar: z.object({
    timeZone: z.string(),
    workdays: z.array(z.int()).readonly(),
    holidays: z.array(z.string()).readonly(),
    // Before there were any, people were taken to work all day.
    hours: z.object({ begin: minutes, end: minutes }).default({ begin: 0, end: 1_440 }),
  }),
  checklists: z
    .array(z.object({ id: z.string(), phase: z.enum(checklistPhases), items: z.array(listItem).readonly() }))
    .readonly(),
});

export const obligationKind = z.enum(obligationKinds);

export const promises = z.object({
  begun: mark,
  resolved: mark.nullable(),
  vacated: mark.nullable(),
  lapsed: mark.nullable(),
  terms: terms.nullable(),
  deadlines: byKey(time),
  reminded: byKey(time),
  missed: byKey(z.object({ dueAt: time, rung: z.int() })),
  told: byKey(
    z
      .array(z.object({ of: z.int(), what: z.enum(['reminder', 'miss']), people: z.array(z.string()).readonly() }))
      .readonly(),
  ),
  tick: time.nullable(),
  review: z.object({ scheduledFor: time.nullable(), held: z.boolean() }),
  checklists: z.object({
    begun: byKey(mark),
    ticks: byKey(
      z.object({
        how: z.enum(['done', 'waived']),
        by: z.string(),
        seq: z.int(),
        at: time,
        words: prose.nullable(),
      }),
    ),
  }),
});

true satisfies Same<z.output<typeof terms>, Terms>;
true satisfies Same<z.output<typeof promises>, Promises>;
