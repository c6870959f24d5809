import { z } from 'zod';
import { annotate } from '#playground/fakes/pagerduty/acts/details.ts';
import { askToRespond } from '#playground/fakes/pagerduty/acts/respond.ts';
import { found, invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';
import { type Asked, byFrom, paged, type Route, shaped, type Told } from './asked.ts';
import { wireLogEntry, wireNote, wireRequest } from './incident-wire.ts';

const noteShape = z.object({ note: z.object({ content: z.string().trim().min(1) }) });

const requestShape = z.object({
  requester_id: z.string(),
  message: z.string(),
  responder_request_targets: z
    .array(
      z
        .object({
          responder_request_target: z.object({
            id: z.string(),
            type: z.enum(['user_reference', 'escalation_policy_reference']),
          }),
        })
        .transform(({ responder_request_target }) => responder_request_target),
    )
    .min(1),
});

/** What is written about an incident, and who is asked to join in. */
export const aboutIncidents: readonly Route[] = [
  { method: 'GET', path: '/incidents/:id/notes', name: 'notes.list', run: notes },
  { method: 'POST', path: '/incidents/:id/notes', name: 'notes.create', from: true, run: addNote },
  { method: 'GET', path: '/incidents/:id/log_entries', name: 'incidents.log', run: log },
  { method: 'POST', path: '/incidents/:id/responder_requests', name: 'responders.request', run: request },
];

function notes({ state }: World, { id }: Asked): Told {
  const incident = found(state.incidents, id);
  return { status: 200, body: { notes: incident.notes.map((note) => wireNote(state, note)) } };
}

function addNote(world: World, asked: Asked): Told {
  const incident = found(world.state.incidents, asked.id);
  const { note } = shaped(noteShape, asked.body);
  const written = annotate(world, incident, note.content, byFrom(world, asked));
  return { status: 200, body: { note: wireNote(world.state, written) } };
}

/** The newest first. */
function log({ state }: World, { id, query }: Asked): Told {
  const incident = found(state.incidents, id);
  const entries = incident.log.toReversed().map((entry) => wireLogEntry(state, incident, entry));
  return paged('log_entries', entries, query);
}

/** Whoever asks stands in the body, not in `From`. */
function request(world: World, { id, body }: Asked): Told {
  const { state } = world;
  const incident = found(state.incidents, id);
  if (state.abilities.get('coordinated_responding') !== true) throw new Refused(2014);
  const { requester_id: requester, message, responder_request_targets: targets } = shaped(requestShape, body);
  if (!state.users.has(requester)) throw invalid('Requester is not found');
  const by = { agent: { kind: 'user', id: requester }, at: world.now(), via: 'api' } as const;
  const asked = askToRespond(world, incident, { message, targets }, by);
  return { status: 200, body: { responder_request: wireRequest(state, incident, asked) } };
}
