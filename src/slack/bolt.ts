import { App, LogLevel } from '@slack/bolt';
import type { Log } from '#src/ports/log.ts';
import type { Answered } from './job.ts';
import { libraryLogger } from './library-logger.ts';

/** Who we are, as far as is known: `null` until Slack has said it, which may be long after the first delivery. */
export type KnownIdentity = () => { readonly botId: string; readonly botUserId: string } | null;

/** What is done with each type of payload. */
export type Doors = Readonly<
  Record<'command' | 'action' | 'submission' | 'shortcut' | 'menu' | 'event', (payload: unknown) => Promise<Answered>>
>;

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
 * listener is done, having recorded nothing where nobody listens, and rejects when it threw. What we did ourselves Bolt keeps from us once we know
 * who we are (`ignoreSelf`), except that we came to a channel or left it.
 */
export function createBolt({
  doors,
  identity,
  log,
}: {
  readonly doors: Doors;
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

  const answer = (door: keyof Doors) => async (args: { body: unknown; context: DeliveryContext }) =>
    args.context.record(await doors[door](args.body));

  app.command(/.*/, answer('command'));
  app.action({ action_id: /.*/ }, answer('action'));
  app.view({ type: 'view_submission' }, answer('submission'));
  app.shortcut({ callback_id: /.*/ }, answer('shortcut'));
  app.options({ action_id: /.*/ }, answer('menu'));
  app.event(/.*/, answer('event'));
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
