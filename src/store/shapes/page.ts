import { z } from 'zod';
import { type Unanswerable, unables } from '#src/domain/paging/events.ts';
import {
  type Page,
  pageHappenings,
  pageSources,
  pageStatuses,
  pageUrgencies,
  replies,
} from '#src/domain/paging/page.ts';
import type { Same } from './same.ts';

export const pagerPerson = z.object({ id: z.string(), name: z.string() });
export const responder = pagerPerson.extend({ reply: z.enum(replies) });
const people = z.array(pagerPerson).readonly();

/** How a page stands, as its events and its state both have it. */
export const standing = {
  status: z.enum(pageStatuses),
  urgency: z.enum(pageUrgencies),
  priority: z.string().nullable(),
  assignees: people,
};

/** What a page is from the start. */
export const opening = {
  number: z.int(),
  url: z.string(),
  service: pagerPerson,
  ...standing,
};

const heard = z.object({
  what: z.enum(pageHappenings),
  at: z.number(),
  by: z.string().nullable(),
  responder: responder.pick({ id: true, reply: true }).nullable(),
  from: z.enum(pageSources),
});

export const page = z.object({
  id: z.string(),
  ...opening,
  openedAt: z.number(),
  since: z.number(),
  responders: z.array(responder).readonly(),
  gone: z.boolean(),
  heard: z.array(heard).readonly(),
  notes: z.array(z.string()).readonly(),
});

export const unanswerable = z.object({
  rung: z.int(),
  name: z.string(),
  why: z.enum(unables),
  next: z.int().nullable(),
});

true satisfies Same<z.output<typeof page>, Page>;
true satisfies Same<z.output<typeof unanswerable>, Unanswerable>;
