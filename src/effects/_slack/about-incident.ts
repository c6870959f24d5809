import { type Attempt, doneForIncident } from '#src/define.ts';
import type { MessageKind } from '#src/domain/incident/events.ts';
import { isStillMeant, messagesOf, statusLives } from '#src/domain/incident/messages.ts';
import { ownChannel } from '#src/domain/incident/state.ts';
import { firingOf } from '#src/operations/attaching.ts';
import type { MessageRow } from '#src/ports/store.ts';
import { renderKept } from '#views/incident/kept.ts';
import type { About } from './about.ts';
import { seenPublic } from './seen-public.ts';

/** What says how something went that the state has forgotten. */
const tellsOfRecord: ReadonlySet<MessageKind> = new Set(['status', 'reminder', 'miss']);

/** What says how what is done outside stands as it is told, besides what is renewed with every step of that. */
const tellsOfWork: ReadonlySet<MessageKind> = new Set(['miss']);

/** Messages about an incident. */
export function aboutIncident(attempt: Attempt<unknown>): About {
  const { deps, incident, work } = attempt;

  /** After an hour without Slack nobody wants to hear what was wanted of them, or how things stood, four times over. */
  function isStillNews({ kind, of }: MessageRow): boolean {
    if (of === null) return true;
    if (kind === 'status') return deps.clock.now() - work.createdAt < statusLives(incident);
    return isStillMeant({ kind, of }, incident);
  }

  /** Whether it says more in the incident's channel than its members are told also once that was made public: that it was. */
  function saysThere({ of, place }: MessageRow): boolean {
    return 'channel' in place && (of === null || of !== incident.channel?.exposed);
  }

  return {
    isStillNews,
    /**
     * What follows the state as long as the state asks for it; what tells of an event also when that is over, once it stands. The contact is told here
     * only where no mail can be sent.
     */
    isWanted(row) {
      if (row.kind === 'security') return deps.mailer === null;
      if (saysThere(row) && !ownChannel(incident)) return false;
      if (row.of !== null) {
        // What may stand already must not go on asking for what is over.
        const mayStand = row.ts !== null || work.last === 'ambiguous';
        return mayStand || isStillNews(row);
      }
      return messagesOf(incident).some((kept) => kept.key === row.key);
    },
    isTooEarly: () => false,
    async content(row) {
      const { store, policy } = deps;
      return renderKept(row.kind, {
        incident,
        work: row.showsEffects || tellsOfWork.has(row.kind) ? await store.workOf(row.stream) : [],
        firing: row.kind === 'card' ? await firingOf(deps, incident) : [],
        policy,
        events: tellsOfRecord.has(row.kind) ? await store.events(row.stream) : [],
        told: row.of === null ? null : await store.event(row.stream, row.of),
        inRoom: !('channel' in row.place),
        to: 'person' in row.place ? row.place.person : null,
      });
    },
    /** Below the headline, once that stands. */
    thread({ reply }) {
      const headline = incident.posted['headline'];
      return reply && headline ? { thread: headline.ts, broadcast: reply.broadcast } : {};
    },
    async hindrance(row, channel) {
      const seen = saysThere(row) ? await seenPublic(attempt, channel) : null;
      return seen && doneForIncident(seen);
    },
    posted({ kind, of }, { channel, ts }) {
      const data = { message: kind, of, channel, ts };
      return doneForIncident({ events: () => [{ type: 'message-posted', v: 2, data }] });
    },
  };
}
