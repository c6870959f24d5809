import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { IntegrationError } from '#src/errors.ts';

/** Resolves a page that stands for an incident besides the one it goes on with: nobody is to be called twice. */
export const resolveSpare = defineEffect({
  kind: 'pagerduty.resolve-spare',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ page: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: ({ deps, incident, payload }) => deps.pager !== null && incident.page?.id !== payload.page,
  async perform({ deps, payload }) {
    try {
      await deps.pager?.resolve(payload.page, null);
    } catch (error) {
      // Somebody deleted it there.
      if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    }
    return {};
  },
});
