import type { KnownBlock } from '@slack/types';
import { affectedKinds } from '#src/domain/incident/events/life.ts';
import { roles } from '#src/domain/incident/events/people.ts';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { section } from '#views/blocks.ts';
import { fitted, inline, listed, mention, webLink, when } from '#views/text.ts';
import { checklistParagraph } from './checklist-words.ts';
import { followUpParagraph } from './follow-ups.ts';
import { owedParagraph } from './owed.ts';
import { affectedWords, roleWords } from './words.ts';

/** What people have done with it so far: who has which part, what is owed, what was last said, what is touched and what was done about it. Nothing in it changes with time alone. */
export function lifeBlocks(incident: Incident, policy: Policy): readonly KnownBlock[] {
  const paragraphs = [
    people(incident),
    owedParagraph(incident, policy),
    checklistParagraph(incident, policy),
    update(incident),
    mitigations(incident),
    followUpParagraph(incident),
    affected(incident),
    addresses(incident),
    related(incident),
  ];
  return paragraphs.filter((text) => text !== '').map(section);
}

function people(incident: Incident): string {
  const { acknowledged, roles: holders } = incident;
  const lines = roles.flatMap((role) => {
    const person = holders[role];
    return person ? [`${capital(roleWords[role])}: ${mention(person)}`] : [];
  });
  if (acknowledged) lines.unshift(`Acknowledged by ${mention(acknowledged.by)}, ${when(acknowledged.at)}`);
  else if (isOpen(incident)) lines.unshift('Nobody has acknowledged it yet');
  return lines.length > 0 ? `*People*\n${lines.join('\n')}` : '';
}

function update(incident: Incident): string {
  const said = Object.values(incident.updates).filter((one) => one !== null);
  const newest = said.toSorted((a, b) => b.at - a.at)[0];
  if (!newest) return '';
  const next = newest.nextAt && isOpen(incident) ? ` · next ${when(newest.nextAt)}` : '';
  return `*Last update* by ${mention(newest.by)}, ${when(newest.at)}${next}\n${inline(words(newest.know), 500)}`;
}

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

function related({ related: others, duplicates, merged }: Incident): string {
  const name = (numbers: readonly number[]) => listed(numbers.slice(0, 20).map(incidentName));
  const lines = [
    ...(merged ? [`It is the same as ${incidentName(merged.into)}, and goes on there`] : []),
    ...(duplicates.length > 0 ? [`The same as ${name(duplicates)}`] : []),
    ...(others.length > 0 ? [`Has to do with ${name(others)}`] : []),
  ];
  return lines.join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
