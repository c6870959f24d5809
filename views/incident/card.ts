import type { Button } from '@slack/types';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, button, context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, fitted } from '#views/text.ts';
import type { EffectLine } from './effect-lines.ts';
import { factBlocks } from './facts.ts';
import { resolutionParagraphs } from './resolution.ts';
import { heading, room, statusWords } from './words.ts';

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
    ...(effects.length > 0 ? [context(effectsLine(effects, policy))] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}

function cardButtons(incident: Incident, effects: readonly EffectLine[]): readonly Button[] {
  const number = String(incident.number);
  const name = incidentName(incident.number);
  const resolvable = isOpen(incident) && incident.resolution?.outcome !== 'under-way';
  const failed = effects.some((effect) => effect.state === 'failed');
  return [
    ...(resolvable ? [button(`Resolve ${name}`, 'incident.resolve', number, 'primary')] : []),
    ...(failed ? [button('Retry what failed', 'incident.retry', number)] : []),
  ];
}

/** In characters: what Slack takes in a context, with room to spare. */
const longestContext = 1_800;

function effectsLine(effects: readonly EffectLine[], policy: Policy): string {
  return fitted(
    effects.map((effect) => effectWords(effect, policy)),
    ' · ',
    longestContext,
  );
}

function effectWords({ kind, state, error }: EffectLine, policy: Policy): string {
  const names = effectNames(policy);
  const [what, done] = names[kind] ?? [code(kind, 60), `${code(kind, 60)} done`];
  switch (state) {
    case 'done':
      return `✓ ${done}`;
    case 'failed':
      return `failed: ${what}${error ? ` (${code(error, 60)})` : ''}`;
    default:
      return `${state}: ${what}`;
  }
}

/** Each thing done outside: its name, and how it is said once it is done. */
function effectNames(policy: Policy): Readonly<Record<string, readonly [what: string, done: string]>> {
  const [declare, status] = [room(policy, 'declare'), room(policy, 'status')];
  return {
    'open-channel': ['channel', 'channel opened'],
    invite: ['adding the reporter', 'reporter added'],
    'set-topic': ['topic', 'topic set'],
    'pin-card': ['pin', 'card pinned'],
    assess: ['health check', 'health checked'],
    announcement: [`announcement in ${declare}`, `announced in ${declare}`],
    headline: [`headline in ${status}`, `headline in ${status}`],
    outcome: ['outcome of resolving', 'outcome of resolving posted'],
  };
}
