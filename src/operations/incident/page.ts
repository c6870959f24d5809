import type { Answer } from '#src/domain/answer.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Asks for more people: somebody, a rung of the escalation path, or whoever is on call for a service. They are called through PagerDuty where a page stands
 * there, told in Slack besides, and brought in. Refuses what is over, who asks for
 * themselves, and of a private incident everything but people by name.
 */
export function page(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, asked, why }: { readonly number: number; readonly asked: Asked; readonly why: string | null },
  by: By,
): Promise<Answer> {
  const command = async () => {
    const known = asked.kind === 'person' ? await deps.store.person(asked.person) : null;
    const stranger = known !== null && (known.guest || known.outsider);
    return { type: 'ask-responders', by: by.actor.person, asked, why: proseOrNull(deps, why), stranger } as const;
  };
  return changeIncident(deps, { action: 'incident.page', number, command }, by);
}
