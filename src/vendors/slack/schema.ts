import { z } from 'zod';

/** What we read of Slack's answers: only the fields we use. */

export const authTest = z.object({
  user_id: z.string(),
  bot_id: z.string(),
  team_id: z.string(),
  /** The SDK puts the header `x-oauth-scopes` here. */
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).default({ scopes: [] }),
});

/** The same, with the names people know the workspace and the bot by. */
export const authTeam = authTest.extend({ team: z.string(), user: z.string() });

const channel = z.object({ id: z.string(), name: z.string() });

export const channelAnswer = z.object({ channel });

export const channelFacts = z.object({
  channel: z.object({
    id: z.string(),
    /** Direct channels have none. */
    name: z.string().optional(),
    is_im: z.boolean().default(false),
    is_mpim: z.boolean().default(false),
    is_private: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
    /** People of another company read it too. */
    is_ext_shared: z.boolean().default(false),
    /** The one everybody is in. */
    is_general: z.boolean().default(false),
  }),
});

export const channelPage = z.object({
  channels: z.array(
    channel.extend({
      is_archived: z.boolean().default(false),
      is_member: z.boolean().default(false),
      creator: z.string().optional(),
      /** Seconds. */
      created: z.number(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).default({ next_cursor: '' }),
});

export type ListedChannel = z.infer<typeof channelPage>['channels'][number];

export const directChannel = z.object({ channel: z.object({ id: z.string() }) });

export const posted = z.object({ channel: z.string(), ts: z.string() });

export const membersPage = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().default('') }).default({ next_cursor: '' }),
});

export const historyPage = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      subtype: z.string().optional(),
      text: z.string().default(''),
      edited: z.object({ ts: z.coerce.number() }).optional(),
      /** What was deleted is listed without its name. */
      files: z.array(z.object({ name: z.string().optional() })).default([]),
      /** `users` may leave some of many out. */
      reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()).default([]) })).default([]),
      /** Other apps' metadata may be anything. */
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).default({ next_cursor: '' }),
});

export type HistoryMessage = z.infer<typeof historyPage>['messages'][number];

export const permalinkAnswer = z.object({ permalink: z.string() });

export const uploadPlace = z.object({ upload_url: z.string(), file_id: z.string() });

export const userAnswer = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().optional(),
    name: z.string(),
    real_name: z.string().optional(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    /** Of an Enterprise organisation: the workspaces they belong to. */
    enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).optional(),
    profile: z.object({ email: z.string().optional() }).default({}),
  }),
});

export const userPage = z.object({
  members: z.array(userAnswer.shape.user),
  response_metadata: z.object({ next_cursor: z.string().default('') }).default({ next_cursor: '' }),
});

export type SlackUser = z.infer<typeof userAnswer>['user'];

/** Where all we need to know is that Slack said yes. */
export const anything = z.object({});
