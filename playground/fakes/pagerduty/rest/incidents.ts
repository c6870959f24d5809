import { z } from 'zod';
import { delegate, escalate, reassign } from '#playground/fakes/pagerduty/acts/assign.ts';
import { prioritise, rename, setUrgency } from '#playground/fakes/pagerduty/acts/details.ts';
import { acknowledge, reopen, resolve } from '#playground/fakes/pagerduty/acts/status.ts';
import { trigger } from '#playground/fakes/pagerduty/acts/trigger.ts';
import { found } from '#playground/fakes/pagerduty/refused.ts';
import type { Json } from '#playground/fakes/pagerduty/state.ts';
import { isOpen, type World } from '#playground/fakes/pagerduty/world.ts';
import { type Asked, byFrom, type Route, shaped, type Told } from './asked.ts';
import { findIncidents } from './find-incidents.ts';
import { wireIncident } from './incident-wire.ts';

const idOf = (type: string) => z.object({ id: z.string(), type: z.literal(type) }).transform(({ id }) => id);
const title = z.string().trim().min(1).max(1_024);
const urgency = z.enum(['high', 'low']);
const assignments = z.array(z.object({ assignee: idOf('user_reference') }).transform(({ assignee }) => assignee));
const chain = {
  escalation_policy: idOf('escalation_policy_reference').optional(),
  assignments: assignments.optional(),
};
const policyOrPeople = [
  (incident: { readonly escalation_policy?: unknown; readonly assignments?: unknown }) =>
    incident.escalation_policy === undefined || incident.assignments === undefined,
  'escalation_policy and assignments exclude each other',
] as const;

const createShape = z.object({
  incident: z
    .object({
      type: z.literal('incident'),
      title,
      service: idOf('service_reference'),
      urgency: urgency.default('high'),
      priority: idOf('priority_reference').optional(),
      incident_key: z.string().min(1).max(255).optional(),
      body: z
        .object({ type: z.literal('incident_body'), details: z.union([z.string(), z.looseObject({})]).optional() })
        .optional(),
      ...chain,
    })
    .refine(...policyOrPeople),
});

const changeShape = z.object({
  incident: z
    .object({
      type: z.enum(['incident', 'incident_reference']),
      status: z.enum(['triggered', 'acknowledged', 'resolved']).optional(),
      resolution: z.string().optional(),
      title: title.optional(),
      urgency: urgency.optional(),
      priority: idOf('priority_reference').nullish(),
      escalation_level: z.int().min(1).optional(),
      ...chain,
    })
    .refine(...policyOrPeople),
});

export const incidents: readonly Route[] = [
  {
    method: 'GET',
    path: '/incidents',
    name: ({ query }) => (query.has('incident_key') ? 'incidents.find' : 'incidents.list'),
    run: findIncidents,
  },
  { method: 'POST', path: '/incidents', name: 'incidents.create', from: true, run: create },
  { method: 'GET', path: '/incidents/:id', name: 'incidents.get', run: get },
  { method: 'PUT', path: '/incidents/:id', name: ({ body }) => nameOf(body), from: true, run: change },
];

function create(world: World, asked: Asked): Told {
  const { incident: given } = shaped(createShape, asked.body);
  const incident = trigger(
    world,
    {
      origin: 'rest',
      service: given.service,
      title: given.title,
      urgency: given.urgency,
      priority: given.priority ?? null,
      details: given.body?.details ?? null,
      key: given.incident_key ?? null,
      alertKeys: [],
      policy: given.escalation_policy ?? null,
      assignees: given.assignments ?? null,
    },
    byFrom(world, asked),
  );
  return { status: 201, body: { incident: wireIncident(world.state, incident) } };
}

function get({ state }: World, { id, query }: Asked): Told {
  const withBody = query.getAll('include[]').includes('body');
  return { status: 200, body: { incident: wireIncident(state, found(state.incidents, id), withBody) } };
}

/** One thing after the other: what came before a refusal stands. */
function change(world: World, asked: Asked): Told {
  const incident = found(world.state.incidents, asked.id);
  const { incident: wanted } = shaped(changeShape, asked.body);
  const by = byFrom(world, asked);
  if (wanted.status === 'triggered') reopen(world, incident, by);
  if (wanted.status === 'acknowledged') {
    if (!isOpen(incident)) reopen(world, incident, by);
    acknowledge(world, incident, by);
  }
  if (wanted.status === 'resolved') resolve(world, incident, by, { note: wanted.resolution });
  if (wanted.escalation_policy !== undefined) delegate(world, incident, wanted.escalation_policy, by);
  if (wanted.assignments !== undefined) reassign(world, incident, wanted.assignments, by);
  if (wanted.escalation_level !== undefined) escalate(world, incident, wanted.escalation_level, by);
  if (wanted.priority !== undefined) prioritise(world, incident, wanted.priority, by);
  if (wanted.urgency !== undefined) setUrgency(world, incident, wanted.urgency, by);
  if (wanted.title !== undefined) rename(world, incident, wanted.title, by);
  return { status: 200, body: { incident: wireIncident(world.state, incident) } };
}

const statusNames = {
  acknowledged: 'incidents.acknowledge',
  resolved: 'incidents.resolve',
  triggered: 'incidents.reopen',
} as const;

const wantedShape = z
  .object({ incident: z.looseObject({ status: z.enum(['acknowledged', 'resolved', 'triggered']).optional() }) })
  .transform(({ incident }) => incident);

/** A change is named by the first thing it wants. */
function nameOf(body: Json): string {
  const wanted = wantedShape.safeParse(body).data ?? {};
  if (wanted.status !== undefined) return statusNames[wanted.status];
  if ('escalation_level' in wanted) return 'incidents.escalate';
  if ('assignments' in wanted || 'escalation_policy' in wanted) return 'incidents.reassign';
  return 'urgency' in wanted || 'priority' in wanted ? 'incidents.urgency' : 'incidents.update';
}
