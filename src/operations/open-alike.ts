import { may } from '#src/domain/access.ts';
import { lookAlikes } from '#src/domain/incident/alike.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Deps } from '#src/ports/deps.ts';

type Reading = Pick<Deps, 'store' | 'policy'>;

/** How many open incidents are looked at for one that sounds alike. */
const looksAt = 50;

/** What is about to be declared. */
export interface Sounding {
  readonly title: string;
  /** Ids. */
  readonly services: readonly string[];
  readonly drill: boolean;
  /** For who declares afterwards: then nothing open is the same. */
  readonly resolvedAt: number | null;
}

/** The open incidents it may be, the likest first. Only who may look at incidents is told which there are. */
export async function openAlike(deps: Reading, said: Sounding, actor: PersonActor): Promise<readonly Incident[]> {
  if (said.resolvedAt !== null) return [];
  return lookAlikes(said, await openOnes(deps, said, actor), deps.policy.services);
}

/** The same once it is declared: which others it may be. */
export async function othersAlike(deps: Reading, incident: Incident, actor: PersonActor): Promise<readonly Incident[]> {
  if (incident.resolvedAt !== null) return [];
  const open = await openOnes(deps, incident, actor);
  const others = open.filter(({ number }) => number !== incident.number);
  return lookAlikes({ title: incident.title.body ?? '', services: incident.services }, others, deps.policy.services);
}

async function openOnes(
  { store }: Reading,
  { drill }: Pick<Sounding, 'drill'>,
  actor: PersonActor,
): Promise<readonly Incident[]> {
  if (!may(actor, 'incident.list').ok) return [];
  return store.incidents({ open: true, drill }, { limit: looksAt, offset: 0 }, actor);
}
