import type { Command, Listener } from '#src/define.ts';
import type { Doors, KnownIdentity } from './bolt.ts';
import { createDispatch } from './dispatch.ts';
import { createHear } from './hear.ts';
import type { Answered, Job } from './job.ts';
import { serveMenu } from './menu.ts';
import { eventPayload } from './payloads.ts';
import { type Serving, serve } from './serve.ts';
import type { Explain } from './verbs.ts';

const acknowledged: Answered = { answer: null };

/** What is done with each type of payload. Throws when two commands claim the same words or ids. */
export function createDoors({
  commands,
  listeners,
  explain,
  isSlack,
  identity,
  serving,
}: {
  readonly commands: readonly Command[];
  readonly listeners: readonly Listener[];
  readonly explain: Explain;
  readonly isSlack: (address: string) => boolean;
  readonly identity: KnownIdentity;
  readonly serving: Serving;
}): Doors {
  const { words, telemetry, once } = serving;
  const dispatch = createDispatch({ commands, explain, words, isSlack });
  const hear = createHear({ ...serving, listeners });
  const served = (jobOf: (payload: unknown) => Job) => (payload: unknown) => serve(jobOf(payload), serving);

  /** Slack tells a mention again where it heard no answer in time. The person has theirs by then, and a whisper cannot be found again. */
  async function mentioned(payload: unknown): Promise<Answered> {
    const job = dispatch.mention(payload, identity()?.botUserId ?? null);
    if (job !== null) return (await once(job.delivery, () => serve(job, serving))) ?? acknowledged;
    telemetry.delivered('mention', 'ignored', 0);
    return acknowledged;
  }

  return {
    command: served(dispatch.command),
    action: served(dispatch.action),
    submission: served(dispatch.submission),
    shortcut: served(dispatch.shortcut),
    menu: (payload) => serveMenu(dispatch.menu(payload), serving),
    async event(payload) {
      if (eventPayload.parse(payload).event.type === 'app_mention') return mentioned(payload);
      const heard = await hear(payload);
      if (heard === null) telemetry.unknownPayload();
      return heard ?? acknowledged;
    },
  };
}
