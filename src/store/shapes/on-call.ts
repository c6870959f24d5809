import { z } from 'zod';
import type { OnCall } from '#src/domain/on-call.ts';
import { pagerPerson } from './page.ts';
import type { Same } from './same.ts';

const moment = z.number().nullable();

export const onCall = z.object({
  at: z.number(),
  policies: z.record(z.string(), z.string()).readonly(),
  turns: z
    .array(
      z.object({
        policy: z.string(),
        level: z.int(),
        person: pagerPerson.extend({ email: z.string().nullable() }),
        from: moment,
        until: moment,
      }),
    )
    .readonly(),
});

true satisfies Same<z.output<typeof onCall>, OnCall>;
