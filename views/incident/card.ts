import type { Button } from '@slack/types';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, button, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import type { EffectLine } from './effect-lines.ts';
import { effectsContext, retryButton } from './effects.ts';
import { factBlocks } from './facts.ts';
import { resolutionParagraphs } from './resolution.ts';
import { heading, statusWords } from './words.ts';

export interface IncidentCardProps {
  readonly incident: Incident;
  readonly effects: readonly EffectLine[];
  readonly policy: Policy;
}

/** The message pinned in an incident's channel: everything known, how what the bot does outside stands, and what can be done now. The same state gives the same bytes. */
export function incidentCard({ incident, effects, policy }: IncidentCardProps): Message {
  const { resolution } = incident;
  const paragraphs = resolution ? resolutionParagraphs(incident, resolution, policy) : [];
  const buttons = cardButtons(incident, effects);
  return message(`${heading(incident)} (${statusWords[incident.status]})`, [
    ...factBlocks(incident, policy),
    ...paragraphs.map(section),
    ...effectsContext(effects, incident, policy),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}

function cardButtons(incident: Incident, effects: readonly EffectLine[]): readonly Button[] {
  const number = String(incident.number);
  const name = incidentName(incident.number);
  const resolvable = isOpen(incident) && incident.resolution?.outcome !== 'under-way';
  return [
    ...(resolvable ? [button(`Resolve ${name}`, 'incident.resolve', number, 'primary')] : []),
    ...retryButton(incident, effects),
  ];
}
