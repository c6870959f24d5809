import { z } from 'zod';

/** What we read of Slack's payloads; the rest passes unseen. */

const chosen = z.looseObject({ value: z.string() });

/** An input or a pressed control, of any type: each type has its own name for what was entered. */
const element = z.looseObject({
  value: z.string().nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_channel: z.string().nullish(),
  selected_channels: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});
export type Element = z.infer<typeof element>;

const view = z.looseObject({
  id: z.string(),
  type: z.string(),
  hash: z.string().nullish(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), element)) }).default({ values: {} }),
});
export type View = z.infer<typeof view>;

const user = z.looseObject({ id: z.string() });

export const commandPayload = z.looseObject({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});

export const actionPayload = z.looseObject({
  user,
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  container: z
    .looseObject({
      channel_id: z.string().nullish(),
      message_ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
    })
    .default({}),
  view: view.nullish(),
  /** Slack sends one action for one gesture. */
  actions: z.tuple([element.extend({ action_id: z.string() })], z.unknown()),
});

export const menuPayload = z.looseObject({
  user,
  action_id: z.string(),
  /** What was typed so far. */
  value: z.string().default(''),
  channel: z.looseObject({ id: z.string() }).nullish(),
  view: z.looseObject({ private_metadata: z.string().default('') }).nullish(),
});

export const submissionPayload = z.looseObject({ user, trigger_id: z.string(), view });

const message = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  /** What was deleted is listed without its name. */
  files: z.array(z.looseObject({ name: z.string().nullish() })).nullish(),
});
export type ShownMessage = z.infer<typeof message>;

export const shortcutPayload = z.looseObject({
  user,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  message: message.nullish(),
});

export const eventPayload = z.looseObject({
  event_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});

export const mentionPayload = z.looseObject({
  event_id: z.string(),
  event: z.looseObject({
    user: z.string().nullish(),
    bot_id: z.string().nullish(),
    edited: z.unknown().optional(),
    text: z.string().default(''),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().nullish(),
  }),
  /** For whom the event is: our own user, among those who installed the app. */
  authorizations: z.array(z.looseObject({ user_id: z.string(), is_bot: z.boolean().default(false) })).default([]),
});
