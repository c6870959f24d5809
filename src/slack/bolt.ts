import { App, LogLevel } from '@slack/bolt';
import type { Log } from '#src/ports/log.ts';
import type { Dispatch } from './dispatch.ts';
import type { Answered, Job } from './job.ts';
import { libraryLogger } from './library-logger.ts';
import { eventPayload } from './payloads.ts';

/** Who we are, as far as is known: `null` until Slack has said it, which may be long after the first delivery. */
export type KnownIdentity = () => { readonly botId: string; readonly botUserId: string } | null;

export type EventHandler = (event: { readonly delivery: string; readonly event: object }) => Promise<void>;

/** Handed to the listeners through Bolt's context. */
interface DeliveryContext extends Record<string, unknown> {
  readonly record: (answered: Answered) => void;
}

export interface BoltDelivery {
  readonly body: Record<string, unknown>;
  readonly retryNum?: number;
  readonly retryReason?: string;
  /** Keeps the answer; it is sent when `process` has returned. */
  record(answered: Answered): void;
}

/**
 * One Bolt app with one listener for each type of payload, since Bolt runs every listener's chain for every payload. `process` resolves when the
 * listener is done, having recorded nothing where nobody listens, and rejects when it threw.
 */
export function createBolt({
  dispatch,
  serve,
  events,
  ignored,
  identity,
  log,
}: {
  readonly dispatch: Dispatch;
  readonly serve: (job: Job) => Promise<Answered>;
  readonly events: ReadonlyMap<string, EventHandler>;
  /** An event nobody handles. */
  readonly ignored: () => void;
  readonly identity: KnownIdentity;
  readonly log: Log;
}): (delivery: BoltDelivery) => Promise<void> {
  const app = new App<DeliveryContext>({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    // Never asks Slack: a delivery must not be lost because Slack was away when we started.
    authorize: async () => identity() ?? {},
    convoStore: false,
    logger: libraryLogger('bolt', log),
    logLevel: LogLevel.WARN,
  });

  const answer = (jobOf: (payload: unknown) => Job) => async (args: { body: unknown; context: DeliveryContext }) =>
    args.context.record(await serve(jobOf(args.body)));

  app.command(/.*/, answer(dispatch.command));
  app.action({ action_id: /.*/ }, answer(dispatch.action));
  app.view({ type: 'view_submission' }, answer(dispatch.submission));
  app.shortcut({ callback_id: /.*/ }, answer(dispatch.shortcut));
  app.event(/.*/, async ({ body }) => {
    const { event_id, event } = eventPayload.parse(body);
    const handle = events.get(event.type);
    if (!handle) return ignored();
    await handle({ delivery: `evt.${event_id}`, event });
  });
  // Without this rethrow Bolt would acknowledge what failed.
  app.error(async (error) => {
    throw error;
  });

  return ({ body, record, ...retry }) =>
    app.processEvent({
      body,
      ...retry,
      customProperties: { record },
      ack: async () => record({ answer: null }),
    });
}
