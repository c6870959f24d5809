import type { Button } from '@slack/types';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import { callsAgain } from '#src/domain/paging/page.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, asking, button, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import type { EffectLine } from './effect-lines.ts';
import { progressContext, retryButton } from './effects.ts';
import { brokenBlocks, headBlocks } from './facts.ts';
import { lifeBlocks, touchedBlocks } from './life-blocks.ts';
import { resolutionParagraphs } from './resolution.ts';
import { heading, statusOf } from './words.ts';

export interface IncidentCardProps {
  readonly incident: Incident;
  readonly effects: readonly EffectLine[];
  /** Which of its alerts fire. */
  readonly firing: readonly number[];
  readonly policy: Policy;
}

/** The message pinned in an incident's channel: how it stands, what was last said, who is on it, what is owed, how what the bot does outside stands, and what can be done now. The same state gives the same bytes. */
export function incidentCard({ incident, effects, firing, policy }: IncidentCardProps): Message {
  const { resolution } = incident;
  const paragraphs = resolution ? resolutionParagraphs(incident, resolution, policy) : [];
  const buttons = cardButtons(incident);
  const retry = retryButton(incident, effects);
  return message(`${heading(incident)} (${statusOf(incident)})`, [
    ...headBlocks(incident),
    ...paragraphs.map(section),
    ...lifeBlocks(incident, effects, policy),
    ...brokenBlocks(incident, policy),
    ...touchedBlocks(incident, firing),
    ...progressContext(effects, incident, policy),
    ...(retry.length > 0 ? [actions(retry)] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}

/** Three at most: Slack shows more, people do not read them. */
function cardButtons(incident: Incident): readonly Button[] {
  const number = String(incident.number);
  const name = incidentName(incident.number);
  const open = isOpen(incident);
  const resolvable = open && incident.resolution?.outcome !== 'under-way';
  const ack =
    (open && !incident.acknowledged) || (open && callsAgain(incident))
      ? [button('Acknowledge', 'incident.ack', number, 'primary')]
      : [];
  const update = open ? [button('Post update', 'incident.update', `${number} ${incident.severity}`)] : [];
  const end = resolvable ? [resolveButton(name, number)] : [];
  return [...ack, ...update, ...end, ...afterwards(incident)];
}

/** What is left to do with what is over. */
function afterwards(incident: Incident): readonly Button[] {
  const name = incidentName(incident.number);
  if (isOpen(incident) || incident.merged) return [];
  const next = incident.status === 'resolved' ? [completing(incident)] : [];
  return [...next, runButton('Reopen', `incident reopen ${name}`, 1)].filter((one) => one !== null);
}

/** Before the review was held it would not be closed. */
function completing({ number, promises: { review } }: Incident): Button | null {
  const name = incidentName(number);
  if (review.held) return runButton(`Close ${name}`, `incident close ${name}`, 0);
  if (review.scheduledFor === null) return runButton('Schedule the review', `incident review ${name}`, 0);
  return runButton('Record the review', `incident review ${name} held`, 0);
}

function resolveButton(name: string, number: string): Button {
  return asking(button(`Resolve ${name}`, 'incident.resolve', number), {
    title: `Resolve ${name}?`,
    text: 'The health of its services is checked first. What stands in the way is told here.',
    yes: 'Check and resolve',
    no: 'Not yet',
  });
}
