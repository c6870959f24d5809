import { z } from 'zod';
import { erase } from '#playground/fakes/pagerduty/acts/merge.ts';
import { openUnder, trigger } from '#playground/fakes/pagerduty/acts/trigger.ts';
import { wireIncident, wireLogEntry, wireNote, wireResponder } from '#playground/fakes/pagerduty/rest/incident-wire.ts';
import type { Incident, State } from '#playground/fakes/pagerduty/state.ts';
import { BadRequest } from '#playground/workspace/looking.ts';
import { parse } from '#playground/workspace/route.ts';
import type { ControlRoute } from './control-route.ts';
import { incidentOf, serviceOf } from './naming.ts';
import { ofMachine, personActs } from './person-acts.ts';

const alertShape = z.strictObject({
  service: z.string(),
  title: z.string().trim().min(1),
  urgency: z.enum(['high', 'low']).default('high'),
  key: z.string().min(1).optional(),
  details: z.unknown().optional(),
  at: z.iso.datetime({ offset: true }).transform(Date.parse).optional(),
});

/** A machine's alert opens an incident, unless there is one of its key: that one has it already. */
export const alert: ControlRoute = ({ world }, { input }) => {
  const { key, at, details = null, ...given } = parse(alertShape, input);
  const { state } = world;
  const service = serviceOf(state, given.service).id;
  const known = key === undefined ? undefined : openUnder(state, service, key);
  if (known !== undefined) return { ok: true, incident: wireIncident(state, known), deduplicated: true };
  const alertKeys = [key ?? `alert-${state.lastNumber + 1}`];
  const rest = { origin: 'integration', key: null, priority: null, policy: null, assignees: null } as const;
  const by = ofMachine({ service }, at ?? world.now());
  return {
    ok: true,
    incident: wireIncident(state, trigger(world, { ...given, ...rest, service, details, alertKeys }, by)),
  };
};

export const actOn: ControlRoute = ({ world }, { input, subject: [id = '', name = ''] }) => {
  const incident = incidentOf(world.state, id);
  const act = Object.hasOwn(personActs, name) ? personActs[name] : undefined;
  if (act === undefined)
    throw new BadRequest(`nobody can ${name} an incident; they can ${Object.keys(personActs).join(', ')}`);
  act(world, incident, input);
  return { ok: true, incident: wireIncident(world.state, incident) };
};

export const remove: ControlRoute = ({ world }, { subject: [id = ''] }) => {
  erase(world, incidentOf(world.state, id));
  return { ok: true };
};

/** All of them, or one by id or number, with everything there is about it. */
export const showIncidents: ControlRoute = ({ world: { state } }, { subject: [id] }) =>
  id === undefined
    ? { incidents: [...state.incidents.values()].map((incident) => whole(state, incident)) }
    : { incident: whole(state, incidentOf(state, id)), ...about(state, incidentOf(state, id)) };

function whole(state: State, incident: Incident) {
  return { ...wireIncident(state, incident, true), origin: incident.origin, alert_keys: incident.alertKeys };
}

function about(state: State, incident: Incident) {
  return {
    notes: incident.notes.map((note) => wireNote(state, note)),
    log_entries: incident.log.map((entry) => wireLogEntry(state, incident, entry)),
    responders: incident.responders.map((responder) => wireResponder(state, incident, responder)),
  };
}
