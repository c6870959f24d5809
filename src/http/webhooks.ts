import type { Received, Webhook, WebhookName } from '#src/define.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Route } from './server.ts';

export interface WebhookTelemetry {
  /** `outcome`: `stored`, `refused`, `failed`, `senseless`, `too-large`, or why it was ignored. */
  received(webhook: WebhookName, outcome: string): void;
}

/**
 * `POST /webhooks/<name>` for every system whose secret is known; the others have no door. A webhook that throws is a fault of ours: the server answers
 * 500, and whoever sent it sends it again.
 */
export function webhookRoutes({
  webhooks,
  secrets,
  deps,
  telemetry,
}: {
  readonly webhooks: readonly Webhook[];
  readonly secrets: Readonly<Partial<Record<WebhookName, string>>>;
  readonly deps: Deps;
  readonly telemetry: WebhookTelemetry;
}): readonly Route[] {
  return webhooks.flatMap((webhook): readonly Route[] => {
    const { name } = webhook;
    const secret = secrets[name];
    if (secret === undefined) return [];
    return [
      {
        method: 'POST',
        path: `/webhooks/${name}`,
        ...(webhook.bodyBytes !== undefined && { bodyBytes: webhook.bodyBytes }),
        tooLarge: () => telemetry.received(name, 'too-large'),
        async handle(request) {
          const log = deps.log.child({ webhook: name, request: deps.ids.next() });
          const received = await webhook
            .receive(request, { deps: { ...deps, log }, secret })
            .catch((error: unknown) => {
              telemetry.received(name, 'failed');
              throw error;
            });
          const outcome = received.kind === 'ignored' ? received.why : received.kind;
          telemetry.received(name, outcome);
          if (received.kind !== 'stored') log.warn({ outcome }, 'a delivery changed nothing');
          return answers[received.kind];
        },
      },
    ];
  });
}

const answers: Readonly<Record<Received['kind'], { readonly status: number; readonly body: string }>> = {
  stored: { status: 202, body: 'Stored.\n' },
  ignored: { status: 202, body: 'Nothing to do.\n' },
  senseless: { status: 400, body: 'This is nothing that is sent here.\n' },
  refused: { status: 401, body: 'Not from who it should be: is the secret here the one that is set there?\n' },
};
