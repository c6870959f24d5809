import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Attempt, type Done, defineEffect } from '#src/define.ts';
import type { MessageKind } from '#src/domain/incident/events.ts';
import { isStillMeant, messagesOf, statusLives } from '#src/domain/incident/messages.ts';
import { type Incident, ownChannel } from '#src/domain/incident/state.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';
import { editLimit, postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { seenPublic } from '#src/effects/_slack/seen-public.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Chat } from '#src/ports/chat.ts';
import type { MessageRow, Shown } from '#src/ports/store.ts';
import { renderKept } from '#views/incident/kept.ts';

/** What says how something went that the state has forgotten. */
const tellsOfRecord: ReadonlySet<MessageKind> = new Set(['status', 'reminder', 'miss']);

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;

/**
 * Makes a kept message show the newest state: posts it, edits it, or leaves it when it shows that already. Many changes need one call. After a lost
 * answer the post is found by the key in its metadata.
 */
export const show = defineEffect({
  kind: 'slack.show',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: [
    ...['chat:write', 'channels:history', 'groups:history', 'im:history', 'im:write', 'channels:join'],
    ...['channels:read', 'groups:read'],
  ],
  payload: z.object({ message: z.string() }).parse,
  buckets: (_, message) => (message?.ts ? [editLimit] : [postLimit(placeOf(message))]),
  wanted: ({ incident, message, deps, work }) => isWanted(message, { incident, deps, work }),
  async find(attempt) {
    const row = rowOf(attempt);
    if (row.ts) return { kind: 'safe-to-repeat' };
    const channel = await channelOf(attempt, row);
    const since = attempt.work.createdAt - skewMs;
    const post = await findBelowOrBeside(attempt, row, { channel, key: row.key, since });
    // Which state the found post shows is not known: seq 0 has it edited right away.
    return post ? { kind: 'found', done: stands(row, { ...post, seq: 0, hash: null }) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const row = rowOf(attempt);
    const { chat, store } = attempt.deps;
    const { incident } = attempt;
    // It was looked for because it might stand, and it does not.
    if (row.ts === null && !isStillNews(row, attempt)) return { events: () => [] };
    const content = renderKept(row.kind, {
      incident,
      work: row.showsEffects ? await store.workOf(row.stream) : [],
      policy: attempt.deps.policy,
      events: tellsOfRecord.has(row.kind) ? await store.events(row.stream) : [],
      told: row.of === null ? null : await store.event(row.stream, row.of),
      inRoom: !('channel' in row.place),
      to: 'person' in row.place ? row.place.person : null,
    });
    const shown = { seq: row.wantedSeq, hash: createHash('sha256').update(JSON.stringify(content)).digest('hex') };
    const channel = await channelOf(attempt, row);
    const seen = saysThere(row, incident) ? await seenPublic(attempt, channel) : null;
    if (seen) return seen;
    attempt.signal.throwIfAborted();
    if (row.ts === null) {
      const post = await postBelowOrBeside(attempt, row, { channel, content, key: row.key });
      return stands(row, { ...shown, ...post });
    }
    const stood = { channel, ts: row.ts };
    // After a lost answer nobody knows what stands there: show it again.
    const certain = attempt.work.last !== 'ambiguous';
    if (certain && row.shownHash === shown.hash) return stands(row, { ...shown, ...stood });
    const edited = await chat.edit(stood, content);
    return edited === 'edited' ? stands(row, { ...shown, ...stood }) : deleted(row, channel);
  },
});

/**
 * What follows the state as long as the state asks for it; what tells of an event also when that is over, once it stands. The contact is told here only
 * where no mail can be sent.
 */
function isWanted(
  message: MessageRow | null,
  { incident, deps, work }: Pick<Attempt<unknown>, 'incident' | 'deps' | 'work'>,
): boolean {
  if (message === null) return false;
  if (message.kind === 'security') return deps.mailer === null;
  if (saysThere(message, incident) && !ownChannel(incident)) return false;
  if (message.of !== null) {
    // What may stand already must not go on asking for what is over.
    const mayStand = message.ts !== null || work.last === 'ambiguous';
    return mayStand || isStillNews(message, { incident, deps, work });
  }
  return messagesOf(incident).some((kept) => kept.key === message.key);
}

/** After an hour without Slack nobody wants to hear what was wanted of them, or how things stood, four times over. */
function isStillNews(
  { kind, of }: MessageRow,
  { incident, deps, work }: Pick<Attempt<unknown>, 'incident' | 'deps' | 'work'>,
): boolean {
  if (of === null) return true;
  if (kind === 'status') return deps.clock.now() - work.createdAt < statusLives(incident);
  return isStillMeant({ kind, of }, incident);
}

/** Whether it says more in the incident's channel than its members are told also once that was made public: that it was. */
function saysThere({ of, place }: MessageRow, { channel }: Incident): boolean {
  return 'channel' in place && (of === null || of !== channel?.exposed);
}

function rowOf({ message, work }: Attempt<unknown>): MessageRow {
  if (!message) throw new Error(`${work.id} has no message`);
  return message;
}

/** Posts are limited by where they go: one word for it is enough. */
function placeOf(message: KeptMessage | null): string {
  return message ? Object.values(message.place).join('') : 'nowhere';
}

/** The headline may have been deleted: what hangs below it must stand all the same. */
async function postBelowOrBeside(attempt: Attempt<unknown>, row: MessageRow, post: Parameters<Chat['post']>[0]) {
  const { chat } = attempt.deps;
  const thread = threadOf(attempt, row);
  try {
    return await chat.post({ ...post, ...thread });
  } catch (error) {
    if (!isGone(error) || !('thread' in thread)) throw error;
    return chat.post(post);
  }
}

async function findBelowOrBeside(attempt: Attempt<unknown>, row: MessageRow, wanted: Parameters<Chat['findPost']>[0]) {
  const { chat } = attempt.deps;
  const thread = threadOf(attempt, row);
  if (!('thread' in thread)) return chat.findPost(wanted);
  const below = await chat.findPost({ ...wanted, thread: thread.thread }).catch((error: unknown) => {
    if (isGone(error)) return null;
    throw error;
  });
  return below ?? chat.findPost(wanted);
}

function isGone(error: unknown): boolean {
  return error instanceof IntegrationError && error.code === 'thread_not_found';
}

/** Below the headline, once that stands. */
function threadOf({ incident }: Attempt<unknown>, { reply }: MessageRow) {
  const headline = incident.posted['headline'];
  return reply && headline ? { thread: headline.ts, broadcast: reply.broadcast } : {};
}

async function channelOf({ deps }: Attempt<unknown>, row: MessageRow): Promise<string> {
  const { place } = row;
  if ('channel' in place) return place.channel;
  if ('person' in place) return deps.chat.direct(place.person);
  if ('contact' in place) return contactChannel(deps);
  return roomOf(deps, deps.policy.rooms[place.room].value, row.ts === null ? null : row.channel);
}

async function contactChannel({ chat, policy }: Attempt<unknown>['deps']): Promise<string> {
  const { slack } = policy.security;
  if (slack.startsWith('#')) return (await chat.room(slack.slice(1))).id;
  const person = await chat.personByEmail(slack);
  if (person) return chat.direct(person.id);
  throw new IntegrationError({ vendor: 'slack', code: 'users_not_found', retryable: false, ambiguous: false });
}

async function roomOf({ chat }: Attempt<unknown>['deps'], name: string, standing: string | null): Promise<string> {
  try {
    const room = await chat.room(name);
    return standing ?? room.id;
  } catch (error) {
    // What stands can be edited where it stands, also when the room has another name by now.
    if (standing === null || !(error instanceof IntegrationError) || error.retryable) throw error;
    return standing;
  }
}

/** A post that stands for the first time is part of the record; an edit is not. */
function stands(row: MessageRow, now: Omit<Shown, 'key' | 'ts' | 'was'> & { readonly ts: string }): Done {
  const { channel, ts } = now;
  const data = { message: row.kind, of: row.of, channel, ts };
  return {
    shown: { key: row.key, was: row.ts, ...now },
    events: () => (row.ts === ts ? [] : [{ type: 'message-posted', v: 2, data }]),
  };
}

/** Somebody deleted it: forget where it stood, so that it is posted anew. */
function deleted(row: MessageRow, channel: string): Done {
  return { shown: { key: row.key, was: row.ts, channel, ts: null, seq: 0, hash: null }, events: () => [] };
}
