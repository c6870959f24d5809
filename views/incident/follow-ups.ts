import { type FollowUp, type Incident, incidentName } from '#src/domain/incident/state.ts';
import { words } from '#src/domain/prose.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code, fitted, inline, mention } from '#views/text.ts';
import { nameOf } from './words.ts';

/** `2. Alert on a full disk (<@UBEN>, until 2026-12-01)`: what is left to do, who does it, until when. */
function followUpLine({ number, what, owner, due }: FollowUp): string {
  return `${number}. ${inline(words(what), 200)} (${assignedWords(owner && mention(owner), due?.day ?? null)})`;
}

/** `<@UBEN>, until 2026-12-01`. `owner`: as it is written; `null`: nobody. */
export function assignedWords(owner: string | null, day: string | null): string {
  return `${owner ?? 'nobody yet'}, ${day === null ? 'no day' : `until ${day}`}`;
}

/** Those that are not done, on the card; empty where there are none. */
export function followUpParagraph({ followUps }: Incident): string {
  if (followUps.length === 0) return '';
  const open = followUps.filter((one) => one.ended === null);
  const ended = followUps.length - open.length;
  const lines = [...open.map(followUpLine), ...(ended > 0 ? [`${ended} done or dropped`] : [])];
  return `*Follow-ups: ${open.length} to do*\n${fitted(lines, '\n', 1_500)}`;
}

/** Slack takes five in a row before it wraps. */
const mostButtons = 5;

/** All follow-ups of an incident, for the one who asked. */
export function incidentFollowUps({ incident }: { readonly incident: Incident }): Message {
  const name = incidentName(incident.number);
  const { followUps } = incident;
  const open = followUps.filter((one) => one.ended === null);
  const head = `${nameOf(incident)}: ${open.length === 0 ? 'no follow-up is left to do' : `${open.length} to do`}`;
  const ended = followUps.filter((one) => one.ended !== null).map((one) => `${followUpLine(one)}: ${one.ended}`);
  const buttons = open
    .slice(0, mostButtons)
    .map(({ number }) => runButton(`${number} is done`, `incident follow-up ${name} done ${number}`, number))
    .filter((button) => button !== null);
  return message(head, [
    section(`*${head}*`),
    ...(open.length > 0 ? [section(fitted(open.map(followUpLine), '\n', 2_500))] : []),
    ...(ended.length > 0 ? [section(fitted(ended, '\n', 2_500))] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
    context(`To add one: ${code(`/apgms incident follow-up ${name} add what is to be done @somebody 2026-12-01`)}`),
  ]);
}
