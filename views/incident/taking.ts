import type { ActionsBlock, Button } from '@slack/types';
import { type Role, roles } from '#src/domain/incident/events/people.ts';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import { actions } from '#views/blocks.ts';
import { runButton } from '#views/run.ts';
import { roleWords } from './words.ts';

/** Where nobody has `role` in an open incident, the button that gives it to whoever presses it. `nth`: of several in one block. */
export function takeButton(incident: Incident, role: Role, nth: number): readonly Button[] {
  if (!isOpen(incident) || incident.roles[role] !== null) return [];
  const words = `incident assign ${incidentName(incident.number)} ${role} me`;
  const button = runButton(`Take ${roleWords[role]}`, words, nth);
  return button === null ? [] : [button];
}

/** The same for all roles. */
export function takeButtons(incident: Incident): readonly ActionsBlock[] {
  const buttons = roles.flatMap((role, index) => takeButton(incident, role, index));
  return buttons.length > 0 ? [actions(buttons)] : [];
}
