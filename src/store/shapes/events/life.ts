import { z } from 'zod';
import { affectedKinds, audiences, openStatuses } from '#src/domain/incident/events/life.ts';
import { severities } from '#src/domain/severity.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { event, nothing } from './event.ts';

const said = prose.nullable();
const severity = z.enum(severities);
export const missing = z.object({
  review: z.boolean(),
  mitigations: z.array(z.int()).readonly(),
  followUps: z.array(z.int()).readonly(),
});
const other = z.object({ incident: z.int() });

export const lifeEvents = [
  event(
    'updated',
    1,
    z.object({ audience: z.enum(audiences), know: prose, next: said, impact: said, nextAt: z.number().nullable() }),
  ),
  event('status-changed', 1, z.object({ status: z.enum(openStatuses), why: said })),
  event('severity-changed', 1, z.object({ from: severity, to: severity, why: said })),
  z.discriminatedUnion('v', [
    event('acknowledged', 1, z.object({ person: z.string() })),
    event('acknowledged', 2, z.object({ person: z.string(), at: z.number() })),
  ]),
  event('mitigation-applied', 1, z.object({ mitigation: z.int(), what: prose })),
  event('mitigation-removed', 1, z.object({ mitigation: z.int(), how: said })),
  event('scope-added', 1, z.object({ kind: z.enum(affectedKinds), values: z.array(prose).readonly() })),
  event('scope-removed', 1, z.object({ values: z.array(z.string()).readonly() })),
  event('link-added', 1, z.object({ url: prose, title: said })),
  event('related', 1, other),
  event('unrelated', 1, other),
  event('merged', 1, z.object({ into: z.int(), from: z.enum(openStatuses) })),
  event('unmerged', 1, z.object({ into: z.int() })),
  event('merge-received', 1, z.object({ incident: z.int(), people: z.array(z.string()).readonly() })),
  event('merge-undone', 1, other),
  event('reopened', 1, z.object({ why: prose })),
  event('cancelled', 1, z.object({ why: prose })),
  z.discriminatedUnion('v', [event('closed', 1, nothing), event('closed', 2, z.object({ why: said, missing }))]),
  event('export-requested', 1, nothing),
] as const;
