import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Attempt, type Done, defineEffect } from '#src/define.ts';
import type { KeptMessage } from '#src/domain/incident/messages.ts';
import { messagesOf } from '#src/domain/incident/messages.ts';
import { editLimit, postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { IntegrationError } from '#src/errors.ts';
import type { MessageRow, Shown } from '#src/ports/store.ts';
import { renderKept } from '#views/incident/kept.ts';

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
  scopes: ['chat:write', 'channels:history', 'groups:history', 'channels:join'],
  payload: z.object({ message: z.string() }).parse,
  buckets: (_, message) => (message?.ts ? [editLimit] : [postLimit(placeOf(message))]),
  wanted: ({ incident, message }) => messagesOf(incident).some((kept) => kept.key === message?.key),
  async find(attempt) {
    const row = rowOf(attempt);
    if (row.ts) return { kind: 'safe-to-repeat' };
    const channel = await channelOf(attempt, row);
    const post = await attempt.deps.chat.findPost({ channel, key: row.key, since: attempt.work.createdAt - skewMs });
    // Which state the found post shows is not known: seq 0 has it edited right away.
    return post ? { kind: 'found', done: stands(row, { ...post, seq: 0, hash: null }) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const row = rowOf(attempt);
    const { chat, store } = attempt.deps;
    const content = renderKept(row.kind, {
      incident: attempt.incident,
      work: row.showsEffects ? await store.workOf(row.stream) : [],
      policy: attempt.deps.policy,
    });
    const shown = { seq: row.wantedSeq, hash: createHash('sha256').update(JSON.stringify(content)).digest('hex') };
    const channel = await channelOf(attempt, row);
    attempt.signal.throwIfAborted();
    if (row.ts === null) return stands(row, { ...shown, ...(await chat.post({ channel, content, key: row.key })) });
    const stood = { channel, ts: row.ts };
    // After a lost answer nobody knows what stands there: show it again.
    const certain = attempt.work.last !== 'ambiguous';
    if (certain && row.shownHash === shown.hash) return stands(row, { ...shown, ...stood });
    const edited = await chat.edit(stood, content);
    return edited === 'edited' ? stands(row, { ...shown, ...stood }) : deleted(row, channel);
  },
});

function rowOf({ message, work }: Attempt<unknown>): MessageRow {
  if (!message) throw new Error(`${work.id} has no message`);
  return message;
}

function placeOf(message: KeptMessage | null): string {
  if (!message) return 'nowhere';
  return 'room' in message.place ? message.place.room : message.place.channel;
}

async function channelOf({ deps }: Attempt<unknown>, row: MessageRow): Promise<string> {
  if ('channel' in row.place) return row.place.channel;
  const { value: name } = deps.policy.rooms[row.place.room];
  const standing = row.ts === null ? null : row.channel;
  try {
    const room = await deps.chat.room(name);
    return standing ?? room.id;
  } catch (error) {
    // What stands can be edited where it stands, also when the room has another name by now.
    if (standing === null || !(error instanceof IntegrationError) || error.retryable) throw error;
    return standing;
  }
}

/** A post that stands for the first time is part of the record; an edit is not. */
function stands(row: MessageRow, now: Omit<Shown, 'key' | 'ts'> & { readonly ts: string }): Done {
  const { channel, ts } = now;
  return {
    shown: { key: row.key, ...now },
    events: () => (row.ts === ts ? [] : [{ type: 'message-posted', v: 1, data: { message: row.kind, channel, ts } }]),
  };
}

/** Somebody deleted it: forget where it stood, so that it is posted anew. */
function deleted(row: MessageRow, channel: string): Done {
  return { shown: { key: row.key, channel, ts: null, seq: 0, hash: null }, events: () => [] };
}
