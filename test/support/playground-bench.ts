import { Writable } from 'node:stream';
import { createClient, type PlaygroundClient } from '#playground/client.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from '#playground/playground.ts';
import { databaseFromTemplate } from './cluster.ts';
import { patiently } from './patient-policy.ts';

export interface PlaygroundBench {
  readonly playground: Playground;
  readonly slack: PlaygroundClient;
  /** Every line the bot logged so far. */
  logged(): string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/**
 * A playground on a database of its own, with what the bot logs at hand. `patient`: under a policy whose deadlines never come; `policy`: under another one. Without
 * PagerDuty, where it is not what the test is about.
 */
export async function openPlayground({
  patient = false,
  policy = {},
  pagerDuty = false,
  ...options
}: Partial<Omit<PlaygroundOptions, 'storage'>> & {
  readonly patient?: boolean;
  readonly policy?: { readonly APGMS_CONFIG?: string };
} = {}): Promise<PlaygroundBench> {
  const database = await databaseFromTemplate('playground');
  const lines: string[] = [];
  const botOutput = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const storage = { DATABASE_URL: database.url, ...(patient && patiently()), ...policy };
  const playground = await startPlayground({ storage, botOutput, pagerDuty, ...options });
  return {
    playground,
    slack: createClient(playground.url),
    logged: () => lines.join(''),
    databaseUrl: database.url,
    async close() {
      await playground.close();
      await database.drop();
    },
  };
}
