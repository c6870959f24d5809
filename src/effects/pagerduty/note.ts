import { z } from 'zod';
import { type Attempt, defineEffect } from '#src/define.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import { noteMark } from '#src/domain/paging/note.ts';
import { actorId } from '#src/domain/people.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { noteLimit, settleMs } from '#src/effects/_pagerduty/limits.ts';
import { standing, withPage } from '#src/effects/_pagerduty/standing.ts';
import { pageNote } from '#views/documents/page.ts';

/** Writes an update into the notes of the page, where whoever was called reads it. Its beginning tells it from every other note. */
export const note = defineEffect({
  kind: 'pagerduty.note',
  vendor: 'pagerduty',
  class: 'searchable',
  settleMs: settleMs(1),
  scopes: [],
  payload: z.object({ of: z.int() }).parse,
  buckets: () => [noteLimit],
  wanted: (attempt) => !attempt.incident.restricted && standing(attempt) !== null,
  async find(attempt) {
    const page = standing(attempt);
    if (!page || !attempt.deps.pager) return { kind: 'absent' };
    const notes = await attempt.deps.pager.notesOf(page.id);
    const mark = noteMark(incidentName(attempt.incident.number), attempt.payload.of);
    return notes.some(({ content }) => content.startsWith(`${mark} `))
      ? { kind: 'found', done: {} }
      : { kind: 'absent' };
  },
  perform: (attempt) =>
    withPage(attempt, async (page, pager) => {
      const { content, by } = await written(attempt);
      const from = await actingAs(by, pager, attempt);
      attempt.signal.throwIfAborted();
      await pager.note(page.id, content, from);
      return {};
    }),
});

async function written({ deps, incident, payload }: Attempt<{ readonly of: number }>) {
  const recorded = await deps.store.event(incident.stream, payload.of);
  if (recorded?.event.type !== 'updated') throw new Error(`${incident.stream}: event ${payload.of} is no update`);
  const by = actorId(recorded.actor);
  const person = await deps.store.person(by);
  return { content: pageNote({ incident, of: payload.of, said: recorded.event.data, by: person?.name ?? by }), by };
}
