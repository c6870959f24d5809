import { type AlertAttempt, doneForAlert } from '#src/define.ts';
import { messagesOf } from '#src/domain/alert/messages.ts';
import { engineActor } from '#src/domain/people.ts';
import { alertCard } from '#views/alert/card.ts';
import type { About } from './about.ts';

/** Messages about an alert. */
export function aboutAlert({ deps, alert }: AlertAttempt<unknown>): About {
  return {
    isWanted: (row) => messagesOf(alert).some((kept) => kept.key === row.key),
    isStillNews: () => true,
    async content(row) {
      const incident = alert.incident === null ? null : await deps.store.incident(alert.incident, engineActor);
      return alertCard({ alert, incident, work: await deps.store.workOf(row.stream), policy: deps.policy });
    },
    thread: () => ({}),
    hindrance: async () => null,
    posted: (_, { channel, ts }) =>
      doneForAlert({ events: () => [{ type: 'message-posted', v: 1, data: { message: 'card', channel, ts } }] }),
  };
}
