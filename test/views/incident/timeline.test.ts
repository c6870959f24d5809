import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { timelineOf } from '#src/domain/incident/timeline.ts';
import { channelOpened, declared, recorded, wednesday } from '#test/support/builders.ts';
import { incident, nasty, policy } from '#test/views/props.ts';
import { markedUp, shown } from '#test/views/shown.ts';
import { captured, captureModal, readPicked } from '#views/incident/capture.ts';
import { slackPen } from '#views/incident/pen.ts';
import { incidentTimeline } from '#views/incident/timeline.ts';
import { entryWords } from '#views/incident/timeline-words.ts';
import type { Message } from '#views/message.ts';
import { everyEvent } from './every-event.ts';

function pageOf(events: readonly RecordedIncidentEvent[], page = 1): Message {
  return incidentTimeline({ incident: incident(), events, policy, people: new Map([['U0ZOE', 'Zoe']]), page });
}

/** All pages, the newest first. */
function pagesOf(events: readonly RecordedIncidentEvent[]): readonly Message[] {
  const first = pageOf(events);
  const count = Number(/of (\d+)/.exec(first.text.replace('INC-42', ''))?.[1] ?? 1);
  return Array.from({ length: count }, (_, index) => pageOf(events, index + 1));
}

function noted(text: string): IncidentEvent {
  return { type: 'noted', v: 1, data: { text: { prose: text.slice(0, 20), body: text }, at: null } };
}

function buttons({ blocks }: Message): readonly string[] {
  return JSON.stringify(blocks).match(/(?<="value":")[^"]+/g) ?? [];
}

describe('words', () => {
  it('there are for every event', () => {
    const said = timelineOf(recorded(everyEvent('a word'))).map(
      (entry) => entryWords(entry, slackPen(new Map()), policy).sentence,
    );
    expect(said.join('\n')).toMatchSnapshot();
    expect(said.filter((sentence) => sentence === '' || sentence.includes('undefined'))).toEqual([]);
  });
});

describe('a page of the timeline', () => {
  it('reads as a channel does: the newest at the bottom', () => {
    const lines = shown(pageOf(recorded([declared(), channelOpened(), noted('the pool ran dry')])));
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(at('Declared')).toBeGreaterThan(0);
    expect(at('Declared')).toBeLessThan(at('opened'));
    expect(at('opened')).toBeLessThan(at('the pool ran dry'));
  });

  it('has the newest first, and turns to the older ones and back', () => {
    const events = recorded([declared(), ...Array.from({ length: 100 }, (_, index) => noted(`note ${index};`))]);
    const pages = pagesOf(events);
    expect(pages.length).toBeGreaterThan(2);
    expect(shown(pages[0] ?? pageOf([])).join()).toContain('note 99;');
    expect(shown(pages.at(-1) ?? pageOf([])).join()).toContain('Declared');
    const last = pages.length;
    expect(buttons(pages[0] ?? pageOf([]))).toEqual(['incident timeline INC-42 page 2']);
    expect(buttons(pages[1] ?? pageOf([]))).toEqual([
      'incident timeline INC-42 page 3',
      'incident timeline INC-42 page 1',
    ]);
    expect(buttons(pages.at(-1) ?? pageOf([]))).toEqual([`incident timeline INC-42 page ${last - 1}`]);
    const beyond = pageOf(events, 9_999);
    expect(shown(beyond)[1]).toBe(`There are ${pages.length} pages; this is page ${pages.length}.`);
    expect(beyond.blocks.toSpliced(1, 1)).toEqual(pages.at(-1)?.blocks);
    const all = pages.flatMap(shown).join();
    for (let index = 0; index < 100; index += 1) expect(all.split(`note ${index};`)).toHaveLength(2);
  });

  it('keeps what people wrote whole, however long it is', () => {
    const words = Array.from({ length: 6_000 }, (_, index) => `w${index}`);
    const pages = pagesOf(recorded([declared(), noted(words.join(' '))]));
    const read = pages.toReversed().flatMap(shown).join(' ');
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(read))).toEqual([]);
  });

  it('says a redacted text is one, and when something was recorded later', () => {
    const late: IncidentEvent = {
      type: 'noted',
      v: 1,
      data: { text: { prose: 'x', body: null }, at: wednesday - 600_000 },
    };
    const lines = shown(pageOf(recorded([declared(), late])));
    expect(lines.find((line) => line.includes('Note'))).toMatch(/\[redacted\].* · recorded <!date/);
  });

  it('says of a captured message what people read, by name', () => {
    const at = { channel: 'C42', ts: '1.1', thread: null };
    const body =
      'ask <@U0ZOE> in <prod> or <@U0YAN>, <!here>, in <#C1|ops>: <https://x.example/a|the graph> <https://y.example>';
    const said = { author: 'UCHEN', text: { prose: 'm', body }, files: [] };
    const lines = shown(
      pageOf(recorded([declared(), { type: 'capture-requested', v: 1, data: { ...at, by: 'shortcut', said } }])),
    );
    const read = 'ask @Zoe in <prod> or @U0YAN, @here, in #ops: the graph (https://x.example/a) https://y.example';
    expect(lines.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(read);
  });

  const ours =
    /<https:\/\/apgms\.pagerduty\.com\/incidents\/Q1\|#7>|<@U[A-Z0-9]+>|<#C[A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d: -]+ UTC>|<https:\/\/apgms\.slack\.com\/archives\/C42\/p1\|Message>/g;

  const texts = ['bank-lines returns 500', ...nasty, 'x'.repeat(40_000), '&<>'.repeat(4_000)];
  it.each(texts.map((text) => [text.slice(0, 60), text]))('is a message Slack takes: %j', (_, text) => {
    // More than a page of it everywhere, and all of it in notes: what is very long makes enough pages with three.
    const notes = Array.from({ length: text.length > 12_000 ? 3 : 30 }, () => noted(text));
    const events = recorded([...everyEvent(text.slice(0, 12_000)), ...notes]);
    const pages = pagesOf(events);
    expect(pages.flatMap((page) => blockKitProblems('message', page))).toEqual([]);
    const lines = pages.flatMap(markedUp);
    expect(lines.filter((line) => /[<>]/.test(line.replace(ours, '')))).toEqual([]);
    const longest = Math.max(...pages.map((page) => shown(page).join('').length));
    expect(longest).toBeLessThan(11_000);
  });
});

describe('the form that asks where a message belongs', () => {
  const message = { channel: 'C1', ts: '1.1', thread: null, author: 'UBEN', text: 'it fails', files: ['trace.txt'] };

  it('carries the message', () => {
    expect(readPicked(captureModal(message).private_metadata ?? '')).toEqual(message);
    expect(readPicked('')).toBeNull();
    expect(readPicked('{"channel":1}')).toBeNull();
  });

  it.each([...nasty, '"\\\n'.repeat(10_000)])('is a form Slack takes: %j', (text) => {
    const modal = captureModal({ ...message, text, files: Array.from({ length: 20 }, () => text) });
    expect(blockKitProblems('modal', modal)).toEqual([]);
    expect(modal.private_metadata?.length).toBeLessThanOrEqual(3_000);
    expect(readPicked(modal.private_metadata ?? '')).toMatchObject({ channel: 'C1', ts: '1.1', author: 'UBEN' });
    expect(blockKitProblems('message', captured({ number: 42, author: text }))).toEqual([]);
  });
});
