import { onTestFinished } from 'vitest';
import { commands, listeners } from '#commands/index.ts';
import { createClient, type PlaygroundClient } from '#playground/client.ts';
import { type Served, serve } from '#playground/workspace/serve.ts';
import { createWorkspace } from '#playground/workspace/workspace.ts';
import { manifestOf } from '#src/cli/manifest.ts';
import { effects } from '#src/effects/index.ts';
import { freePort } from './free-port.ts';

export interface SlackWorkspace {
  readonly slack: PlaygroundClient;
  /** What the bot must know of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Where deliveries over HTTP go; where there are several, each next one to the next of them. */
  deliverTo(...botUrls: readonly string[]): void;
  /** Takes connections from now on; until then they are refused. */
  open(): Promise<void>;
}

const signingSecret = 'a-secret-of-the-test';

/** A workspace on the real time, beside a bot that somebody else runs. It ends with the test. */
export async function slackWorkspace(transport: 'http' | 'socket'): Promise<SlackWorkspace> {
  const url = `http://127.0.0.1:${await freePort()}`;
  let bots: readonly string[] = [];
  let served: Served | null = null;
  const { oauth_config } = manifestOf({ commands, listeners, effects, host: null });
  const workspace = createWorkspace({
    // As in production: a bot that may do less cannot tell what became of what it lost.
    scopes: oauth_config.scopes.bot,
    clock: Date,
    delivery: transport === 'http' ? { mode: 'http', url: nextBot, signingSecret } : { mode: 'socket' },
    controls: { advance: notOurs, settle: notOurs, killBot: notOurs },
  });
  function nextBot(): string | null {
    const [next = null, ...others] = bots;
    if (next !== null) bots = [...others, next];
    return next;
  }
  onTestFinished(async () => {
    workspace.close();
    await served?.close();
  });
  return {
    slack: createClient(url),
    env: {
      SLACK_BOT_TOKEN: workspace.botToken,
      ...(transport === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: workspace.appToken }),
      SLACK_API_URL: `${url}/api/`,
    },
    deliverTo(...botUrls) {
      bots = botUrls;
    },
    async open() {
      served = await serve([workspace], Number(new URL(url).port));
    },
  };
}

async function notOurs(): Promise<never> {
  throw new Error('this bot has a clock and a life of its own');
}
