import { z } from 'zod';
import {
  type AskedResponder,
  type PagerPerson,
  pageStatuses,
  pageUrgencies,
  type Reply,
} from '#src/domain/paging/page.ts';
import type {
  ContactKind,
  OnCallTurn,
  PageLogEntry,
  PageNote,
  PagerSubscription,
  PagerUser,
  SeenPage,
} from '#src/ports/pager.ts';

/** What we read of PagerDuty's answers; whatever else is in them does not matter. */

export const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const naming = { id: z.string(), summary: z.string().nullish(), name: z.string().nullish() };

/** A reference: it names somebody or something. */
export const named = z
  .object(naming)
  .transform(({ id, summary, name }): PagerPerson => ({ id, name: summary ?? name ?? id }));

/** Those of them who can be made out. */
export const people = z
  .array(named.nullable().catch(null))
  .transform((all) => all.filter((one) => one !== null))
  .nullish();

const said = z.string().nullish().catch(null);

/** Who did something: a person, a service, an integration. Known by name where there is no id; whoever has neither is nobody. */
export const agent = z
  .object({ type: said, id: said, summary: said, name: said })
  .transform(({ type, id, summary, name }) => {
    const [known] = [id, summary, name].filter((one) => one != null);
    return known === undefined ? null : { type, id: known, name: summary ?? name ?? known };
  })
  .nullish()
  .catch(null);

/** The agent, where that is a person. */
export function personIn(one: z.output<typeof agent>): PagerPerson | null {
  return one?.type?.startsWith('user') ? { id: one.id, name: one.name } : null;
}

/** Somebody who was asked for whole. */
const user = z
  .object({ ...naming, email: z.string().nullish() })
  .transform(({ id, summary, name, email }): PagerUser => ({ id, name: name ?? summary ?? id, email: email ?? null }));

/** Only the name counts: ids differ from account to account. */
const priority = z
  .object({ summary: z.string().nullish(), name: z.string().nullish() })
  .nullish()
  .transform((one) => one?.summary ?? one?.name ?? null);

const replies: ReadonlyMap<string, Reply> = new Map([
  ['joined', 'joined'],
  ['accepted', 'joined'],
  ['declined', 'declined'],
]);

/** PagerDuty's word for what somebody answered who was asked to join. */
export const reply = z.string().transform((state) => replies.get(state) ?? 'pending');

const asked = z
  .object({ state: reply, user: named, requested_at: time.nullish(), updated_at: time.nullish() })
  .transform(
    ({ state, user: who, requested_at, updated_at }): AskedResponder => ({
      ...who,
      reply: state,
      at: requested_at ?? updated_at ?? 0,
    }),
  );

/** Why it is resolved; where it was merged, into which. */
const mergedInto = z
  .object({ type: z.string().nullish(), incident: z.object({ id: z.string() }).nullish() })
  .nullish()
  .transform((reason) => (reason?.type?.startsWith('merge') ? (reason.incident?.id ?? null) : null));

/** What an incident says of itself wherever it is told of. */
export const incident = {
  id: z.string(),
  title: z.string(),
  status: z.enum(pageStatuses),
  incident_key: z.string().nullish(),
  service: named,
  urgency: z.enum(pageUrgencies),
  priority,
  html_url: z.url(),
  created_at: time,
  resolve_reason: mergedInto,
};

const page = z
  .object({
    ...incident,
    incident_number: z.int(),
    last_status_change_at: time.nullish(),
    assignments: z
      .array(z.object({ assignee: named }))
      .nullish()
      .transform((all) => all ?? []),
    incidents_responders: z.array(asked).default([]),
  })
  .transform((one): SeenPage => {
    const { id, title, status, service, urgency } = one;
    return {
      ...{ id, number: one.incident_number, title, status, key: one.incident_key ?? null, service, urgency },
      ...{ priority: one.priority, url: one.html_url, createdAt: one.created_at },
      since: one.last_status_change_at ?? one.created_at,
      assignees: one.assignments.map(({ assignee }) => assignee),
      responders: one.incidents_responders,
      mergedInto: one.resolve_reason,
    };
  });

export const onePage = z.object({ incident: page }).transform(({ incident }) => incident);

/** What a change made of it. That it was made is certain, whatever stands there. */
export const changedPage = z.unknown().transform((answer) => onePage.safeParse(answer).data ?? null);

const more = z.boolean().default(false);

export const pages = z
  .object({ incidents: z.array(page), more })
  .transform(({ incidents, more: goesOn }) => ({ found: incidents, more: goesOn }));

export const log = z
  .object({
    log_entries: z.array(z.object({ id: z.string(), type: z.string(), created_at: time, agent })),
    more,
  })
  .transform(({ log_entries, more: goesOn }) => ({
    found: log_entries.map(
      ({ id, type, created_at, agent: by }): PageLogEntry => ({ id, type, at: created_at, by: personIn(by) }),
    ),
    more: goesOn,
  }));

export const notes = z.object({
  notes: z.array(
    z
      .object({ id: z.string(), content: z.string(), created_at: time, user: named.nullish() })
      .transform(
        ({ id, content, created_at, user: by }): PageNote => ({ id, content, at: created_at, by: by ?? null }),
      ),
  ),
});

export const oneUser = z.object({ user }).transform(({ user: found }) => found);

/** What PagerDuty calls a kind of contact → what we call it; of others nothing is said. */
const contactTypes: ReadonlyMap<string, ContactKind> = new Map([
  ['phone_contact_method', 'phone'],
  ['sms_contact_method', 'sms'],
  ['push_notification_contact_method', 'push'],
  ['email_contact_method', 'email'],
]);

export const contacts = z
  .object({ contact_methods: z.array(z.object({ type: z.string() })) })
  .transform(({ contact_methods }) => contact_methods.flatMap(({ type }) => contactTypes.get(type) ?? []));

export const priorities = z.object({ priorities: z.array(named) }).transform(({ priorities: found }) => found);

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

export const abilities = z.object({ abilities: z.array(z.string()) }).transform(({ abilities: found }) => found);

const subscription = z
  .object({
    id: z.string(),
    active: z.boolean().default(true),
    delivery_method: z.object({ url: z.string().nullish(), temporarily_disabled: z.boolean().nullish() }),
    events: z.array(z.string()),
    filter: z.object({ type: z.string() }),
  })
  .transform(
    ({ id, active, delivery_method: { url, temporarily_disabled }, events, filter }): PagerSubscription => ({
      ...{ id, url: url ?? null, active, silenced: temporarily_disabled ?? false, events },
      whole: filter.type === 'account_reference',
    }),
  );

export const subscriptions = z
  .object({ webhook_subscriptions: z.array(subscription), more })
  .transform(({ webhook_subscriptions, more: goesOn }) => ({ found: webhook_subscriptions, more: goesOn }));

export const anything = z.unknown();
