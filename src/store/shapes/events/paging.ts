import { z } from 'zod';
import { pageHappenings, pageSources } from '#src/domain/paging/page.ts';
import { opening, pagerPerson, responder, standing, unanswerable } from '#src/store/shapes/page.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const time = z.number();
const words = z.array(z.string()).readonly();
const asked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), person: z.string() }),
  z.object({ kind: z.literal('rung'), rung: z.int(), name: z.string() }),
  z.object({ kind: z.literal('service'), service: z.string(), name: z.string() }),
]);

const changed = {
  what: z.enum(pageHappenings),
  at: time,
  by: pagerPerson.nullable(),
  echo: z.boolean(),
  ...standing,
  responder: responder.nullable(),
};

const respondersPaged = { of: z.int(), people: z.array(pagerPerson).readonly(), missing: words };
const unable = z.enum(['no-ability', 'no-page']).nullable();
const newest = event('responders-paged', 2, z.object({ ...respondersPaged, unable }));

const ofPages = [
  event('paged', 1, z.object({ page: z.string(), ...opening, at: time, rung: z.int() })),
  event('page-unanswerable', 1, unanswerable),
  z.discriminatedUnion('v', [
    event('page-changed', 1, z.object(changed)),
    event('page-changed', 2, z.object({ ...changed, from: z.enum(pageSources) })),
  ]),
] as const;

export const pageEvents = [...ofPages, newest] as const;

export const pagingEvents = [
  ...ofPages,
  event('page-noted', 1, z.object({ id: z.string(), at: time, text: prose })),
  event('page-spare', 1, z.object({ page: z.string(), number: z.int(), url: z.string() })),
  event('responders-asked', 1, z.object({ asked, why: prose.nullable() })),
  event('responders-told', 1, z.object({ of: z.int(), people: words, missing: words })),
  z.discriminatedUnion('v', [
    event('responders-paged', 1, z.object({ ...respondersPaged, unable: z.boolean() })),
    newest,
  ]),
  event('person-recognised', 1, z.object({ by: z.string(), person: z.string() })),
  event('acknowledgement-lapsed', 1, z.object({ at: time })),
] as const;
