import type { z } from 'zod';
import { IntegrationError } from '#src/errors.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import { remembered } from '#src/vendors/remembered.ts';
import {
  abilities,
  anything,
  changedPage,
  contacts,
  log,
  notes,
  onePage,
  oneUser,
  pages,
  priorities,
  services,
  subscriptions,
  turns,
  users,
} from './answers.ts';
import { type Call, type CallOptions, createCall, type PagerCall } from './call.ts';

export interface PagerOptions extends CallOptions {
  /** The e-mail of the PagerDuty user the bot acts as where nobody else is known. */
  readonly fromEmail: string;
}

/** PagerDuty counts offset and limit up to ten thousand, and no further. */
const pageSize = 100;
const furthest = 10_000;

/** PagerDuty's REST API as the port wants it. */
export function createPager({ fromEmail, ...options }: PagerOptions): Pager {
  const call = createCall(options);
  const as = (from: string | null) => ({ from: from ?? fromEmail });

  function change(name: string, id: string, changes: object, from: string | null): Promise<SeenPage | null> {
    const body = { incident: { type: 'incident_reference', ...changes } };
    return call({ name, method: 'PUT', path: `/incidents/${id}`, body, ...as(from) }, changedPage);
  }

  const prioritiesThere = remembered(
    () => call({ name: 'priorities.list', method: 'GET', path: '/priorities' }, priorities),
    3_600_000,
  );

  /** An account may have none. */
  const listPriorities = () => prioritiesThere('').catch(noneWhereAbsent);

  /** Where there is none of this name it goes without. */
  async function priorityNamed(name: string | null) {
    if (name === null) return {};
    const one = (await listPriorities()).find((priority) => priority.name === name);
    return one ? { priority: { id: one.id, type: 'priority_reference' } } : {};
  }

  return {
    async page({ service, key, title, urgency, priority, details, users: called, from }) {
      const incident = {
        type: 'incident',
        title: title.slice(0, longestTitle),
        service: { id: service, type: 'service_reference' },
        urgency,
        incident_key: key,
        body: { type: 'incident_body', details },
        // Nobody waits for a page because of its priority.
        ...(await priorityNamed(priority).catch(() => ({}))),
        ...(called.length > 0 && { assignments: called.map((id) => ({ assignee: { id, type: 'user_reference' } })) }),
      };
      return call(
        { name: 'incidents.create', method: 'POST', path: '/incidents', body: { incident }, ...as(from) },
        onePage,
      );
    },
    async findPage(key, service) {
      const query = [
        ['incident_key', key],
        ['service_ids[]', service],
        ['date_range', 'all'],
        ['sort_by', 'created_at:desc'],
      ] as const;
      const found = await all(call, { name: 'incidents.find', method: 'GET', path: '/incidents', query }, pages);
      const ours = found.filter((one) => one.key === key);
      return ours.find(({ status }) => status !== 'resolved') ?? ours[0] ?? null;
    },
    pageOf: (id) => call({ name: 'incidents.get', method: 'GET', path: `/incidents/${id}` }, onePage),
    async openPages(ids) {
      // To ask for no service would be to ask for all of them.
      if (ids.length === 0) return [];
      const query = [
        ['date_range', 'all'],
        ['sort_by', 'created_at'],
        ['statuses[]', 'triggered'],
        ['statuses[]', 'acknowledged'],
        ...ids.map((id) => ['service_ids[]', id] as const),
      ] as const;
      return all(call, { name: 'incidents.list', method: 'GET', path: '/incidents', query }, pages);
    },
    async logOf(id) {
      const path = `/incidents/${id}/log_entries`;
      const found = await all(call, { name: 'incidents.log', method: 'GET', path }, log);
      // The newest comes first, also within the same moment.
      return found.toReversed().toSorted((one, other) => one.at - other.at);
    },
    acknowledge: (id, from) =>
      unlessSaid('already-acknowledged', change('incidents.acknowledge', id, { status: 'acknowledged' }, from)),
    resolve: (id, from) =>
      unlessSaid('already-resolved', change('incidents.resolve', id, { status: 'resolved' }, from)),
    reopen: (id, from) => change('incidents.reopen', id, { status: 'triggered' }, from),
    async setSeverity(id, { urgency, priority }, from) {
      return change('incidents.urgency', id, { urgency, ...(await priorityNamed(priority)) }, from);
    },
    async note(id, content, from) {
      const body = { note: { content } };
      await call({ name: 'notes.create', method: 'POST', path: `/incidents/${id}/notes`, body, ...as(from) }, anything);
    },
    async notesOf(id) {
      const answer = await call({ name: 'notes.list', method: 'GET', path: `/incidents/${id}/notes` }, notes);
      return answer.notes.toSorted((one, other) => one.at - other.at);
    },
    async askToRespond({ page, message, users: people, from }) {
      const requester = await userByEmail(call, from ?? fromEmail);
      const body = {
        requester_id: requester?.id,
        message,
        responder_request_targets: people.map((id) => ({ responder_request_target: { id, type: 'user_reference' } })),
      };
      const path = `/incidents/${page}/responder_requests`;
      await call({ name: 'responders.request', method: 'POST', path, body, ...as(from) }, anything);
    },
    async onCall(policies, from, until) {
      const query = [
        ['since', new Date(from).toISOString()],
        ['until', new Date(until).toISOString()],
        ['include[]', 'users'],
        ...policies.map((id) => ['escalation_policy_ids[]', id] as const),
      ] as const;
      const found = await all(call, { name: 'oncalls.list', method: 'GET', path: '/oncalls', query }, turns);
      return found.toSorted((one, other) => one.level - other.level || (one.from ?? 0) - (other.from ?? 0));
    },
    // Who has no account yet may get one at any moment, and tries again at once.
    userByEmail: remembered(
      (email) => userByEmail(call, email),
      300_000,
      (user) => user !== null,
    ),
    user: (id) => call({ name: 'users.get', method: 'GET', path: `/users/${id}` }, oneUser),
    contactsOf: (id) => call({ name: 'contacts.list', method: 'GET', path: `/users/${id}/contact_methods` }, contacts),
    services: () => all(call, { name: 'services.list', method: 'GET', path: '/services' }, services),
    abilities: () => call({ name: 'abilities.list', method: 'GET', path: '/abilities' }, abilities),
    priorities: async () => (await listPriorities()).map(({ name }) => name),
    subscriptions: () =>
      all(call, { name: 'webhooks.list', method: 'GET', path: '/webhook_subscriptions' }, subscriptions),
  };
}

