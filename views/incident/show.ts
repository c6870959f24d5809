import type { Incident } from '#src/domain/incident/state.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, duration } from '#views/text.ts';
import type { EffectLine } from './effect-lines.ts';
import { effectsContext, retryButton } from './effects.ts';
import { brokenBlocks, declarationBlocks, headBlocks } from './facts.ts';
import { lifeBlocks, touchedBlocks } from './life-blocks.ts';
import { resolutionParagraphs } from './resolution.ts';
import { takeButtons } from './taking.ts';
import { heading, statusOf } from './words.ts';

export interface IncidentShowProps {
  readonly incident: Incident;
  readonly policy: Policy;
  /** How what is done outside stands. */
  readonly effects: readonly EffectLine[];
  /** Which of its alerts fire. */
  readonly firing: readonly number[];
  readonly now: number;
}

/** The details of one incident, for the one who asked, with the roles they could take. */
export function incidentShow({ incident, effects, firing, policy, now }: IncidentShowProps): Message {
  const { channel, resolution } = incident;
  const troubled = effects.filter((effect) => effect.state === 'failed' || effect.state === 'retrying');
  const retry = retryButton(incident, effects);
  const paragraphs = resolution ? resolutionParagraphs(incident, resolution, policy) : [];
  const span = isOpen(incident) ? `Open for ${duration(now - incident.declaredAt)} · ` : '';
  const archived = channel?.archived ? ' (archived: unarchive it, and what waits is posted)' : '';
  const place = channel ? `Channel: ${channelLink(channel.id)}${archived}` : 'Its channel is being opened';
  return message(`${heading(incident)} (${statusOf(incident)})`, [
    ...headBlocks(incident),
    ...paragraphs.map(section),
    ...lifeBlocks(incident, effects, policy),
    ...takeButtons(incident),
    ...declarationBlocks(incident, policy),
    ...brokenBlocks(incident, policy),
    ...touchedBlocks(incident, firing),
    context(`${span}${place}`),
    ...(troubled.length > 0 ? effectsContext(troubled, incident, policy) : []),
    ...(retry.length > 0 ? [actions(retry)] : []),
  ]);
}
