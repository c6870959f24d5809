import { LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type Served, serve } from '#playground/workspace/serve.ts';
import { createWorkspace, type Workspace, type WorkspaceOptions } from '#playground/workspace/workspace.ts';

export const signingSecret = 'a-secret-of-the-test';

/** A workspace on a clock the test holds, served on a free port. */
export interface Rig {
  readonly workspace: Workspace;
  readonly url: string;
  readonly client: WebClient;
  readonly clock: { now: number };
  readonly kills: { count: number };
  /** Where the bot is; the workspace delivers there. */
  readonly bot: { url: string | null };
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Answer>;
  close(): Promise<void>;
}

const answerShape = z.looseObject({ ok: z.boolean().optional(), error: z.string().optional() });
export type Answer = z.infer<typeof answerShape>;

export async function startRig(options: Partial<WorkspaceOptions> & { readonly socket?: boolean } = {}): Promise<Rig> {
  const clock = { now: Date.parse('2026-03-02T10:00:00Z') };
  const bot: { url: string | null } = { url: null };
  const kills = { count: 0 };
  const { socket = false, ...given } = options;
  const workspace = createWorkspace({
    clock: { now: () => clock.now },
    delivery: socket ? { mode: 'socket' } : { mode: 'http', url: () => bot.url, signingSecret },
    controls: {
      async advance(ms) {
        clock.now += ms;
      },
      settle: async () => undefined,
      async killBot() {
        kills.count += 1;
      },
    },
    ...given,
  });
  const served: Served = await serve([workspace]);
  const client = new WebClient(workspace.botToken, {
    slackApiUrl: `${served.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
  return {
    workspace,
    url: served.url,
    client,
    clock,
    kills,
    bot,
    async control(method, path, body) {
      const response = await fetch(`${served.url}/_workspace/${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return answerShape.parse(await response.json());
    },
    async close() {
      workspace.close();
      await served.close();
    },
  };
}

const quiet = () => undefined;
/** For clients whose warnings are the point of the test. */
export const silent = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  setName: quiet,
  getLevel: () => LogLevel.ERROR,
};

/** The error code of a Web API call that was refused. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    const parsed = z.object({ data: z.looseObject({ error: z.string() }) }).safeParse(error);
    if (parsed.success) return parsed.data.data.error;
    throw error;
  }
  return 'ok';
}
