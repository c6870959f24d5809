import { z } from 'zod';

const named = z.object({ summary: z.string() }).transform(({ summary }) => summary);
const assigned = z.object({ assignee: named }).transform(({ assignee }) => assignee);
const page = z
  .object({
    id: z.string(),
    incident_number: z.int(),
    incident_key: z.string().nullable(),
    title: z.string(),
    status: z.string(),
    urgency: z.string(),
    priority: named.nullable(),
    service: named,
    assignments: z.array(assigned),
  })
  .transform(({ incident_number: number, incident_key: key, ...rest }) => ({ ...rest, number, key }));

/** An incident of PagerDuty as its people see it: names in place of references. */
export type PageThere = z.infer<typeof page>;

const about = z.object({
  incident: page,
  notes: z.array(z.object({ content: z.string(), user: named })),
  log_entries: z.array(z.object({ type: z.string(), summary: z.string() })),
  responders: z.array(z.object({ state: z.string(), user: named })),
});

/** What people and machines do in the playground's PagerDuty, and what stands there. Throws when it refuses. */
export function pagerDutyIn(url: string) {
  async function ask<T>(schema: z.ZodType<T>, method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/_pagerduty/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  }

  /** Every incident there that was opened for one of ours, oldest first. */
  async function pagesOf({ stream }: { readonly stream: string }): Promise<readonly PageThere[]> {
    const { incidents } = await ask(z.object({ incidents: z.array(page) }), 'GET', 'incidents');
    return incidents.filter(({ key }) => key?.startsWith(`${stream}.`));
  }

  async function only(incident: { readonly stream: string }): Promise<PageThere> {
    const pages = await pagesOf(incident);
    const [first] = pages;
    if (first === undefined || pages.length > 1) throw new Error(`${incident.stream} has ${pages.length} pages`);
    return first;
  }

  return {
    pagesOf,
    /** The one that stands for it. */
    pageOf: only,
    /** Of any incident there, by its id. */
    async statusOf(id: string): Promise<string> {
      return (await ask(about, 'GET', `incidents/${id}`)).incident.status;
    },
    /** With its notes, its log and who was asked to join. */
    async allOf(incident: { readonly stream: string }) {
      return ask(about, 'GET', `incidents/${(await only(incident)).id}`);
    },
    /** Whom a page is with, and who was asked to join. */
    async calledBy(id: string): Promise<readonly string[]> {
      const { incident, responders } = await ask(about, 'GET', `incidents/${id}`);
      return [...incident.assignments, ...responders.map(({ user }) => user)];
    },
    /** Somebody does it to the page of one of ours; `null`: nobody, it happens by itself. */
    async act(user: string | null, incident: { readonly stream: string }, what: string, more: object = {}) {
      const { id } = await only(incident);
      await ask(z.unknown(), 'POST', `incidents/${id}/${what}`, { ...(user && { user }), ...more });
    },
    /** A machine opens one of its own. Returns its id. */
    async alert(title: string): Promise<string> {
      const opened = z.object({ incident: page });
      return (await ask(opened, 'POST', 'incidents', { service: 'PSWORKR', title })).incident.id;
    },
    remove: async (incident: { readonly stream: string }) =>
      ask(z.unknown(), 'DELETE', `incidents/${(await only(incident)).id}`),
    removePage: (id: string) => ask(z.unknown(), 'DELETE', `incidents/${id}`),
    /** From now on these are called at that level of an escalation policy. */
    onCall: (policy: string, level: number, ...users: readonly string[]) =>
      ask(z.unknown(), 'POST', 'oncall', { policy, level, users }),
    abilities: (has: Readonly<Record<string, boolean>>) => ask(z.unknown(), 'POST', 'abilities', has),
    /** What becomes of its webhooks. */
    webhooks: (change: object) => ask(z.unknown(), 'POST', 'webhooks', change),
  };
}
