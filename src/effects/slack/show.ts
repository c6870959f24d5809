import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AnyDone, defineSubjectEffect, notYet, type SubjectAttempt } from '#src/define.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { About, Thread } from '#src/effects/_slack/about.ts';
import { aboutAlert } from '#src/effects/_slack/about-alert.ts';
import { aboutIncident } from '#src/effects/_slack/about-incident.ts';
import { editLimit, postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Chat } from '#src/ports/chat.ts';
import type { MessageRow, Shown } from '#src/ports/store.ts';

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;

/**
 * Makes a kept message show the newest state: posts it, edits it, or leaves it when it shows that already. Many changes need one call. After a lost
 * answer the post is found by the key in its metadata.
 */
export const show = defineSubjectEffect({
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
  wanted: (attempt) => attempt.message !== null && aboutOf(attempt).isWanted(attempt.message),
  async find(attempt) {
    const row = rowOf(attempt);
    if (row.ts) return { kind: 'safe-to-repeat' };
    const about = aboutOf(attempt);
    const channel = await channelOf(attempt, row);
    const since = attempt.work.createdAt - skewMs;
    const post = await findBelowOrBeside(attempt, about.thread(row), { channel, key: row.key, since });
    // Which state the found post shows is not known: seq 0 has it edited right away.
    return post ? { kind: 'found', done: stands(about, row, { ...post, seq: 0, hash: null }) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const row = rowOf(attempt);
    const about = aboutOf(attempt);
    const { chat } = attempt.deps;
    // It was looked for because it might stand, and it does not.
    if (row.ts === null && !about.isStillNews(row)) return unsaid;
    if (row.ts === null && about.isTooEarly(row)) return notYet;
    const content = await about.content(row);
    const shown = { seq: row.wantedSeq, hash: createHash('sha256').update(JSON.stringify(content)).digest('hex') };
    const channel = await channelOf(attempt, row);
    const hindrance = await about.hindrance(row, channel);
    if (hindrance) return hindrance;
    attempt.signal.throwIfAborted();
    if (row.ts === null) {
      const post = await postBelowOrBeside(attempt, about.thread(row), { channel, content, key: row.key });
      return stands(about, row, { ...shown, ...post });
    }
    const stood = { channel, ts: row.ts };
    // After a lost answer nobody knows what stands there: show it again.
    const certain = attempt.work.last !== 'ambiguous';
    if (certain && row.shownHash === shown.hash) return stands(about, row, { ...shown, ...stood });
    const edited = await chat.edit(stood, content);
    return edited === 'edited' ? stands(about, row, { ...shown, ...stood }) : deleted(row, channel);
  },
});

/** That a message stands is for the record once; what else was done to it is not. */
const unsaid: AnyDone = { happened: (fresh) => ({ ...fresh, events: [] }) };

function aboutOf(attempt: SubjectAttempt<unknown>): About {
  const { subject } = attempt;
  switch (subject.of) {
    case 'inc':
      return aboutIncident({ ...attempt, incident: subject.state });
    case 'alert':
      return aboutAlert({ ...attempt, alert: subject.state });
  }
}

function rowOf({ message, work }: SubjectAttempt<unknown>): MessageRow {
  if (!message) throw new Error(`${work.id} has no message`);
  return message;
}

/** Posts are limited by where they go: one word for it is enough. */
function placeOf(message: KeptMessage | null): string {
  return message ? Object.values(message.place).join('') : 'nowhere';
}

type Wanting = Pick<SubjectAttempt<unknown>, 'deps'>;

/** The message it hangs below may have been deleted: what hangs there must stand all the same. */
async function postBelowOrBeside({ deps }: Wanting, thread: Thread, post: Parameters<Chat['post']>[0]) {
  try {
    return await deps.chat.post({ ...post, ...thread });
  } catch (error) {
    if (!isGone(error) || !('thread' in thread)) throw error;
    return deps.chat.post(post);
  }
}

async function findBelowOrBeside({ deps }: Wanting, thread: Thread, wanted: Parameters<Chat['findPost']>[0]) {
  if (!('thread' in thread)) return deps.chat.findPost(wanted);
  const below = await deps.chat.findPost({ ...wanted, thread: thread.thread }).catch((error: unknown) => {
    if (isGone(error)) return null;
    throw error;
  });
  return below ?? deps.chat.findPost(wanted);
}

function isGone(error: unknown): boolean {
  return error instanceof IntegrationError && error.code === 'thread_not_found';
}

async function channelOf({ deps }: Wanting, row: MessageRow): Promise<string> {
  const { place } = row;
  if ('channel' in place) return place.channel;
  if ('person' in place) return deps.chat.direct(place.person);
  if ('contact' in place) return contactChannel(deps);
  return roomOf(deps, deps.policy.rooms[place.room].value, row.ts === null ? null : row.channel);
}

async function contactChannel({ chat, policy }: Wanting['deps']): Promise<string> {
  const { slack } = policy.security;
  if (slack.startsWith('#')) return (await chat.room(slack.slice(1))).id;
  const person = await chat.personByEmail(slack);
  if (person) return chat.direct(person.id);
  throw new IntegrationError({ vendor: 'slack', code: 'users_not_found', retryable: false, ambiguous: false });
}

async function roomOf({ chat }: Wanting['deps'], name: string, standing: string | null): Promise<string> {
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
function stands(
  about: About,
  row: MessageRow,
  now: Omit<Shown, 'key' | 'ts' | 'was'> & { readonly ts: string },
): AnyDone {
  const said = row.ts === now.ts ? unsaid : about.posted(row, now);
  return { ...said, shown: { key: row.key, was: row.ts, ...now } };
}

/** Somebody deleted it: forget where it stood, so that it is posted anew. */
function deleted(row: MessageRow, channel: string): AnyDone {
  return { ...unsaid, shown: { key: row.key, was: row.ts, channel, ts: null, seq: 0, hash: null } };
}
