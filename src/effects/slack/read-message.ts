import { z } from 'zod';
import { type Attempt, type Done, defineEffect } from '#src/define.ts';
import { captureOf } from '#src/domain/incident/captures.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { Capture, Incident } from '#src/domain/incident/state.ts';
import { cleanText } from '#src/domain/text.ts';
import { historyLimit } from '#src/effects/_slack/limits.ts';
import { IntegrationError } from '#src/errors.ts';
import type { ReadMessage } from '#src/ports/chat.ts';

/** As much of a message as is kept; Slack itself cuts there. */
const longest = 40_000;

const payload = z.object({ channel: z.string(), ts: z.string(), thread: z.string().nullable() });
type Reading = Attempt<z.infer<typeof payload>>;

/** Reads a message that somebody put on the timeline: its author, its words, its files, where it stands. Deleted by now, or without a 📌, it is off again. */
export const readMessage = defineEffect({
  kind: 'slack.read-message',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:history', 'groups:history', 'reactions:read'],
  payload: payload.parse,
  buckets: () => [historyLimit],
  wanted: ({ incident, payload: place }) => captureOf(incident, place) !== null,
  async perform(attempt) {
    const { incident, payload: place } = attempt;
    const before = captureOf(incident, place);
    const read = await readable(attempt, before);
    return read === 'out-of-reach' ? {} : { events: (fresh) => eventsOf(read, before, fresh, attempt) };
  },
});

/** A message elsewhere may stand where we cannot look: then what the shortcut told of it is all there is, and enough. */
async function readable(
  { deps, payload: place, incident }: Reading,
  before: Capture | null,
): Promise<ReadMessage | null | 'out-of-reach'> {
  try {
    return await deps.chat.read(place);
  } catch (error) {
    const elsewhere = place.channel !== incident.channel?.id && before?.byShortcut === true;
    if (elsewhere && error instanceof IntegrationError && !error.retryable) return 'out-of-reach';
    throw error;
  }
}

/** What was read counts for whoever had captured it before; who came while it was read stays, whatever it showed. */
function eventsOf(
  read: ReadMessage | null,
  before: Capture | null,
  fresh: Incident,
  { deps, payload: place }: Reading,
): ReturnType<NonNullable<Done['events']>> {
  const now = captureOf(fresh, place);
  if (!now) return [];
  const decided = (command: Parameters<typeof decide>[1]) => {
    const decision = decide(fresh, command, { policy: deps.policy, now: deps.clock.now() });
    return decision.ok ? decision.events : [];
  };
  if (read === null) return decided({ type: 'drop-capture', message: place, why: 'deleted' });
  const held = now.byShortcut || read.pinnedBy.length > 0 || pinnedSince(before, now);
  if (!held) return decided({ type: 'drop-capture', message: place, why: 'unpinned' });
  const prose = (body: string) => ({ prose: deps.ids.next(), body: cleanText(body, longest) });
  const said = { author: read.author, text: prose(read.text), files: read.files.map(prose) };
  const { permalink, editedAt } = read;
  return decided({ type: 'record-capture', message: place, said, permalink, editedAt });
}

function pinnedSince(before: Capture | null, { pinnedBy, moves }: Capture): boolean {
  return pinnedBy.some((person) => !before?.pinnedBy.includes(person) || before.moves[person] !== moves[person]);
}
