import { log, tell } from '#playground/fakes/pagerduty/record.ts';
import { invalid } from '#playground/fakes/pagerduty/refused.ts';
import { type By, type Incident, type Note, nextId, type Urgency } from '#playground/fakes/pagerduty/state.ts';
import { noteData } from '#playground/fakes/pagerduty/webhook-data.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';

/** PagerDuty's own. */
const mostNotes = 2_000;

/** `priority`: an id; `null` takes it away. */
export function prioritise(world: World, incident: Incident, priority: string | null, by: By): void {
  if (priority !== null && !world.state.priorities.has(priority)) throw invalid('Priority is not found');
  if (incident.priority === priority) return;
  incident.priority = priority;
  log(world, incident, 'priority_change', 'Priority changed', by);
  tell(world, 'incident.priority_updated', incident, by);
}

/** Webhooks hear nothing of it. */
export function setUrgency(world: World, incident: Incident, urgency: Urgency, by: By): void {
  if (incident.urgency === urgency) return;
  incident.urgency = urgency;
  log(world, incident, 'urgency_change', `Urgency changed to ${urgency}`, by);
}

export function rename(world: World, incident: Incident, title: string, by: By): void {
  if (incident.title === title) return;
  incident.title = title;
  log(world, incident, 'field_value_change', 'Title changed', by);
}

export function annotate(world: World, incident: Incident, content: string, by: By): Note {
  if (by.agent?.kind !== 'user') throw invalid('Only a user can write notes');
  if (incident.notes.length >= mostNotes) throw invalid(`An incident has ${mostNotes} notes at most`);
  const note = { id: nextId(world.state, 'P'), user: by.agent.id, content, at: by.at };
  incident.notes.push(note);
  log(world, incident, 'annotate', 'Note added', by, { note: content });
  tell(world, 'incident.annotated', incident, by, noteData(world.state, incident, note));
  return note;
}
