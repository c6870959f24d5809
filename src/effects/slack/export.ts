import { z } from 'zod';
import { type Attempt, defineEffect } from '#src/define.ts';
import { incidentName, involvedIn, ownChannel } from '#src/domain/incident/state.ts';
import { peopleIn, timelineOf } from '#src/domain/incident/timeline.ts';
import { engineActor } from '#src/domain/people.ts';
import { historyLimit, settleMs, shareLimit } from '#src/effects/_slack/limits.ts';
import { seenPublic } from '#src/effects/_slack/seen-public.ts';
import { IntegrationError } from '#src/errors.ts';
import { incidentDocument } from '#views/documents/incident.ts';
import { statusEntry } from '#views/documents/status-entry.ts';

/** Slack stamps messages by its own clock. */
const skewMs = 60_000;

/** Shares the record as the two files the runbooks ask for (001 and 002), in the incident's channel. The title tells one export from the next. */
export const exportRecord = defineEffect({
  kind: 'slack.export',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['files:write', 'channels:history', 'groups:history', 'channels:read', 'groups:read'],
  payload: z.object({ channel: z.string() }).parse,
  buckets: () => [shareLimit, historyLimit],
  wanted: ({ incident }) => incident.channel !== null,
  async find(attempt) {
    const { deps, payload, work } = attempt;
    const request = { channel: payload.channel, title: titleOf(attempt), since: work.createdAt - skewMs };
    return (await deps.chat.findShared(request)) ? { kind: 'found', done: {} } : { kind: 'absent' };
  },
  async perform(attempt) {
    const { deps, payload, incident, signal } = attempt;
    const events = await deps.store.events(incident.stream);
    const people = await namesOf([...involvedIn(incident), ...peopleIn(timelineOf(events))], attempt);
    signal.throwIfAborted();
    const props = { incident, events, policy: deps.policy, people, at: deps.clock.now() };
    await deps.chat.share({
      channel: payload.channel,
      title: titleOf(attempt),
      files: [incidentDocument(props), statusEntry(props)],
      // Uploading takes a while.
      ready: () => mayShare(attempt, payload.channel),
    });
    return {};
  },
});

/** Throws where everybody can read the channel of a private incident by now: who asked for the files sees it once it is private again, and asks anew. */
async function mayShare(attempt: Attempt<unknown>, channel: string): Promise<void> {
  const { store } = attempt.deps;
  const seen = await seenPublic(attempt, channel);
  const fresh = await store.incident(attempt.incident.number, engineActor);
  if (seen || !fresh || !ownChannel(fresh)) {
    throw new IntegrationError({ vendor: 'slack', code: 'channel_is_public', retryable: false, ambiguous: false });
  }
}

/** `INC-7, as of 2026-11-21 18:26:05 UTC`: by the second in which it was asked for it is found again. */
function titleOf({ incident, work }: Attempt<unknown>): string {
  const asked = new Date(work.createdAt).toISOString().slice(0, 19).replace('T', ' ');
  return `${incidentName(incident.number)}, as of ${asked} UTC`;
}

/** How many people of whom we never heard are worth asking Slack about, for one export. */
const mostAsked = 20;

/** Names for the ids in the record: a file outlives its workspace. Whom neither we nor Slack can name now keeps the id. */
async function namesOf(
  ids: readonly string[],
  { deps, signal }: Attempt<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const known = await deps.store.people(ids);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const unknown = ids.filter((id) => !names.has(id) && /^[UW][A-Z0-9]+$/.test(id)).slice(0, mostAsked);
  signal.throwIfAborted();
  const asked = await Promise.all(unknown.map((id) => nameOf(id, deps)));
  return new Map([...names, ...asked.filter((one) => one !== null)]);
}

async function nameOf(id: string, { chat }: Attempt<unknown>['deps']): Promise<readonly [string, string] | null> {
  try {
    const person = await chat.person(id);
    return person && [id, person.name];
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return null;
  }
}
