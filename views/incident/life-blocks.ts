import type { KnownBlock } from '@slack/types';
import { alertName } from '#src/domain/alert/state.ts';
import { type Audience, affectedKinds, audiences } from '#src/domain/incident/events/life.ts';
import { roles } from '#src/domain/incident/events/people.ts';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { section } from '#views/blocks.ts';
import { fitted, inline, listed, mention, webLink, when } from '#views/text.ts';
import { checklistParagraph } from './checklist-words.ts';
import type { EffectLine } from './effect-lines.ts';
import { followUpParagraph } from './follow-ups.ts';
import { owedParagraph } from './owed.ts';
import { pageLines } from './page-line.ts';
import { affectedWords, roleWords } from './words.ts';

/** What people have done with it so far: what was last said, who has which part, what is owed and what was done about it. Nothing in it changes with time alone. */
export function lifeBlocks(incident: Incident, effects: readonly EffectLine[], policy: Policy): readonly KnownBlock[] {
  return sections([
    ...updates(incident),
    people(incident, effects),
    owedParagraph(incident, policy),
    mitigations(incident),
    checklistParagraph(incident, policy),
    followUpParagraph(incident),
  ]);
}

/** What it touches, and what it has to do with. */
export function touchedBlocks(incident: Incident, firing: readonly number[]): readonly KnownBlock[] {
  return sections([affected(incident), addresses(incident), related(incident, firing)]);
}

function sections(paragraphs: readonly string[]): readonly KnownBlock[] {
  return paragraphs.filter((text) => text !== '').map(section);
}

/** That nobody has a part is told only while somebody should. */
function people(incident: Incident, effects: readonly EffectLine[]): string {
  const { acknowledged, roles: holders } = incident;
  const open = isOpen(incident);
  const held = roles.flatMap((role) => {
    const person = holders[role];
    return person || open ? [`${capital(roleWords[role])}: ${person ? mention(person) : 'nobody yet'}`] : [];
  });
  const taken = acknowledged ? [`Acknowledged by ${mention(acknowledged.by)}, ${when(acknowledged.at)}`] : [];
  const lines = [
    ...(open && !acknowledged ? ['Nobody has acknowledged it yet'] : taken),
    ...pageLines(incident, effects),
    held.join(' · '),
  ];
  const said = lines.filter((line) => line !== '');
  return said.length > 0 ? `*People*\n${said.join('\n')}` : '';
}

/** The last to each audience, the newest first: what customers were told is another matter than what we know. */
function updates(incident: Incident): readonly string[] {
  const said = audiences.flatMap((audience) => {
    const one = incident.updates[audience];
    return one ? [{ ...one, label: labels[audience] }] : [];
  });
  if (said.length === 0) return isOpen(incident) ? ['*No update yet*'] : [];
  return said
    .toSorted((a, b) => b.at - a.at)
    .map(({ label, by, at, nextAt, know, next }) => {
      const again = nextAt && isOpen(incident) ? ` · next ${when(nextAt)}` : '';
      const step = next ? `\n*Next:* ${inline(words(next), 300)}` : '';
      return `*${label}* by ${mention(by)}, ${when(at)}${again}\n${inline(words(know), 500)}${step}`;
    });
}

const labels: Readonly<Record<Audience, string>> = {
  internal: 'Last update',
  customers: 'Last update for customers',
};

function mitigations({ mitigations: all }: Incident): string {
  if (all.length === 0) return '';
  const standing = all.filter((one) => one.removed === null);
  const lines = standing.map((one) => `${one.number}. ${inline(words(one.what), 200)} (${mention(one.by)})`);
  const gone = all.length - standing.length;
  const removed = gone > 0 ? [`${gone} removed`] : [];
  return `*Mitigations in place: ${standing.length}*\n${fitted([...lines, ...removed], '\n', 1_200)}`;
}

function affected({ affected: { named } }: Incident): string {
  const lines = affectedKinds.flatMap((kind) => {
    const values = named[kind].map((value) => inline(words(value), 60));
    return values.length > 0 ? [`${affectedWords[kind]}: ${fitted(values, ', ', 300)}`] : [];
  });
  return lines.length > 0 ? `*Affected*\n${lines.join('\n')}` : '';
}

function addresses({ links }: Incident): string {
  const found = links.map(({ url, title }) => webLink(words(url), title ? words(title) : null));
  return found.length > 0 ? `*Links*\n${fitted(found, '\n', 2_000)}` : '';
}

function related({ related: others, duplicates, merged, alerts, status }: Incident, firing: readonly number[]): string {
  const name = (numbers: readonly number[]) => listed(numbers.slice(0, 20).map(incidentName));
  // What becomes of them is not told any more to what is over.
  const stands = (number: number) => (isOpen({ status }) ? ` (${firing.includes(number) ? 'fires' : 'over'})` : '');
  const alert = (number: number) => `${alertName(number)}${stands(number)}`;
  const lines = [
    ...(merged ? [`It is the same as ${incidentName(merged.into)}, and goes on there`] : []),
    ...(duplicates.length > 0 ? [`The same as ${name(duplicates)}`] : []),
    ...(others.length > 0 ? [`Has to do with ${name(others)}`] : []),
    ...(alerts.length > 0 ? [`Alerts: ${fitted(alerts.map(alert), ', ', 300)}`] : []),
  ];
  return lines.join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
