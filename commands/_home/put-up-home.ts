import type { PersonActor } from '#src/domain/people.ts';
import { IntegrationError, StoreUnavailable } from '#src/errors.ts';
import { readHome } from '#src/operations/me/home.ts';
import type { Deps } from '#src/ports/deps.ts';
import { closedHome, homeView } from '#views/home/home.ts';
import type { Home } from '#views/message.ts';

type HomeDeps = Pick<Deps, 'store' | 'queue' | 'pager' | 'chat' | 'clock' | 'policy' | 'log'>;

/** Puts up the App Home of `actor` as it is now, with this page of the open incidents. Best effort: where it fails the old one stays, and the log says why. */
export async function putUpHome(deps: HomeDeps, page: number, actor: PersonActor): Promise<void> {
  try {
    await deps.chat.publishHome(actor.person, await homeOf(deps, page, actor));
  } catch (error) {
    if (!(error instanceof IntegrationError || error instanceof StoreUnavailable)) throw error;
    const code = error instanceof IntegrationError ? error.code : 'store-unavailable';
    deps.log.warn({ person: actor.person, code }, 'an app home was not put up');
  }
}

async function homeOf(deps: HomeDeps, page: number, actor: PersonActor): Promise<Home> {
  const read = await readHome(deps, { page }, { actor });
  const { clock, policy } = deps;
  if (read.ok) return homeView({ ...read, person: actor.person, policy, now: clock.now() });
  return closedHome(read.refusal.code === 'not-verified' ? 'not-verified' : 'guest');
}
