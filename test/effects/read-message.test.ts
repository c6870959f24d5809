import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnyAttempt, notYet, superseded } from '#src/define.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { readMessage } from '#src/effects/slack/read-message.ts';
import { IntegrationError } from '#src/errors.ts';
import type { ReadMessage } from '#src/ports/chat.ts';
import { anIncident, aPolicy, captureRequested, channelOpened, declared } from '#test/support/builders.ts';

const place = { channel: 'C42', ts: '1.1', thread: null };

function asked(by: 'pin' | 'shortcut', channel = 'C42'): IncidentEvent {
  const said = { author: 'UCHEN', text: { prose: 't', body: 'told' }, files: [] };
  return { type: 'capture-requested', v: 1, data: { ...place, channel, by, said: by === 'pin' ? null : said } };
}

const off: IncidentEvent = { type: 'capture-retracted', v: 1, data: { ts: '1.1', why: 'unpinned', whole: true } };
const captured = (...events: readonly IncidentEvent[]) => anIncident(declared(), channelOpened(), ...events);

function refusal(retryable: boolean): IntegrationError {
  return new IntegrationError({ vendor: 'slack', code: 'not_in_channel', retryable, ambiguous: false });
}

const standing: ReadMessage = {
  author: 'UCHEN',
  text: 'read',
  files: ['trace.txt'],
  editedAt: 5_000,
  pinnedBy: ['UANA'],
  permalink: 'https://apgms.slack.com/archives/C42/p11',
};

/** The events of an attempt that found `read`, recorded onto the state as it is by then. */
async function eventsOf(
  read: ReadMessage | null | IntegrationError,
  before: Incident,
  fresh: Incident = before,
  channel = 'C42',
): Promise<readonly IncidentEvent[] | undefined> {
  const chat = {
    read: async () => {
      if (read instanceof IntegrationError) throw read;
      return read;
    },
  };
  let texts = 0;
  const ids = {
    next: () => {
      texts += 1;
      return `text-${texts}`;
    },
  };
  // The attempt is wider than this effect: what is absent here fails loudly when it is used.
  const attempt = z.custom<AnyAttempt>().parse({
    deps: { chat, ids, policy: aPolicy, clock: { now: () => 0 } },
    payload: { ...place, channel },
    work: { stream: before.stream },
    subject: { of: 'inc', state: before },
  });
  const done = await readMessage.perform(attempt);
  if (done === superseded || done === notYet) return [];
  const happened = done.happened?.({ of: 'inc', state: fresh });
  return happened?.of === 'inc' ? happened.events : undefined;
}

describe('a message that was read', () => {
  it('is kept with its author, its words, its files and where it stands', async () => {
    const text = { prose: 'text-1', body: 'read' };
    const files = [{ prose: 'text-2', body: 'trace.txt' }];
    expect(await eventsOf(standing, captured(asked('pin')))).toEqual([
      {
        type: 'captured',
        v: 2,
        data: { ...place, author: 'UCHEN', text, files, permalink: standing.permalink, editedAt: 5_000 },
      },
    ]);
  });

  const bare = { ...standing, pinnedBy: [] };
  it.each([
    ['without a pin by now is off', bare, captured(asked('pin')), 'unpinned'],
    ['without a pin, but by the shortcut, is kept', bare, captured(asked('shortcut')), 'captured'],
    ['that is gone is off', null, captured(asked('pin')), 'deleted'],
    ['that is gone is off, by the shortcut too', null, captured(asked('shortcut')), 'deleted'],
  ] as const)('%s', async (_, read, incident, expected) => {
    const [event, ...others] = (await eventsOf(read, incident)) ?? [];
    expect(others).toEqual([]);
    const said = event?.type === 'capture-retracted' ? event.data.why : (event?.type ?? null);
    expect(said).toBe(expected);
  });

  it('that somebody pinned while it was read is kept', async () => {
    const before = captured(asked('pin'));
    const fresh = { ...before, captures: before.captures.map((one) => ({ ...one, pinnedBy: ['UANA', 'UBEN'] })) };
    expect((await eventsOf(bare, before, fresh))?.map(({ type }) => type)).toEqual(['captured']);
  });

  it('that somebody took off and pinned again while it was read is kept', async () => {
    const before = captured(captureRequested({ ...place, moved: 1 }));
    const fresh = captured(captureRequested({ ...place, moved: 1 }), captureRequested({ ...place, moved: 3 }));
    expect((await eventsOf(bare, before, fresh))?.map(({ type }) => type)).toEqual(['captured']);
  });

  it('that was taken off while it was read is off', async () => {
    expect(await eventsOf(standing, captured(asked('pin')), captured(asked('pin'), off))).toEqual([]);
  });
});

describe('a message where we cannot look', () => {
  it('elsewhere, by the shortcut, stays as it was told', async () => {
    expect(await eventsOf(refusal(false), captured(asked('shortcut', 'C7')), undefined, 'C7')).toBeUndefined();
  });

  it.each([
    ['in its own channel', refusal(false), 'C42', asked('shortcut')],
    ['that we may reach by the next try', refusal(true), 'C7', asked('shortcut', 'C7')],
    ['by a pin', refusal(false), 'C7', asked('pin', 'C7')],
  ])('%s is a failure', async (_, fault, channel, event) => {
    await expect(eventsOf(fault, captured(event), undefined, channel)).rejects.toBe(fault);
  });
});

it('what is off the timeline by now is not read', () => {
  const attempt = (incident: Incident) =>
    z.custom<AnyAttempt>().parse({
      payload: place,
      work: { stream: incident.stream },
      subject: { of: 'inc', state: incident },
    });
  expect(readMessage.wanted(attempt(captured(asked('pin'))))).toBe(true);
  expect(readMessage.wanted(attempt(captured(asked('pin'), off)))).toBe(false);
});
