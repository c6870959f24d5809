import { z } from 'zod';
import type { OnCallTurn, Page, PageLogEntry, PagerUser } from '#src/ports/pager.ts';

/** What we read of PagerDuty's answers; whatever else is in them does not matter. */

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A reference names somebody; only a user that is asked for whole has an e-mail. */
const user = z
  .object({ id: z.string(), summary: z.string().nullish(), name: z.string().nullish(), email: z.string().nullish() })
  .transform(({ id, summary, name, email }): PagerUser => ({ id, name: name ?? summary ?? id, email: email ?? null }));

const named = z
  .object({ id: z.string(), summary: z.string().nullish(), name: z.string().nullish() })
  .transform(({ id, summary, name }) => ({ id, name: summary ?? name ?? id }));

const page = z
  .object({
    id: z.string(),
    incident_number: z.int(),
    title: z.string(),
    status: z.enum(['triggered', 'acknowledged', 'resolved']),
    incident_key: z.string().nullish(),
    service: named,
    urgency: z.enum(['high', 'low']),
    html_url: z.url(),
    created_at: time,
    assignments: z.array(z.object({ assignee: user })).default([]),
  })
  .transform(
    ({
      id,
      incident_number,
      title,
      status,
      incident_key,
      service,
      urgency,
      html_url,
      created_at,
      assignments,
    }): Page => ({
      id,
      number: incident_number,
      title,
      status,
      key: incident_key ?? null,
      service,
      urgency,
      url: html_url,
      createdAt: created_at,
      assignees: assignments.map(({ assignee }) => assignee),
    }),
  );

export const onePage = z.object({ incident: page }).transform(({ incident }) => incident);

const more = z.boolean().default(false);

export const pages = z
  .object({ incidents: z.array(page), more })
  .transform(({ incidents, more: goesOn }) => ({ found: incidents, more: goesOn }));

export const log = z
  .object({
    log_entries: z.array(z.object({ id: z.string(), type: z.string(), created_at: time, agent: user.nullish() })),
    more,
  })
  .transform(({ log_entries, more: goesOn }) => ({
    found: log_entries.map(
      ({ id, type, created_at, agent }): PageLogEntry => ({ id, type, at: created_at, by: agent ?? null }),
    ),
    more: goesOn,
  }));

export const notes = z.object({ notes: z.array(z.object({ content: z.string() })) });

export const users = z.object({ users: z.array(user), more }).transform(({ users: found, more: goesOn }) => ({
  found,
  more: goesOn,
}));

export const turns = z
  .object({
    oncalls: z.array(
      z.object({
        escalation_policy: named,
        escalation_level: z.int(),
        user,
        start: time.nullish(),
        end: time.nullish(),
      }),
    ),
    more,
  })
  .transform(({ oncalls, more: goesOn }) => ({
    found: oncalls.map(
      ({ escalation_policy, escalation_level, user: who, start, end }): OnCallTurn => ({
        policy: escalation_policy,
        level: escalation_level,
        user: who,
        from: start ?? null,
        until: end ?? null,
      }),
    ),
    more: goesOn,
  }));

export const services = z
  .object({ services: z.array(z.object({ id: z.string(), name: z.string(), escalation_policy: named })), more })
  .transform(({ services: found, more: goesOn }) => ({
    found: found.map(({ id, name, escalation_policy }) => ({ id, name, policy: escalation_policy.id })),
    more: goesOn,
  }));

export const anything = z.unknown();
