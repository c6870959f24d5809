import { z } from 'zod';
import type { faultSchema } from './faults.ts';

const message = z
  .object({
    ts: z.string(),
    user_name: z.string(),
    text: z.string(),
    blocks: z.array(z.looseObject({ type: z.string() })),
    metadata: z.object({ event_payload: z.looseObject({ key: z.string().optional() }) }).nullable(),
    thread_ts: z.string().nullable(),
    pinned: z.boolean(),
    edited: z.boolean(),
    only_visible_to: z.string().nullable(),
  })
  // What the bot calls it in its tables, of what it keeps.
  .transform(({ metadata, ...rest }) => ({ ...rest, key: metadata?.event_payload.key ?? null }));
export type SeenMessage = z.infer<typeof message>;

const channel = z.object({
  id: z.string(),
  name: z.string(),
  is_private: z.boolean(),
  topic: z.string(),
  members: z.array(z.string()),
});

const said = z.looseObject({ text: z.string().optional(), blocks: z.array(z.unknown()).optional() });

const seen = z.object({
  ok: z.boolean(),
  response: said.nullable(),
  ephemerals: z.array(said),
  view: z.looseObject({ id: z.string(), callback_id: z.string(), blocks: z.array(z.unknown()) }).nullable(),
  answers: z.array(z.unknown()),
  error: z.string().optional(),
});

const submitted = z.object({
  ok: z.boolean(),
  errors: z.record(z.string(), z.string()).nullable(),
  view: z.unknown(),
  answers: z.array(z.unknown()),
});

const homeTab = z.looseObject({ id: z.string(), blocks: z.array(z.unknown()) });

const suggested = z.object({
  options: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })),
});

const page = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  priority: z.object({ name: z.string() }).nullable(),
});

const triggered = z.object({ incident: z.object({ id: z.string() }) });

const call = z.object({
  vendor: z.string(),
  at: z.string(),
  method: z.string(),
  args: z.unknown(),
  outcome: z.string(),
  fault: z.string().optional(),
});

const mail = z.object({
  at: z.string(),
  message_id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
});

/** What one can do in the playground, over its control routes. Throws when a route refuses, with what it said. */
export type PlaygroundClient = ReturnType<typeof createClient>;

/** `url`: where the playground's page is. */
export function createClient(url: string) {
  const messagesIn = async (where: string, as?: string) =>
    (await ask(z.object({ messages: z.array(message) }), 'GET', `/_workspace/messages/${where}${viewer(as)}`)).messages;

  async function ask<T>(schema: z.ZodType<T>, method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return schema.parse(text === '' ? {} : JSON.parse(text));
  }

  return {
    /** Types `/apgms <text>`. */
    command: (user: string, where: string, text: string, extra: object = {}) =>
      ask(seen, 'POST', '/_workspace/command', { user, channel: where, text, ...extra }),
    submit: (user: string, viewId: string, values: object, extra: object = {}) =>
      ask(submitted, 'POST', '/_workspace/submit', {
        user,
        view_id: viewId,
        values,
        ...extra,
      }),
    press: (
      user: string,
      where: { readonly channel: string; readonly ts: string } | { readonly view_id: string },
      actionId: string,
      extra: object = {},
    ) => ask(seen, 'POST', '/_workspace/action', { user, ...where, action_id: actionId, ...extra }),
    shortcut: (user: string, callbackId: string) =>
      ask(seen, 'POST', '/_workspace/shortcut', { user, callback_id: callbackId }),
    /** `as`: only what this person may see. */
    channels: async (as?: string) =>
      (await ask(z.object({ channels: z.array(channel) }), 'GET', `/_workspace/channels${viewer(as)}`)).channels,
    messages: messagesIn,
    /** What the bot keeps there for everybody: neither private answers nor Slack's own notes. */
    posts: async (where: string) =>
      (await messagesIn(where)).filter((one) => one.only_visible_to === null && one.blocks.length > 0),
    views: async (user: string) =>
      (await ask(z.object({ views: z.array(z.unknown()) }), 'GET', `/_workspace/views/${user}`)).views,
    /** Opens the app's home tab. What the app puts up because of it may come a moment later. */
    openHome: (user: string) => ask(z.unknown(), 'POST', `/_workspace/home/${user}`, {}),
    /** The home tab as somebody has it; `null`: the app has put up none. */
    home: async (user: string) =>
      (await ask(z.object({ view: homeTab.nullable() }), 'GET', `/_workspace/home/${user}`)).view,
    /** Types into a menu that asks the app: what it offers. */
    suggest: async (
      user: string,
      where: { readonly channel: string; readonly ts: string } | { readonly view_id: string },
      actionId: string,
      value = '',
    ) =>
      (await ask(suggested, 'POST', '/_workspace/suggest', { user, ...where, action_id: actionId, value })).options.map(
        (one) => ({ text: one.text.text, value: one.value }),
      ),
    /** A person archives, renames, joins or leaves a channel, or takes the bot out of it. */
    changeChannel: (change: object) => ask(z.unknown(), 'POST', '/_workspace/channel', change),
    deleteMessage: (where: string, ts: string) =>
      ask(z.unknown(), 'POST', '/_workspace/message/delete', { user: 'ana', channel: where, ts, as_admin: true }),
    /** `15m`, `1h`, `30s`. Returns when nothing due is left. */
    advance: (by: string) => ask(z.unknown(), 'POST', '/_workspace/clock', { advance: by }),
    settle: () => ask(z.unknown(), 'POST', '/_workspace/settle', {}),
    fault: (fault: z.input<typeof faultSchema>) => ask(z.unknown(), 'POST', '/_workspace/faults', fault),
    clearFaults: () => ask(z.unknown(), 'DELETE', '/_workspace/faults'),
    /** Every mail the bot sent, oldest first; one that was sent twice is there twice. */
    mails: async () => (await ask(z.object({ messages: z.array(mail) }), 'GET', '/_mail/messages')).messages,
    /** An integration tells PagerDuty of something; returns the id of what it opened there. */
    alertPagerDuty: async (service: string, title: string) =>
      (await ask(triggered, 'POST', '/_pagerduty/incidents', { service, title, urgency: 'high' })).incident.id,
    /** Somebody does something on their phone. */
    onPhone: (user: string, id: string, act: string, extra: object = {}) =>
      ask(z.unknown(), 'POST', `/_pagerduty/incidents/${id}/${act}`, { user, ...extra }),
    /** Monitoring says that it is over. */
    calmPagerDuty: (id: string) => ask(z.unknown(), 'POST', `/_pagerduty/incidents/${id}/resolve`, {}),
    /** Every incident of PagerDuty. */
    pages: async () => (await ask(z.object({ incidents: z.array(page) }), 'GET', '/_pagerduty/incidents')).incidents,
    /** Every call the bot made, in order. */
    log: async () => (await ask(z.object({ calls: z.array(call) }), 'GET', '/_workspace/log')).calls,
  };
}

function viewer(as: string | undefined): string {
  return as === undefined ? '' : `?as=${encodeURIComponent(as)}`;
}
