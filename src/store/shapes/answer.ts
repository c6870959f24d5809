import { z } from 'zod';
import type { Answer } from '#src/domain/answer.ts';
import { openStatuses } from '#src/domain/incident/events/life.ts';
import { groups } from '#src/domain/people.ts';
import { reasonedActions } from '#src/domain/refusal.ts';
import { severities } from '#src/domain/severity.ts';
import { missing } from './events/life.ts';
import { obligationKind } from './promises.ts';
import type { Same } from './same.ts';

const number = z.int();

const about = { number };
const task = { list: z.string(), item: z.string() };

const refusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('no-title') }),
  z.object({ code: z.literal('unknown-services'), services: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('not-allowed'), action: z.string(), needs: z.array(z.enum(groups)).readonly() }),
  z.object({
    code: z.enum([
      'override-needs-reason',
      'too-busy',
      'not-verified',
      'impossible-times',
      'still-to-come',
      'too-long-ago',
      'convert-restricted',
      'not-ours',
      'no-pager',
    ]),
  }),
  z.object({ code: z.literal('channel-taken') }),
  z.object({ code: z.literal('look-alikes'), numbers: z.array(number).readonly() }),
  z.object({
    code: z.enum([
      'no-such-incident',
      'only-by-name',
      'already-resolved',
      'resolution-under-way',
      'nothing-to-retry',
      'not-open',
      'is-over',
      'not-resolved',
      'still-open',
      'not-merged',
      'nothing-said',
      'next-update-time',
      'no-address',
      'already-there',
      'not-there',
      'itself',
      'already-member',
      'not-private',
      'nobody-asks',
      'no-channel-yet',
      'not-yet-resolved',
      'review-held-before',
      'review-time',
      'follow-up-day',
    ]),
    ...about,
  }),
  z.object({ code: z.literal('is-merged'), ...about, into: number }),
  z.object({
    code: z.literal('has-duplicates'),
    ...about,
    duplicates: z.array(number).readonly(),
    into: number.nullable().default(null),
  }),
  z.object({
    code: z.literal('merge-leaves'),
    ...about,
    into: number,
    mitigations: z.array(number).readonly(),
    followUps: z.array(number).readonly(),
  }),
  z.object({ code: z.literal('needs-reason'), action: z.enum(reasonedActions), ...about }),
  z.object({ code: z.literal('same-status'), ...about, status: z.enum(openStatuses) }),
  z.object({ code: z.literal('same-severity'), ...about, severity: z.enum(severities) }),
  z.object({ code: z.literal('already-acknowledged'), ...about, by: z.string() }),
  z.object({ code: z.literal('acknowledged-before'), ...about, at: z.number() }),
  z.object({ code: z.literal('no-such-mitigation'), ...about, mitigation: number }),
  z.object({ code: z.literal('record-incomplete'), ...about, missing }),
  z.object({ code: z.literal('no-such-follow-up'), ...about, followUp: number }),
  z.object({ code: z.literal('nothing-to-snooze'), ...about, kind: obligationKind.nullable() }),
  z.object({ code: z.literal('never-snoozed'), ...about, kind: obligationKind }),
  z.object({
    code: z.literal('snoozed-enough'),
    ...about,
    kind: obligationKind,
    latest: z.number().nullable(),
    minutes: z.number(),
  }),
  z.object({
    code: z.literal('no-such-checklist'),
    ...about,
    list: z.string(),
    known: z.array(z.string()).readonly(),
  }),
  z.object({
    code: z.literal('checklist-not-begun'),
    ...about,
    list: z.string(),
    begins: z.enum(['resolved', 'on-demand']),
  }),
  z.object({ code: z.literal('checklist-begun'), ...about, list: z.string(), byItself: z.boolean() }),
  z.object({ code: z.literal('no-such-task'), ...about, task: z.string(), most: number }),
  z.object({
    code: z.literal('task-ticked'),
    ...about,
    ...task,
    how: z.enum(['done', 'waived']),
    by: z.string(),
    at: z.number(),
  }),
  z.object({ code: z.enum(['task-not-ticked', 'needs-evidence', 'waiver-needs-reason']), ...about, ...task }),
  z.object({ code: z.literal('too-many'), ...about, most: number }),
  z.object({ code: z.literal('cannot-merge'), ...about, into: number, why: z.enum(['drill', 'private']) }),
  z.object({ code: z.literal('into-resolved'), ...about, into: number }),
  z.object({ code: z.literal('asks-oneself'), number: z.int(), byName: z.boolean() }),
  z.object({ code: z.literal('not-a-responder'), person: z.string() }),
  z.object({ code: z.enum(['no-such-alert', 'alert-over', 'alert-nothing-to-retry']), alert: number }),
  z.object({ code: z.literal('alert-acknowledged'), alert: number, by: z.string(), at: z.number() }),
  z.object({ code: z.enum(['alert-attached', 'alert-to-private']), alert: number, ...about }),
  z.object({ code: z.literal('alert-fires'), alert: number, ...about, why: z.enum(['resolved', 'drill']) }),
  z.object({ code: z.literal('alerts-firing'), ...about, alerts: z.array(number).readonly() }),
  z.object({ code: z.literal('no-such-service'), service: z.string() }),
  z.object({ code: z.literal('no-such-duty'), named: z.string() }),
  z.object({ code: z.literal('email-of-another'), email: z.string() }),
]);

export const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), number }),
  z.object({ ok: z.literal(false), refusal }),
]);

true satisfies Same<z.output<typeof answer>, Answer>;