/** PagerDuty's own. */
const longestTitle = 1_024;

async function userByEmail(call: Call, email: string) {
  const query = [['query', email]] as const;
  const found = await all(call, { name: 'users.find', method: 'GET', path: '/users', query }, users);
  return found.find((one) => one.email?.toLowerCase() === email.toLowerCase()) ?? null;
}

type Paged<Found> = z.ZodType<{ readonly found: readonly Found[]; readonly more: boolean }>;

/** Every page of an answer: the library's own way stops after the first. */
async function all<Found>(call: Call, asked: PagerCall, schema: Paged<Found>): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let offset = 0; offset + pageSize <= furthest; offset += pageSize) {
    const window = [
      ['limit', `${pageSize}`],
      ['offset', `${offset}`],
    ] as const;
    const answer = await call({ ...asked, query: [...(asked.query ?? []), ...window] }, schema);
    found.push(...answer.found);
    if (!answer.more) break;
  }
  return found;
}

function noneWhereAbsent(error: unknown): readonly never[] {
  if (error instanceof IntegrationError && error.code === 'not-found') return [];
  throw error;
}

/** What PagerDuty refuses because it is so already is done. */
async function unlessSaid(code: string, changed: Promise<SeenPage | null>): Promise<SeenPage | null> {
  try {
    return await changed;
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== code) throw error;
    return null;
  }
}
