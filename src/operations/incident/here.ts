import type { Incident } from '#src/domain/incident/state.ts';
import type { Viewer } from '#src/domain/people.ts';
import type { Deps } from '#src/ports/deps.ts';

/** The incident whose channel this is, if it is one and `actor` may know of it. */
export async function incidentHere(
  { store }: Pick<Deps, 'store'>,
  channel: string | null,
  { actor }: { readonly actor: Viewer },
): Promise<Incident | null> {
  return channel === null ? null : store.incidentInChannel(channel, actor);
}
