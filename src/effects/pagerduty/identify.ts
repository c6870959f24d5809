import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';

/** Who somebody is in Slack who took an incident on in PagerDuty: whoever has their e-mail. Nobody needs to be. */
export const identify = defineEffect({
  kind: 'pagerduty.identify',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: ['users:read', 'users:read.email'],
  payload: z.object({ user: z.string(), by: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: ({ deps, incident, payload }) => deps.pager !== null && incident.acknowledged?.by === payload.by,
  async perform({ deps, payload, signal }) {
    const user = await deps.pager?.user(payload.user);
    if (!user?.email) return {};
    await deps.store.keepPagerUser(user);
    signal.throwIfAborted();
    const person = await deps.chat.personByEmail(user.email);
    if (!person || person.outsider) return {};
    await deps.store.keepPerson({ ...person, seenAt: deps.clock.now() });
    const { by } = payload;
    return {
      events: ({ acknowledged }) =>
        acknowledged?.by === by ? [{ type: 'person-recognised', v: 1, data: { by, person: person.id } }] : [],
    };
  },
});
