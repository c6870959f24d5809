import { z } from 'zod';
import type { PageNews } from '#src/domain/paging/news.ts';
import { markedWith } from '#src/domain/paging/note.ts';
import type { PageHappening, PagerPerson } from '#src/domain/paging/page.ts';
import { agent, incident, named, people, personIn, reply, time } from './answers.ts';

/** What we read of a webhook of PagerDuty (v3); whatever else is in it does not matter. */
export type PagerTold = {
  /** The same however often it is delivered. */
  readonly id: string;
  readonly type: string;
} & (
  | {
      /** `page`: the incident itself, where the news is of that and says enough of it. */
      readonly kind: 'happening';
      readonly key: string | null;
      readonly news: PageNews;
      readonly page: PageInWords | null;
    }
  | { readonly kind: 'opened'; readonly page: PageInWords }
  | { readonly kind: 'note'; readonly page: string; readonly note: ToldNote }
  /** Of a type nobody here listens to. */
  | { readonly kind: 'unknown' }
);

export type PageInWords = ReturnType<typeof toldPage>;

export interface ToldNote {
  readonly id: string;
  readonly at: number;
  readonly by: PagerPerson | null;
  readonly content: string;
}

const envelope = z.object({
  event: z.object({
    // It is what a delivery is kept under, and not every text can be.
    id: z.string().transform((id) => id.toWellFormed().replaceAll('\0', '\uFFFD')),
    event_type: z.string(),
    occurred_at: time,
    agent,
    data: z.unknown(),
  }),
});

const ofIncident = z.object({
  ...incident,
  number: z.int(),
  assignees: people.transform((all) => all ?? []),
});

/** What there must be of it to know what happened. */
const ofChange = z.object({
  id: incident.id,
  incident_key: incident.incident_key,
  status: incident.status,
  urgency: incident.urgency,
  priority: incident.priority,
  assignees: people.transform((all) => all ?? null),
  resolve_reason: incident.resolve_reason,
});

const ofResponder = z.object({
  incident: z.object({ id: z.string() }),
  user: named,
  state: reply,
  message: z.string().default(''),
});

const ofNote = z.object({ id: z.string(), incident: z.object({ id: z.string() }), content: z.string() });

/** What came. Throws where the body is not what PagerDuty documents: a fault of ours, or a version of theirs that we do not know. */
export function readTold(body: unknown): PagerTold {
  const { event } = envelope.parse(body);
  const { id, event_type: type, occurred_at: at, data } = event;
  const by = personIn(event.agent);
  const what = happenings.get(type);
  if (type === 'incident.triggered') return { id, type, kind: 'opened', page: toldPage(ofIncident.parse(data)) };
  if (type === 'incident.annotated') {
    const { id: note, incident: on, content } = ofNote.parse(data);
    return { id, type, kind: 'note', page: on.id, note: { id: note, at, by, content } };
  }
  if (what === undefined) return { id, type, kind: 'unknown' };
  if (what === 'responder-added' || what === 'responder-replied') {
    const { incident: on, user, state, message } = ofResponder.parse(data);
    const unsaid = { status: null, assignees: null, urgency: null, priority: undefined };
    const news = {
      page: on.id,
      what,
      at,
      by,
      ...unsaid,
      responder: { ...user, reply: state },
      marked: what === 'responder-added' ? markedWith(message) : null,
    };
    return { id, type, kind: 'happening', key: null, news, page: null };
  }
  const one = ofChange.parse(data);
  const whole = ofIncident.safeParse(data).data;
  const { status, urgency, priority, assignees } = one;
  const merged = what === 'resolved' && one.resolve_reason !== null;
  return {
    ...{ id, type, kind: 'happening', key: one.incident_key ?? null, page: whole ? toldPage(whole) : null },
    news: {
      ...{ page: one.id, what: merged ? 'merged' : what, at, by, status, urgency, priority, assignees },
      responder: null,
    },
  };
}

const happenings: ReadonlyMap<string, PageHappening> = new Map([
  ['incident.acknowledged', 'acknowledged'],
  ['incident.unacknowledged', 'unacknowledged'],
  ['incident.escalated', 'escalated'],
  ['incident.delegated', 'delegated'],
  ['incident.reassigned', 'reassigned'],
  ['incident.priority_updated', 'prioritised'],
  ['incident.responder.added', 'responder-added'],
  ['incident.responder.replied', 'responder-replied'],
  ['incident.reopened', 'reopened'],
  ['incident.resolved', 'resolved'],
]);

/** The types of event that are listened to, in PagerDuty's words. */
export const heardTypes: readonly string[] = ['incident.triggered', 'incident.annotated', ...happenings.keys()];

function toldPage({
  id,
  number,
  title,
  status,
  service,
  urgency,
  priority,
  assignees,
  ...one
}: z.output<typeof ofIncident>) {
  return {
    ...{ page: id, number, title, status, service, urgency, priority, assignees },
    ...{ key: one.incident_key ?? null, url: one.html_url, at: one.created_at },
  };
}
