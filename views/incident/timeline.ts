import type { KnownBlock } from '@slack/types';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { type TimelineEntry, timelineOf } from '#src/domain/incident/timeline.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, context, message, section, verbatimParts } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code, visible } from '#views/text.ts';
import { type Pen, slackPen } from './pen.ts';
import { type EntryWords, entryWords, type SaidText } from './timeline-words.ts';
import { beyondLast, nameOf, shortHeading } from './words.ts';

export interface IncidentTimelineProps {
  readonly incident: Incident;
  readonly events: readonly RecordedIncidentEvent[];
  readonly policy: Policy;
  /** Names by Slack id. */
  readonly people: ReadonlyMap<string, string>;
  /** From 1, which holds the newest; the oldest page where there are not so many. */
  readonly page: number;
}

/**
 * A page of the timeline. The first holds what happened last, since that is what somebody asks who has just been woken; within a page the newest stands
 * at the bottom, as in a channel. Everything people wrote is there whole, over as many pages as it takes.
 */
export function incidentTimeline({ incident, events, policy, people, page: asked }: IncidentTimelineProps): Message {
  const pen = slackPen(people);
  const pages = paged(timelineOf(events).map((entry) => entryBlocks(entry, pen, policy)));
  const page = Math.min(Math.max(asked, 1), pages.length);
  const which = pages.length > 1 ? `page ${page} of ${pages.length}${page === 1 ? ', the newest' : ''}` : 'all of it';
  const name = incidentName(incident.number);
  const turn = (label: string, to: number) => runButton(label, `incident timeline ${name} page ${to}`, to);
  const buttons = [
    ...(page < pages.length ? [turn('Older', page + 1)] : []),
    ...(page > 1 ? [turn('Newer', page - 1)] : []),
  ].filter((button) => button !== null);
  return message(`Timeline of ${nameOf(incident)}, ${which}`, [
    section(`*${shortHeading(incident)}* · timeline, ${which}`),
    ...(asked > pages.length ? [context(beyondLast(pages.length))] : []),
    ...(pages[page - 1] ?? []),
    context(`As files in its channel: ${code(`/apgms incident timeline ${name} export`)}`),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}

/** What somebody wrote that stands in the sentence itself: on one line, and short. In characters. */
const shortText = 120;

function entryBlocks(entry: TimelineEntry, pen: Pen, policy: Policy): readonly KnownBlock[] {
  const { sentence, said }: EntryWords = entryWords(entry, pen, policy);
  const later = entry.recordedAt === null ? '' : ` · recorded ${pen.when(entry.recordedAt)}`;
  const readable = said.filter(({ text }) => visible(text));
  const short = readable.every(({ text }) => text.length <= shortText && !text.includes('\n'));
  const head = `${pen.when(entry.at)} · ${sentence}`;
  if (short) return [section(`${head}${readable.map((one) => inSentence(one, pen)).join('')}${later}`)];
  return [section(`${head}${later}`), ...readable.flatMap(whole)];
}

function inSentence({ label, text }: SaidText, pen: Pen): string {
  return `${label === null ? ': ' : `\n${label}: `}${pen.quoted(text, shortText)}`;
}

function whole({ label, text }: SaidText): readonly KnownBlock[] {
  const parts = verbatimParts(text, Number.POSITIVE_INFINITY, '');
  return label === null ? parts : [section(`*${label}*`), ...parts];
}

/** What a page holds at most, besides its heading and its end: what Slack takes, and what people scroll. */
const most = { blocks: 30, characters: limits.messageTotal - 1_000 } as const;

/** Pages of whole entries, the newest first; an entry that no page holds goes on over several. */
function paged(entries: readonly (readonly KnownBlock[])[]): readonly (readonly KnownBlock[])[] {
  const pages: (readonly KnownBlock[])[] = [];
  let page: readonly KnownBlock[] = [];
  for (const entry of entries.toReversed().flatMap(asItFits)) {
    if (page.length > 0 && !fits([...entry, ...page])) {
      pages.push(page);
      page = [];
    }
    page = [...entry, ...page];
  }
  return [...pages, page];
}

function asItFits(entry: readonly KnownBlock[]): readonly (readonly KnownBlock[])[] {
  return fits(entry) ? [entry] : entry.map((block) => [block]).toReversed();
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= most.blocks && blocks.map(sizeOf).reduce((sum, size) => sum + size, 0) <= most.characters;
}

function sizeOf(block: KnownBlock): number {
  return block.type === 'section' ? (block.text?.text.length ?? 0) : 0;
}
