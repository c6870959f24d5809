import type { Attempt, Done } from '#src/define.ts';
import { decide } from '#src/domain/incident/decide.ts';

/**
 * What comes of looking at the channel of a private incident where everybody can read it; `null`: it may be spoken of there. To be asked right before
 * anything is said: Slack tells late that a channel was made public, and nothing while the bot is out of it.
 */
export async function seenPublic(
  { deps, incident, signal }: Pick<Attempt<unknown>, 'deps' | 'incident' | 'signal'>,
  channel: string,
): Promise<Done | null> {
  const isPublic = incident.restricted && !(await deps.chat.isPrivate(channel));
  signal.throwIfAborted();
  if (!isPublic) return null;
  return {
    events(fresh) {
      const command = { type: 'hear-channel', news: { what: 'seen-public' }, failed: [] } as const;
      const decision = decide(fresh, command, { policy: deps.policy, now: deps.clock.now() });
      return decision.ok ? decision.events : [];
    },
  };
}
