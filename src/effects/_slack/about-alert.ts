import { type AlertAttempt, doneForAlert } from '#src/define.ts';
import { alertMessageKinds } from '#src/domain/alert/events.ts';
import { engineActor } from '#src/domain/people.ts';
import type { MessageRow } from '#src/ports/store.ts';
import { askedToAcknowledge } from '#views/alert/asked.ts';
import { alertCard } from '#views/alert/card.ts';
import type { About } from './about.ts';

/** Messages about an alert. */
export function aboutAlert({ deps, alert, work }: AlertAttempt<unknown>): About {
  /** What somebody was asked for and nobody needs to do any more is not told late. */
  function isStillNews({ of }: MessageRow): boolean {
    return of === null || alert.unacknowledged?.told.some(({ seq }) => seq === of) === true;
  }

  return {
    isStillNews,
    // What may stand already must not go on asking for what is over.
    isWanted: (row) => isStillNews(row) || row.ts !== null || work.last === 'ambiguous',
    isTooEarly: ({ reply }) => reply !== null && alert.posted === null,
    async content(row) {
      const { store, policy } = deps;
      const work = await store.workOf(row.stream);
      if (row.of !== null) {
        const events = await store.alertEvents(row.stream);
        return askedToAcknowledge({ alert, of: row.of, events, work, policy });
      }
      const incident = alert.incident === null ? null : await store.incident(alert.incident, engineActor);
      return alertCard({ alert, incident, work, policy });
    },
    /** Below its card, once that stands. */
    thread({ reply }) {
      return reply && alert.posted ? { thread: alert.posted.ts, broadcast: reply.broadcast } : {};
    },
    hindrance: async () => null,
    posted({ kind }, { channel, ts }) {
      const message = alertMessageKinds.find((one) => one === kind) ?? 'card';
      return doneForAlert({ events: () => [{ type: 'message-posted', v: 1, data: { message, channel, ts } }] });
    },
  };
}
